package io.github.luasearchers.packing;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Brings classes to a current version of the class-file format. The JVM puts no class into an
 * archive that is older than Java 6, nor one that extends such a class; and it checks old ones by a
 * slower verifier.
 */
final class Renewal {

  private final Hierarchy hierarchy;

  Renewal(Contents contents) {
    hierarchy = new Hierarchy(contents);
  }

  /** Returns a class in the format of Java 17, without subroutines, with frames. */
  byte[] renewed(byte[] old) {
    ClassReader reader = new ClassReader(old);
    ClassWriter writer = new Writer();
    reader.accept(new Renewer(writer), ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static final class Renewer extends ClassVisitor {

    Renewer(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        String superName,
        String[] interfaces) {
      super.visit(Opcodes.V17, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new JSRInlinerAdapter(next, access, name, descriptor, signature, exceptions);
    }
  }

  private final class Writer extends ClassWriter {

    Writer() {
      super(ClassWriter.COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String first, String second) {
      return hierarchy.commonSuperclass(first, second);
    }
  }
}
