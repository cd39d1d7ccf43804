package io.github.luasearchers.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import io.github.luasearchers.engine.value.Level;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

class UndumpTest {

  private static final byte[] PROGRAM =
      Dump.dump(
          compile("local a = 1.5 return function(...) return a, 'x', ... end, nil == true"),
          false,
          Level.LUA_5_2);

  @Test
  void codeOfLuac_comesBackAsItWas() {
    List<Judge.Case> accepted = Judge.kept().stream().filter(Judge.Case::isAccepted).toList();
    assertThat(accepted).hasSizeGreaterThan(90);
    for (Judge.Case program : accepted) {
      byte[] binary = program.binary();
      assertThat(Dump.dump(undump(binary), false, Level.LUA_5_2))
          .as(program.source())
          .isEqualTo(binary);
    }
  }

  @Test
  void strippedCode_hasNoNamesAndLines() {
    Prototype function = undump(Dump.dump(undump(PROGRAM), true, Level.LUA_5_2));
    assertThat(function.lineinfo).isEmpty();
    assertThat(function.locvars).isEmpty();
    assertThat(function.upvalues[0].name).isNull();
    assertThat(function.source.tojstring()).isEqualTo("=?");
    assertThat(function.p[0].upvalues[0].instack).isTrue();
    assertThat(Dump.dump(function, false, Level.LUA_5_2))
        .isEqualTo(Dump.dump(undump(PROGRAM), true, Level.LUA_5_2));
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
  void mutatedCode_runsOrIsRefused() {
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
        AlienCode.run(binary);
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
  void codeThatReadsWhatNothingSet_isRefused() {
    int[][] programs = {
      {Op.abc(Op.MOVE, 0, 1, 0)},
      {Op.abc(Op.RETURN, 0, 2, 0)},
      {Op.abc(Op.NEWTABLE, 0, 0, 0), Op.abc(Op.SETTABLE, 0, 1, 1)},
      {Op.abc(Op.LOADNIL, 0, 1, 0), Op.abc(Op.CONCAT, 0, 0, 2)},
      // set on one of two ways
      {
        Op.abc(Op.LOADNIL, 0, 0, 0),
        Op.abc(Op.TEST, 0, 0, 0),
        Op.abx(Op.JMP, 0, Op.MAX_SBX + 1),
        Op.abc(Op.LOADNIL, 1, 0, 0),
        Op.abc(Op.LEN, 0, 1, 0)
      },
      // lost in a call
      {
        Op.abc(Op.LOADNIL, 0, 2, 0), Op.abc(Op.CALL, 0, 1, 1), Op.abc(Op.MOVE, 0, 2, 0),
      },
      // lost in a call when the loop is at its beginning again
      {
        Op.abc(Op.LOADNIL, 0, 2, 0),
        Op.abc(Op.MOVE, 0, 2, 0),
        Op.abc(Op.CALL, 1, 1, 1),
        Op.abx(Op.JMP, 0, Op.MAX_SBX - 3)
      },
      // a variable of a function that is lost in a call
      {
        Op.abc(Op.LOADNIL, 0, 1, 0), Op.abx(Op.CLOSURE, 0, 0), Op.abc(Op.CALL, 0, 1, 1),
      },
      {Op.abx(Op.CLOSURE, 0, 0)},
    };
    for (int[] program : programs) {
      assertThat(messageOf(Dump.dump(code(program), true, Level.LUA_5_2), "=x"))
          .isEqualTo("x: bad code in precompiled chunk");
    }
  }

  @Test
  void codeThatTheLoopDoesNotExpect_isRefused() {
    int[][] programs = {
      // variable arguments of a function that has none
      {Op.abc(Op.VARARG, 0, 2, 0)},
      // a loop's beginning that goes back
      {
        Op.abc(Op.LOADNIL, 0, 3, 0), Op.abx(Op.FORPREP, 0, Op.MAX_SBX - 1),
      },
      // no values from beyond the registers
      {Op.abc(Op.RETURN, 200, 1, 0)},
    };
    for (int[] program : programs) {
      Prototype function = code(program);
      function.is_vararg = 0;
      assertThat(messageOf(Dump.dump(function, true, Level.LUA_5_2), "=x"))
          .isEqualTo("x: bad code in precompiled chunk");
    }
  }

  /** A function of its own code, with an inner one that shares its second register. */
  private static Prototype code(int[] code) {
    Prototype function = compile("local a, b, c return function() return b end");
    function.code = Arrays.copyOf(code, code.length + 1);
    function.code[code.length] = Op.abc(Op.RETURN, 0, 1, 0);
    function.lineinfo = new int[0];
    function.locvars = new LocVars[0];
    return function;
  }

  @Test
  void roomThatTablesAskFor_isPaidFor() throws ScriptException {
    Prototype function = compile("for i = 1, 1e9 do rounds = i local t = {} end");
    for (int pc = 0; pc < function.code.length; pc++) {
      int i = function.code[pc];
      boolean creates = Op.opcode(i) == Op.NEWTABLE;
      function.code[pc] = creates ? Op.withB(Op.withC(i, 0xFF), 0xFF) : i;
    }
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.version", "5.2")
            .setting("lua.limits.instructions", "1M")
            .build()) {
      engine.put("chunk", Dump.dump(function, true, Level.LUA_5_2));
      LuaScriptException stopped =
          catchThrowableOfType(
              LuaScriptException.class, () -> engine.eval("load(tostring(chunk), 'x', 'b')()"));
      assertThat(stopped.getLimit()).contains("lua.limits.instructions");
      assertThat((int) engine.eval("return rounds")).isBetween(1, 10);
    }
  }

  @Test
  void variableOfItsOwnValue_isSet() {
    Prototype function = compile("local x local function f() return f end return f");
    assertThat(undump(Dump.dump(function, true, Level.LUA_5_2)).p).hasSize(1);
  }

  @Test
  void deeplyNestedFunctions_areRefused() {
    Prototype function = compile("");
    for (int depth = 1; depth <= 300; depth++) {
      Prototype outer = compile("");
      outer.p = new Prototype[] {function};
      function = outer;
      if (depth == 190) {
        assertThat(undump(Dump.dump(function, true, Level.LUA_5_2)).p).hasSize(1);
      }
    }
    assertThat(messageOf(Dump.dump(function, true, Level.LUA_5_2), "=x"))
        .isEqualTo("x: corrupted precompiled chunk");
  }

  @Test
  void adapter_leavesTextAlone() throws IOException {
    assertThat(Undump.asUndumper(Level.LUA_5_2).undump(stream(Judge.bytes("return")), "=x"))
        .isNull();
    assertThat(Undump.asUndumper(Level.LUA_5_2).undump(stream(PROGRAM), "=x").p).hasSize(1);
    assertThat(Undump.isBinary(PROGRAM, 0, PROGRAM.length)).isTrue();
    assertThat(Undump.isBinary(PROGRAM, 0, 0)).isFalse();
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static Prototype compile(String source) {
    byte[] bytes = Judge.bytes(source);
    return LuaCompiler.compile(bytes, 0, bytes.length, "=x", Level.LUA_5_2);
  }

  private static Prototype undump(byte[] binary) {
    return Undump.undump(binary, 0, binary.length, LuaValue.valueOf("=x"), Level.LUA_5_2);
  }

  private static String messageOf(byte[] binary, String name) {
    LuaError error =
        catchThrowableOfType(
            LuaError.class,
            () -> Undump.undump(binary, 0, binary.length, LuaValue.valueOf(name), Level.LUA_5_2));
    assertThat(error).isNotNull();
    return Judge.message(error);
  }
}
