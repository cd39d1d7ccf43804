package io.github.luasearchers.engine.compiler;

/**
 * Lua 5.2's instructions, and those of later versions that it lacks: six bits of op-code, eight of
 * A, nine of C, nine of B. B and C together may be one number Bx, and all but the op-code one
 * number Ax.
 */
public final class Op {

  static final int MOVE = 0;
  static final int LOADK = 1;
  static final int LOADKX = 2;
  static final int LOADBOOL = 3;
  static final int LOADNIL = 4;
  static final int GETUPVAL = 5;
  static final int GETTABUP = 6;
  static final int GETTABLE = 7;
  static final int SETTABUP = 8;
  static final int SETUPVAL = 9;
  static final int SETTABLE = 10;
  static final int NEWTABLE = 11;
  static final int SELF = 12;
  static final int ADD = 13;
  static final int SUB = 14;
  static final int MUL = 15;
  static final int DIV = 16;
  static final int MOD = 17;
  static final int POW = 18;
  static final int UNM = 19;
  static final int NOT = 20;
  static final int LEN = 21;
  static final int CONCAT = 22;
  static final int JMP = 23;
  static final int EQ = 24;
  static final int LT = 25;
  static final int LE = 26;
  static final int TEST = 27;
  static final int TESTSET = 28;
  static final int CALL = 29;
  static final int TAILCALL = 30;
  static final int RETURN = 31;
  static final int FORLOOP = 32;
  static final int FORPREP = 33;
  static final int TFORCALL = 34;
  static final int TFORLOOP = 35;
  static final int SETLIST = 36;
  static final int CLOSURE = 37;
  static final int VARARG = 38;
  static final int EXTRAARG = 39;

  // of Lua 5.3, under numbers that 5.2 leaves free
  public static final int IDIV = 40;
  public static final int BAND = 41;
  public static final int BOR = 42;
  public static final int BXOR = 43;
  public static final int SHL = 44;
  public static final int SHR = 45;
  public static final int BNOT = 46;

  // of Lua 5.4
  public static final int TBC = 47;
  public static final int FORPREP_5_4 = 48;
  public static final int TFORPREP = 49;
  public static final int TFORCALL_5_4 = 50;
  public static final int TFORLOOP_5_4 = 51;

  static final int MAX_A = 0xFF;
  static final int MAX_B = 0x1FF;
  static final int MAX_C = 0x1FF;
  static final int MAX_BX = 0x3FFFF;
  static final int MAX_SBX = MAX_BX >> 1;
  static final int MAX_AX = 0x3FFFFFF;

  /** The bit of B and C that marks a constant's index instead of a register. */
  static final int CONSTANT = 0x100;

  /** The largest constant's index that B and C can hold. */
  static final int MAX_RK = CONSTANT - 1;

  /** An A that is not a register. */
  static final int NO_REGISTER = MAX_A;

  private static final int POS_A = 6;
  private static final int POS_C = 14;
  private static final int POS_B = 23;
  private static final int POS_BX = POS_C;

  private Op() {}

  static int abc(int op, int a, int b, int c) {
    return op | a << POS_A | b << POS_B | c << POS_C;
  }

  static int abx(int op, int a, int bx) {
    return op | a << POS_A | bx << POS_BX;
  }

  static int ax(int op, int ax) {
    return op | ax << POS_A;
  }

  static int opcode(int instruction) {
    return instruction & 0x3F;
  }

  /**
   * Tells whether an instruction computes a number of two operands, or of one that it has twice.
   */
  static boolean isArithmetic(int op) {
    return op >= ADD && op <= POW || op >= IDIV && op <= BNOT;
  }

  static int a(int instruction) {
    return instruction >>> POS_A & MAX_A;
  }

  static int b(int instruction) {
    return instruction >>> POS_B;
  }

  static int c(int instruction) {
    return instruction >>> POS_C & MAX_C;
  }

  static int bx(int instruction) {
    return instruction >>> POS_BX;
  }

  static int sbx(int instruction) {
    return bx(instruction) - MAX_SBX;
  }

  static int ax(int instruction) {
    return instruction >>> POS_A;
  }

  static int withOpcode(int instruction, int op) {
    return instruction & ~0x3F | op;
  }

  static int withA(int instruction, int a) {
    return instruction & ~(MAX_A << POS_A) | a << POS_A;
  }

  static int withB(int instruction, int b) {
    return instruction & ~(MAX_B << POS_B) | b << POS_B;
  }

  static int withC(int instruction, int c) {
    return instruction & ~(MAX_C << POS_C) | c << POS_C;
  }

  static int withSbx(int instruction, int sbx) {
    return instruction & ~(MAX_BX << POS_BX) | sbx + MAX_SBX << POS_BX;
  }

  /** Tells whether an instruction is a test, so that the next one must be a jump. */
  static boolean isTest(int instruction) {
    int op = opcode(instruction);
    return op >= EQ && op <= TESTSET;
  }

  static boolean isConstant(int rk) {
    return (rk & CONSTANT) != 0;
  }
}
