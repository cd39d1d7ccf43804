package io.github.luasearchers.engine.compiler;

import org.luaj.vm2.LocVars;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/**
 * Checks whether the loop can run a function that was loaded in binary form without further checks:
 * whether each instruction stays within the function's registers, constants, upvalues and code, is
 * next to the instruction that it needs, and reads only what was {@linkplain Assignments set}. PUC
 * 5.1 checked most of this; 5.2 trusts its input.
 */
final class Verifier {

  private final Prototype function;
  private final int[] code;
  private final int registers;

  /** The places that control reaches other than from the previous instruction. */
  private final boolean[] targets;

  /** The second halves of instructions, which are not instructions themselves. */
  private final boolean[] extras;

  private Verifier(Prototype function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.maxstacksize;
    this.targets = new boolean[code.length];
    this.extras = new boolean[code.length];
  }

  /** Tells whether a function and all functions in it are sound. */
  static boolean isSound(Prototype function) {
    Verifier verifier = new Verifier(function);
    return verifier.hasSoundFrame()
        && verifier.hasSoundFunctions()
        && verifier.hasSoundInstructions()
        && verifier.hasSoundTargets()
        && Assignments.precedeUse(function, verifier.targets);
  }

  private boolean hasSoundFrame() {
    int lines = function.lineinfo.length;
    boolean sizes =
        code.length > 0
            && function.numparams <= registers
            && function.upvalues.length <= 255
            && (lines == 0 || lines == code.length);
    return sizes && hasSoundVariables() && Op.opcode(code[code.length - 1]) == Op.RETURN;
  }

  private boolean hasSoundVariables() {
    for (LocVars variable : function.locvars) {
      if (variable.startpc > variable.endpc || variable.endpc > code.length) {
        return false;
      }
    }
    return true;
  }

  private boolean hasSoundFunctions() {
    for (Prototype inner : function.p) {
      for (Upvaldesc upvalue : inner.upvalues) {
        int limit = upvalue.instack ? registers : function.upvalues.length;
        if (upvalue.idx >= limit) {
          return false;
        }
      }
      if (!isSound(inner)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasSoundInstructions() {
    for (int pc = 0; pc < code.length; pc++) {
      if (!isSound(pc)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Jumps must not lead to the second half of an instruction, or to the user of an open list of
   * values.
   */
  private boolean hasSoundTargets() {
    for (int pc = 0; pc < code.length; pc++) {
      boolean isInstruction = Op.opcode(code[pc]) != Op.EXTRAARG;
      if (extras[pc] == isInstruction || targets[pc] && (extras[pc] || usesOpenList(code[pc]))) {
        return false;
      }
    }
    return true;
  }

  // ---- instructions

  private boolean isSound(int pc) {
    int i = code[pc];
    int a = Op.a(i);
    int b = Op.b(i);
    int c = Op.c(i);
    if (Op.isArithmetic(Op.opcode(i))) {
      return isRegister(a) && isOperand(b) && isOperand(c);
    }
    return switch (Op.opcode(i)) {
      case Op.MOVE, Op.UNM, Op.NOT, Op.LEN -> isRegister(a) && isRegister(b);
      case Op.LOADK -> isRegister(a) && isConstant(Op.bx(i));
      case Op.LOADKX -> isRegister(a) && hasExtra(pc) && isConstant(Op.ax(code[pc + 1]));
      case Op.LOADBOOL -> isRegister(a) && (c == 0 || marks(pc + 2));
      case Op.LOADNIL -> isRegister(a + b);
      case Op.GETUPVAL, Op.SETUPVAL -> isRegister(a) && isUpvalue(b);
      case Op.GETTABUP -> isRegister(a) && isUpvalue(b) && isOperand(c);
      case Op.GETTABLE -> isRegister(a) && isRegister(b) && isOperand(c);
      case Op.SETTABUP -> isUpvalue(a) && isOperand(b) && isOperand(c);
      case Op.SETTABLE -> isRegister(a) && isOperand(b) && isOperand(c);
      case Op.NEWTABLE -> isRegister(a);
      case Op.SELF -> isRegister(a + 1) && isRegister(b) && isOperand(c);
      case Op.CONCAT -> isRegister(a) && b < c && isRegister(c);
      case Op.JMP -> a <= registers && marks(target(pc));
      case Op.EQ, Op.LT, Op.LE -> isOperand(b) && isOperand(c) && isTest(pc);
      case Op.TEST -> isRegister(a) && isTest(pc);
      case Op.TESTSET -> isRegister(a) && isRegister(b) && isTest(pc);
      case Op.CALL, Op.TAILCALL -> isCall(pc);
      case Op.RETURN -> isList(pc, a, b, a);
      // the loop charges for backward jumps, and FORPREP must not be one
      case Op.FORPREP -> isRegister(a + 3) && target(pc) > pc && marks(target(pc));
      case Op.FORLOOP -> isRegister(a + 3) && marks(target(pc));
      case Op.TFORCALL -> isRegister(a + 2 + Math.max(c, 3)) && c > 0 && isForCall(pc);
      case Op.TFORLOOP -> isRegister(a + 1) && marks(target(pc));
      case Op.TBC -> isRegister(a);
      case Op.FORPREP_5_4, Op.TFORPREP -> isRegister(a + 3) && target(pc) > pc && marks(target(pc));
      case Op.TFORCALL_5_4 -> isRegister(a + 3 + Math.max(c, 3)) && c > 0 && isForCall(pc);
      case Op.TFORLOOP_5_4 -> isRegister(a + 4) && marks(target(pc));
      case Op.SETLIST -> isSetList(pc);
      case Op.CLOSURE -> isRegister(a) && Op.bx(i) < function.p.length;
      case Op.VARARG -> function.is_vararg != 0 && isRegister(a) && isVariableList(pc);
      case Op.EXTRAARG -> extras[pc];
      default -> false;
    };
  }

  private boolean isRegister(int index) {
    return index >= 0 && index < registers;
  }

  private boolean isConstant(int index) {
    return index < function.k.length;
  }

  private boolean isOperand(int operand) {
    return Op.isConstant(operand) ? isConstant(operand - Op.CONSTANT) : isRegister(operand);
  }

  private boolean isUpvalue(int index) {
    return index < function.upvalues.length;
  }

  private int target(int pc) {
    return pc + 1 + Op.sbx(code[pc]);
  }

  /** Marks a place as a target, and tells whether it exists. */
  private boolean marks(int place) {
    if (place < 0 || place >= code.length) {
      return false;
    }
    targets[place] = true;
    return true;
  }

  private boolean isNext(int pc, int op) {
    return pc + 1 < code.length && Op.opcode(code[pc + 1]) == op;
  }

  private boolean hasExtra(int pc) {
    if (!isNext(pc, Op.EXTRAARG)) {
      return false;
    }
    extras[pc + 1] = true;
    return true;
  }

  /** A test is followed by the jump that it controls. */
  private boolean isTest(int pc) {
    return isNext(pc, Op.JMP) && marks(pc + 2);
  }

  private boolean isForCall(int pc) {
    int a = Op.a(code[pc]);
    return Op.opcode(code[pc]) == Op.TFORCALL
        ? isNext(pc, Op.TFORLOOP) && Op.a(code[pc + 1]) == a + 2
        : isNext(pc, Op.TFORLOOP_5_4) && Op.a(code[pc + 1]) == a;
  }

  // ---- lists of values

  private boolean isCall(int pc) {
    int a = Op.a(code[pc]);
    int c = Op.c(code[pc]);
    return isRegister(a)
        && isList(pc, a + 1, Op.b(code[pc]), a + 1)
        && (c == 0 ? opensList(pc) : c == 1 || isRegister(a + c - 2));
  }

  private boolean isVariableList(int pc) {
    int b = Op.b(code[pc]);
    return b == 0 ? opensList(pc) : isRegister(Op.a(code[pc]) + b - 2);
  }

  private boolean isSetList(int pc) {
    int a = Op.a(code[pc]);
    int b = Op.b(code[pc]);
    return isRegister(a)
        && isList(pc, a + 1, b + (b == 0 ? 0 : 1), a + 1)
        && (Op.c(code[pc]) != 0 || hasExtra(pc) && Op.ax(code[pc + 1]) > 0);
  }

  /**
   * Tells whether the values that an instruction uses exist.
   *
   * @param size one more than their number, 0 if they go up to the end of an open list
   * @param least the first register that such a list may begin at
   */
  private boolean isList(int pc, int first, int size, int least) {
    if (size == 0) {
      return pc > 0 && isOpen(code[pc - 1]) && Op.a(code[pc - 1]) >= least;
    }
    return size == 1 ? first <= registers : isRegister(first + size - 2);
  }

  /** An instruction that leaves an open list must be followed by one that uses it. */
  private boolean opensList(int pc) {
    return pc + 1 < code.length && usesOpenList(code[pc + 1]);
  }

  private static boolean isOpen(int i) {
    return switch (Op.opcode(i)) {
      case Op.CALL, Op.TAILCALL -> Op.c(i) == 0;
      case Op.VARARG -> Op.b(i) == 0;
      default -> false;
    };
  }

  private static boolean usesOpenList(int i) {
    return switch (Op.opcode(i)) {
      case Op.CALL, Op.TAILCALL, Op.RETURN, Op.SETLIST -> Op.b(i) == 0;
      default -> false;
    };
  }
}
