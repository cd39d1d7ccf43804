package io.github.luasearchers.engine.jit;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** The class around a translation: its constants, and how it is called. */
final class ClassShell {

  /** The largest method that the JVM compiles, with room to spare. */
  static final int LARGEST = 7_800;

  /** How many arguments are passed without the stack. */
  static final int MOST_ARGUMENTS = 3;

  final ClassWriter writer =
      new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String one, String other) {
          return one.startsWith("org/luaj/") && other.startsWith("org/luaj/")
              ? Code.VALUE
              : "java/lang/Object";
        }
      };
  private final List<@Nullable Object> constants = new ArrayList<>();
  private final List<String> descriptors = new ArrayList<>();
  private final IdentityHashMap<LuaValue, Integer> known = new IdentityHashMap<>();

  ClassShell() {
    writer.visit(V17, ACC_FINAL | ACC_SUPER, Code.NAME, null, Code.CODE, null);
  }

  /** Returns the name of the field that holds a value. */
  String constant(LuaValue value) {
    Integer at = known.get(value);
    if (at == null) {
      at = add(value, descriptor(value));
      known.put(value, at);
    }
    return "k" + at;
  }

  static String descriptor(LuaValue value) {
    return value instanceof LuaString ? Code.S : Code.V;
  }

  /** Adds an inline cache; returns the name of the field that holds it. */
  String site() {
    return "k" + add(null, Code.SITE);
  }

  private int add(@Nullable Object constant, String descriptor) {
    constants.add(constant);
    descriptors.add(descriptor);
    return constants.size() - 1;
  }

  @Nullable Object[] constants() {
    return constants.toArray();
  }

  // ---- the rest of the class

  byte[] finish() {
    constructor();
    initializer();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void constructor() {
    MethodVisitor mv = writer.visitMethod(0, "<init>", "()V", null, null);
    mv.visitCode();
    mv.visitVarInsn(ALOAD, 0);
    mv.visitMethodInsn(INVOKESPECIAL, Code.CODE, "<init>", "()V", false);
    mv.visitInsn(RETURN);
    end(mv);
  }

  private void initializer() {
    for (int i = 0; i < constants.size(); i++) {
      writer.visitField(
          ACC_PRIVATE | ACC_STATIC | ACC_FINAL, "k" + i, descriptors.get(i), null, null);
    }
    MethodVisitor mv = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    mv.visitCode();
    mv.visitMethodInsn(
        INVOKESTATIC,
        "java/lang/invoke/MethodHandles",
        "lookup",
        "()Ljava/lang/invoke/MethodHandles$Lookup;",
        false);
    mv.visitLdcInsn("_");
    mv.visitLdcInsn(Type.getType("[Ljava/lang/Object;"));
    mv.visitMethodInsn(
        INVOKESTATIC,
        "java/lang/invoke/MethodHandles",
        "classData",
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
        false);
    mv.visitTypeInsn(CHECKCAST, "[Ljava/lang/Object;");
    mv.visitVarInsn(ASTORE, 0);
    for (int i = 0; i < constants.size(); i++) {
      String descriptor = descriptors.get(i);
      mv.visitVarInsn(ALOAD, 0);
      mv.visitLdcInsn(i);
      mv.visitInsn(AALOAD);
      mv.visitTypeInsn(CHECKCAST, descriptor.substring(1, descriptor.length() - 1));
      mv.visitFieldInsn(PUTSTATIC, Code.NAME, "k" + i, descriptor);
    }
    mv.visitInsn(RETURN);
    end(mv);
  }

  static void end(MethodVisitor mv) {
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }

  static String body(int parameters) {
    return "(" + Code.T + Code.C + Code.F + Code.V.repeat(parameters) + ")" + Code.V;
  }

  /** Writes the entry from the loop: the parameters are on the stack. */
  void run(int parameters) {
    MethodVisitor mv =
        writer.visitMethod(0, "run", "(" + Code.T + Code.C + Code.F + ")" + Code.V, null, null);
    mv.visitCode();
    mv.visitVarInsn(ALOAD, 1);
    mv.visitVarInsn(ALOAD, 2);
    mv.visitVarInsn(ALOAD, 3);
    for (int i = 0; i < parameters; i++) {
      mv.visitVarInsn(ALOAD, 1);
      mv.visitVarInsn(ALOAD, 3);
      mv.visitLdcInsn(i);
      mv.visitMethodInsn(
          INVOKESTATIC, Code.STUBS, "load", "(" + Code.T + Code.F + "I)" + Code.V, false);
    }
    endWithBody(mv, parameters);
  }

  private static void endWithBody(MethodVisitor mv, int parameters) {
    mv.visitMethodInsn(INVOKESTATIC, Code.NAME, "body", body(parameters), false);
    mv.visitInsn(ARETURN);
    end(mv);
  }

  /** Writes the entries from compiled code. */
  void calls(int parameters, int size) {
    for (int given = 0; given <= MOST_ARGUMENTS; given++) {
      call(given, parameters, size);
    }
    again(parameters, size);
  }

  /** Writes the entry from a tail call. */
  private void again(int parameters, int size) {
    MethodVisitor mv = entry("again", MOST_ARGUMENTS);
    mv.visitLdcInsn(size);
    frame(mv, "replace", "I");
    arguments(mv, parameters, MOST_ARGUMENTS);
    endWithBody(mv, parameters);
  }

  private void call(int given, int parameters, int size) {
    MethodVisitor mv = entry("call" + given, given);
    mv.visitVarInsn(ILOAD, 4);
    mv.visitLdcInsn(size);
    frame(mv, "push", "II");
    arguments(mv, parameters, given);
    endWithBody(mv, parameters);
  }

  /** Begins an entry: pushes what the body takes first, and what makes its frame. */
  private MethodVisitor entry(String name, int given) {
    MethodVisitor mv =
        writer.visitMethod(
            0,
            name,
            "(" + Code.T + Code.C + Code.F + "I" + Code.V.repeat(given) + ")" + Code.V,
            null,
            null);
    mv.visitCode();
    mv.visitVarInsn(ALOAD, 1);
    mv.visitVarInsn(ALOAD, 2);
    mv.visitVarInsn(ALOAD, 1);
    mv.visitVarInsn(ALOAD, 3);
    mv.visitVarInsn(ALOAD, 2);
    return mv;
  }

  private static void frame(MethodVisitor mv, String stub, String sizes) {
    String descriptor = "(" + Code.T + Code.F + Code.C + sizes + ")" + Code.F;
    mv.visitMethodInsn(INVOKESTATIC, Code.STUBS, stub, descriptor, false);
  }

  /** Pushes the parameters; those that no argument is given for are nil. */
  private static void arguments(MethodVisitor mv, int parameters, int given) {
    for (int i = 0; i < parameters; i++) {
      if (i < given) {
        mv.visitVarInsn(ALOAD, 5 + i);
      } else {
        mv.visitFieldInsn(GETSTATIC, Code.VALUE, "NIL", Code.V);
      }
    }
  }
}
