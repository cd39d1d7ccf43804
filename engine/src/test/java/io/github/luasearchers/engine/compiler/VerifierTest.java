package io.github.luasearchers.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.Prototype;

class VerifierTest {

  private static final int RETURN = Op.abc(Op.RETURN, 0, 1, 0);
  private static final int NIL = Op.abc(Op.LOADNIL, 0, 1, 0);

  @Test
  void codeOfTheCompiler_isSound() {
    for (Judge.Case program : Judge.kept()) {
      if (program.isAccepted()) {
        byte[] source = Judge.bytes(program.source());
        assertThat(
                Verifier.isSound(
                    LuaCompiler.compile(source, 0, source.length, "=x", Level.LUA_5_2)))
            .isTrue();
      }
    }
  }

  @Test
  void codeThatRunsOffItsEnd_isUnsound() {
    assertThat(isSound()).isFalse();
    assertThat(isSound(Op.abc(Op.MOVE, 0, 1, 0))).isFalse();
    assertThat(isSound(RETURN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        Op.MOVE,
        Op.GETUPVAL,
        Op.GETTABUP,
        Op.GETTABLE,
        Op.SETUPVAL,
        Op.NEWTABLE,
        Op.SELF,
        Op.ADD,
        Op.SUB,
        Op.MUL,
        Op.DIV,
        Op.MOD,
        Op.POW,
        Op.UNM,
        Op.NOT,
        Op.LEN,
        Op.CALL,
        Op.TAILCALL,
        Op.VARARG,
        Op.SETLIST,
        Op.CONCAT,
        Op.LOADNIL,
        Op.LOADBOOL
      })
  void registerOutsideTheFrame_isUnsound(int op) {
    assertThat(isSound(Op.abc(op, 200, 1, 1), RETURN)).isFalse();
  }

  @Test
  void constantThatIsNone_isUnsound() {
    assertThat(isSound(Op.abx(Op.LOADK, 0, 0), RETURN)).isFalse();
    assertThat(isSound(Op.abc(Op.ADD, 0, 0, Op.CONSTANT), RETURN)).isFalse();
    assertThat(isSound(Op.abx(Op.CLOSURE, 0, 0), RETURN)).isFalse();
  }

  @Test
  void jumpOutOfTheCode_isUnsound() {
    assertThat(isSound(jump(0), RETURN)).isTrue();
    assertThat(isSound(jump(1), RETURN)).isFalse();
    assertThat(isSound(jump(-1), RETURN)).isTrue();
    assertThat(isSound(jump(-2), RETURN)).isFalse();
  }

  @Test
  void testWithoutItsJump_isUnsound() {
    int test = Op.abc(Op.TEST, 0, 0, 1);
    assertThat(isSound(NIL, test, jump(0), RETURN)).isTrue();
    assertThat(isSound(NIL, test, RETURN, RETURN)).isFalse();
  }

  @Test
  void openListWithoutUser_isUnsound() {
    int vararg = Op.abc(Op.VARARG, 0, 0, 0);
    int all = Op.abc(Op.RETURN, 0, 0, 0);
    assertThat(isSound(vararg, all, RETURN)).isTrue();
    assertThat(isSound(vararg, RETURN)).isFalse();
    assertThat(isSound(all, RETURN)).isFalse();
    assertThat(isSound(jump(1), vararg, all, RETURN)).isFalse();
  }

  @Test
  void halfInstructionAlone_isUnsound() {
    int extra = Op.ax(Op.EXTRAARG, 1);
    assertThat(isSound(extra, RETURN)).isFalse();
    assertThat(isSound(NIL, Op.abc(Op.SETLIST, 0, 1, 0), extra, RETURN)).isTrue();
    assertThat(isSound(NIL, Op.abc(Op.SETLIST, 0, 1, 0), RETURN)).isFalse();
    assertThat(isSound(NIL, jump(1), Op.abc(Op.SETLIST, 0, 1, 0), extra, RETURN)).isFalse();
  }

  @Test
  void variableToClose_mustBeSetAndStaySet() {
    int toClose = Op.abc(Op.TBC, 0, 0, 0);
    int call = Op.abc(Op.CALL, 0, 1, 1);
    int end = Op.withA(jump(0), 1);
    assertThat(isSound(NIL, toClose, RETURN)).isTrue();
    assertThat(isSound(toClose, RETURN)).isFalse();
    assertThat(isSound(NIL, Op.abc(Op.TBC, 2, 0, 0), RETURN)).isFalse();
    assertThat(isSound(NIL, toClose, call, RETURN)).isFalse();
    assertThat(isSound(NIL, toClose, end, call, RETURN)).isTrue();
  }

  @Test
  void loopsOfLua54_areSoundAsCompiled() {
    String numeric = "for i = 1, 2 do f(i) end";
    String generic = "for k, v in next, {}, nil, x do local y <close> = k break end";
    assertThat(isSound54(numeric, Op.NO_REGISTER, 0)).isTrue();
    assertThat(isSound54(generic, Op.NO_REGISTER, 0)).isTrue();
    assertThat(isSound54(numeric, Op.FORPREP_5_4, Op.withSbx(Op.FORPREP_5_4, -1))).isFalse();
    assertThat(isSound54(numeric, Op.FORPREP_5_4, Op.withSbx(Op.withA(Op.FORPREP_5_4, 1), 2)))
        .isFalse();
    assertThat(isSound54(generic, Op.TFORPREP, Op.withSbx(Op.TFORPREP, -1))).isFalse();
    assertThat(isSound54(generic, Op.TFORLOOP_5_4, Op.abc(Op.MOVE, 4, 4, 0))).isFalse();
    assertThat(isSound54(generic, Op.TFORCALL_5_4, Op.abc(Op.TFORCALL_5_4, 0, 0, 200))).isFalse();
  }

  /** Tells whether code is sound once the only instruction of a kind is replaced. */
  private static boolean isSound54(String code, int opcode, int instead) {
    byte[] source = Judge.bytes(code);
    Prototype function = LuaCompiler.compile(source, 0, source.length, "=x", Level.LUA_5_4);
    for (int i = 0; i < function.code.length; i++) {
      if (Op.opcode(function.code[i]) == opcode) {
        function.code[i] = instead;
      }
    }
    return Verifier.isSound(function);
  }

  private static int jump(int offset) {
    return Op.withSbx(Op.JMP, offset);
  }

  private static boolean isSound(int... code) {
    byte[] none = {};
    Prototype function = LuaCompiler.compile(none, 0, 0, "=x", Level.LUA_5_2);
    function.code = code;
    function.lineinfo = new int[0];
    return Verifier.isSound(function);
  }
}
