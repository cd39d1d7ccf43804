package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.compiler.Op;
import org.luaj.vm2.Lua;

/** What instructions do with registers. */
final class Instruction {

  private Instruction() {}

  static int op(int i) {
    return Lua.GET_OPCODE(i);
  }

  /** Tells whether an instruction sets a register, or may set it. */
  static boolean sets(int i, int register) {
    int a = Lua.GETARG_A(i);
    int b = Lua.GETARG_B(i);
    return switch (op(i)) {
      case Lua.OP_SETTABUP,
          Lua.OP_SETUPVAL,
          Lua.OP_SETTABLE,
          Lua.OP_JMP,
          Lua.OP_EQ,
          Lua.OP_LT,
          Lua.OP_LE,
          Lua.OP_TEST,
          Lua.OP_RETURN,
          Lua.OP_SETLIST,
          Lua.OP_EXTRAARG,
          Op.TBC,
          Op.TFORPREP ->
          false;
      case Lua.OP_LOADNIL -> a <= register && register <= a + b;
      case Lua.OP_SELF -> register == a || register == a + 1;
      case Lua.OP_CALL, Lua.OP_TAILCALL -> register >= a;
      case Lua.OP_VARARG -> register >= a && (b == 0 || register < a + b - 1);
      case Lua.OP_FORLOOP, Op.FORPREP_5_4 -> register == a || register == a + 3;
      case Lua.OP_TFORCALL, Op.TFORCALL_5_4 -> register >= a + 2;
      case Op.TFORLOOP_5_4 -> register == a + 2;
      default -> register == a;
    };
  }

  /** Tells whether an instruction passes a register's value to a function or returns it. */
  static boolean passes(int i, int register) {
    int a = Lua.GETARG_A(i);
    int b = Lua.GETARG_B(i);
    return switch (op(i)) {
      case Lua.OP_CALL, Lua.OP_TAILCALL -> register >= a && (b == 0 || register < a + b);
      case Lua.OP_RETURN -> register >= a && (b == 0 || register < a + b - 1);
      case Lua.OP_SETLIST -> register > a && (b == 0 || register <= a + b);
      default -> false;
    };
  }

  /** Tells whether an instruction jumps back to the beginning of a {@code for} loop's body. */
  static boolean isForLoop(int i) {
    int op = op(i);
    return op == Lua.OP_FORLOOP || op == Lua.OP_TFORLOOP || op == Op.TFORLOOP_5_4;
  }

  /** Tells whether an instruction's B is a register or a constant. */
  static boolean hasOperandB(int op) {
    return switch (op) {
      case Lua.OP_SETTABUP, Lua.OP_SETTABLE, Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE -> true;
      default -> isBinary(op);
    };
  }

  /** Tells whether an instruction's C is a register or a constant. */
  static boolean hasOperandC(int op) {
    return hasOperandB(op) || op == Lua.OP_GETTABUP || op == Lua.OP_GETTABLE || op == Lua.OP_SELF;
  }

  /** Tells whether an instruction's B is a register. */
  static boolean hasRegisterB(int op) {
    return switch (op) {
      case Lua.OP_MOVE,
          Lua.OP_GETTABLE,
          Lua.OP_SELF,
          Lua.OP_UNM,
          Lua.OP_NOT,
          Lua.OP_LEN,
          Lua.OP_CONCAT,
          Lua.OP_TESTSET ->
          true;
      default -> false;
    };
  }

  private static boolean isBinary(int op) {
    return op >= Lua.OP_ADD && op <= Lua.OP_POW || op >= Op.IDIV && op <= Op.BNOT;
  }
}
