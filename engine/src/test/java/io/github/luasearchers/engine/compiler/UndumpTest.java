package io.github.luasearchers.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

class UndumpTest {

  private static final byte[] PROGRAM =
      Dump.dump(
          compile("local a = 1.5 return function(...) return a, 'x', ... end, nil == true"), false);

  @Test
  void codeOfLuac_comesBackAsItWas() {
    List<Judge.Case> accepted = Judge.kept().stream().filter(Judge.Case::isAccepted).toList();
    assertThat(accepted).hasSizeGreaterThan(90);
    for (Judge.Case program : accepted) {
      byte[] binary = program.binary();
      assertThat(Dump.dump(undump(binary), false)).as(program.source()).isEqualTo(binary);
    }
  }

  @Test
  void strippedCode_hasNoNamesAndLines() {
    Prototype function = undump(Dump.dump(undump(PROGRAM), true));
    assertThat(function.lineinfo).isEmpty();
    assertThat(function.locvars).isEmpty();
    assertThat(function.upvalues[0].name).isNull();
    assertThat(function.source.tojstring()).isEqualTo("=?");
    assertThat(function.p[0].upvalues[0].instack).isTrue();
    assertThat(Dump.dump(function, false)).isEqualTo(Dump.dump(undump(PROGRAM), true));
  }

  @Test
  void truncatedCode_isRefused() {
    for (int length = 1; length < PROGRAM.length; length++) {
      assertThat(messageOf(Arrays.copyOf(PROGRAM, length), "@x.luac"))
          .isEqualTo("x.luac: truncated precompiled chunk");
    }
  }

  @Test
  void otherHeader_isRefusedWithPucsReason() {
    for (int i = 0; i < 18; i++) {
      byte[] changed = PROGRAM.clone();
      changed[i]++;
      String reason =
          i < 4 ? "not a" : i < 6 ? "version mismatch in" : i < 12 ? "incompatible" : "corrupted";
      assertThat(messageOf(changed, "=x")).isEqualTo("x: " + reason + " precompiled chunk");
    }
  }

  @Test
  void nameThatIsTheCodeItself_isNotShown() {
    assertThat(messageOf(new byte[] {0x1B}, "\033Lua"))
        .isEqualTo("binary string: truncated precompiled chunk");
    assertThat(messageOf(new byte[] {0x1B}, "name")).isEqualTo("name: truncated precompiled chunk");
  }

  @Test
  void mutatedCode_isReadOrRefused() {
    Random random = new Random(52);
    TreeSet<String> messages = new TreeSet<>();
    List<Judge.Case> accepted = Judge.kept().stream().filter(Judge.Case::isAccepted).toList();
    for (int i = 0; i < 20_000; i++) {
      byte[] binary = accepted.get(random.nextInt(accepted.size())).binary();
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = 18 + random.nextInt(binary.length - 18);
        binary[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 255);
      }
      try {
        undump(binary);
      } catch (LuaError e) {
        messages.add(Judge.message(e));
      }
    }
    assertThat(messages)
        .containsExactly(
            "x: bad code in precompiled chunk",
            "x: corrupted precompiled chunk",
            "x: truncated precompiled chunk");
  }

  @Test
  void deeplyNestedFunctions_areRefused() {
    Prototype function = compile("");
    for (int depth = 1; depth <= 300; depth++) {
      Prototype outer = compile("");
      outer.p = new Prototype[] {function};
      function = outer;
      if (depth == 190) {
        assertThat(undump(Dump.dump(function, true)).p).hasSize(1);
      }
    }
    assertThat(messageOf(Dump.dump(function, true), "=x"))
        .isEqualTo("x: corrupted precompiled chunk");
  }

  @Test
  void adapter_leavesTextAlone() throws IOException {
    assertThat(Undump.asUndumper().undump(stream(Judge.bytes("return")), "=x")).isNull();
    assertThat(Undump.asUndumper().undump(stream(PROGRAM), "=x").p).hasSize(1);
    assertThat(Undump.isBinary(PROGRAM, 0, PROGRAM.length)).isTrue();
    assertThat(Undump.isBinary(PROGRAM, 0, 0)).isFalse();
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static Prototype compile(String source) {
    byte[] bytes = Judge.bytes(source);
    return LuaCompiler.compile(bytes, 0, bytes.length, "=x");
  }

  private static Prototype undump(byte[] binary) {
    return Undump.undump(binary, 0, binary.length, LuaValue.valueOf("=x"));
  }

  private static String messageOf(byte[] binary, String name) {
    LuaError error =
        catchThrowableOfType(
            LuaError.class, () -> Undump.undump(binary, 0, binary.length, LuaValue.valueOf(name)));
    assertThat(error).isNotNull();
    return Judge.message(error);
  }
}
