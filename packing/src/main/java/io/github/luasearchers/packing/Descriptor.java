package io.github.luasearchers.packing;

import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** The descriptor of a module. */
final class Descriptor {

  private Descriptor() {}

  /**
   * Returns a descriptor without packages that are none, such as a folder {@code Linux-musl}: jlink
   * would refuse it for them.
   */
  static byte[] mended(byte[] descriptor) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(descriptor).accept(new Mender(writer), 0);
    return writer.toByteArray();
  }

  private static final class Mender extends ClassVisitor {

    Mender(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public ModuleVisitor visitModule(String name, int access, @Nullable String version) {
      return new ModuleVisitor(Opcodes.ASM9, super.visitModule(name, access, version)) {
        @Override
        public void visitPackage(String packaze) {
          if (SourceVersion.isName(packaze.replace('/', '.'))) {
            super.visitPackage(packaze);
          }
        }
      };
    }
  }
}
