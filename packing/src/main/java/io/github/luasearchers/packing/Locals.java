package io.github.luasearchers.packing;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The names of local variables, for debuggers of Java: an eighth of what a class takes, which the
 * JVM reads and checks whenever it loads one. Lines and parameters keep theirs.
 */
final class Locals {

  private Locals() {}

  /** Returns a class without them. */
  static byte[] removed(byte[] type) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(type).accept(new Remover(writer), 0);
    return writer.toByteArray();
  }

  private static final class Remover extends ClassVisitor {

    Remover(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitLocalVariable(
            String name,
            String descriptor,
            @Nullable String signature,
            Label start,
            Label end,
            int index) {
          // stays out
        }
      };
    }
  }
}
