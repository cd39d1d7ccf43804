package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the loop's byte code has to stay below, so that HotSpot compiles it well from the start. */
final class LoopShapeTest {

  /** HotSpot never compiles a method of more than 8,000 bytes. */
  private static final int MAX_CODE = 5_500;

  /** Its first compiler compares one case after the other. */
  private static final int MAX_CASES = 20;

  private int size;
  private final List<Integer> switches = new ArrayList<>();

  @Test
  void loop_staysBelowWhatIsCompiled_withShortSwitches() throws IOException {
    try (InputStream in = Interpreter.class.getResourceAsStream("Interpreter.class")) {
      new ClassReader(in).accept(new Loop(), 0);
    }
    assertThat(size).isBetween(1, MAX_CODE);
    assertThat(switches).hasSizeGreaterThanOrEqualTo(5).allMatch(cases -> cases <= MAX_CASES);
  }

  private final class Loop extends ClassVisitor {

    Loop() {
      super(Opcodes.ASM9, new ClassWriter(0)); // which knows how long the code gets
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
      return name.equals("run") ? new Code(code) : code;
    }
  }

  private final class Code extends MethodVisitor {

    Code(MethodVisitor code) {
      super(Opcodes.ASM9, code);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
      switches.add(labels.length);
      super.visitTableSwitchInsn(min, max, other, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
      switches.add(labels.length);
      super.visitLookupSwitchInsn(other, keys, labels);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      Label end = new Label();
      visitLabel(end);
      size = end.getOffset();
      super.visitMaxs(maxStack, maxLocals);
    }
  }
}
