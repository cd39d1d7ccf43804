package io.github.luasearchers.cli;

import io.github.luasearchers.engine.compiler.Op;
import io.github.luasearchers.engine.value.Level;
import org.luaj.vm2.Lua;

/** The names of instructions, and what their operands are: lopcodes.c. */
final class Opcodes {

  /** An instruction with A and, where they are used, B and C. */
  static final int ABC = 0;

  /** One with A and a larger number, which counts constants or is just a number. */
  static final int ABX = 1;

  /** One with A and a distance to jump. */
  static final int ASBX = 2;

  /** One with a very large number. */
  static final int AX = 3;

  /** Each name, its format, and the operands that it uses beside A. */
  private static final String[] ALL = {
    "MOVE B",
    "LOADK K",
    "LOADKX -",
    "LOADBOOL BC",
    "LOADNIL B",
    "GETUPVAL B",
    "GETTABUP BC",
    "GETTABLE BC",
    "SETTABUP BC",
    "SETUPVAL B",
    "SETTABLE BC",
    "NEWTABLE BC",
    "SELF BC",
    "ADD BC",
    "SUB BC",
    "MUL BC",
    "DIV BC",
    "MOD BC",
    "POW BC",
    "UNM B",
    "NOT B",
    "LEN B",
    "CONCAT BC",
    "JMP J",
    "EQ BC",
    "LT BC",
    "LE BC",
    "TEST C",
    "TESTSET BC",
    "CALL BC",
    "TAILCALL BC",
    "RETURN B",
    "FORLOOP J",
    "FORPREP J",
    "TFORCALL C",
    "TFORLOOP J",
    "SETLIST BC",
    "CLOSURE U",
    "VARARG B",
    "EXTRAARG X",
    "IDIV BC",
    "BAND BC",
    "BOR BC",
    "BXOR BC",
    "SHL BC",
    "SHR BC",
    "BNOT B",
    "TBC",
    "FORPREP J",
    "TFORPREP J",
    "TFORCALL C",
    "TFORLOOP J"
  };

  private Opcodes() {}

  private static String operands(int op) {
    String entry = ALL[op];
    return entry.substring(entry.indexOf(' ') + 1);
  }

  /** Returns the name as {@code luac} writes it. */
  static String name(int op) {
    String entry = ALL[op];
    int end = entry.indexOf(' ');
    return end < 0 ? entry : entry.substring(0, end);
  }

  /** Returns the format of the operands. */
  static int format(int op) {
    return switch (operands(op)) {
      case "K", "U", "-" -> ABX;
      case "J" -> ASBX;
      case "X" -> AX;
      default -> ABC;
    };
  }

  /** Tells whether the large number is the index of a constant. */
  static boolean hasConstant(int op) {
    return operands(op).equals("K");
  }

  /** Tells whether the large number is used. */
  static boolean hasNumber(int op) {
    return operands(op).equals("U");
  }

  static boolean hasB(int op) {
    return operands(op).startsWith("B");
  }

  static boolean hasC(int op) {
    return operands(op).endsWith("C");
  }

  /**
   * Tells whether both operands may be constants, of which the values are shown. PUC's {@code luac}
   * of 5.2 forgets the remainder.
   */
  static boolean comparesOrComputes(int op, Level level) {
    return op >= Lua.OP_ADD && op <= Lua.OP_POW && (op != Lua.OP_MOD || level != Level.LUA_5_2)
        || op >= Lua.OP_EQ && op <= Lua.OP_LE
        || op >= Op.IDIV && op <= Op.SHR;
  }
}
