package io.github.luasearchers.engine.live.patch;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The code that gives a local variable its first value, and what it says apart from the registers
 * that it uses.
 */
final class Initialiser {

  /** How many instructions before it may jump into an expression. */
  private static final int REACH = 1 << 8;

  private final Function function;
  private final int[] code;
  private final Variable variable;
  private final BitSet needed = new BitSet();
  private int begin;

  private Initialiser(Variable variable, Function function) {
    this.function = function;
    this.code = function.code.code;
    this.variable = variable;
    this.begin = variable.start;
  }

  /** Returns what gives a variable its first value, null for a parameter and the like. */
  static @Nullable Initialiser of(Variable variable) {
    Function owner = variable.owner;
    if (owner == null || variable.start == 0) {
      return null;
    }
    Initialiser found = new Initialiser(variable, owner);
    found.findBegin();
    return found;
  }

  private void findBegin() {
    needed.set(variable.register);
    while (true) {
      for (int pc = begin - 1; pc >= 0 && !needed.isEmpty(); pc--) {
        if (contributes(code[pc])) {
          begin = pc;
          need(pc);
        }
      }
      int jump = jumpInto();
      if (jump < 0) {
        return;
      }
      begin = jump;
      need(jump);
    }
  }

  /** Tells whether an instruction makes or fills what is needed. */
  private boolean contributes(int i) {
    int op = Instruction.op(i);
    boolean fills = op == Lua.OP_SETTABLE || op == Lua.OP_SETLIST;
    return fills ? needed.get(Lua.GETARG_A(i)) : setsNeeded(i);
  }

  private boolean setsNeeded(int i) {
    int each = needed.nextSetBit(0);
    while (each >= 0 && !Instruction.sets(i, each)) {
      each = needed.nextSetBit(each + 1);
    }
    return each >= 0;
  }

  /** Takes note of the temporary values that an instruction uses. */
  private void need(int pc) {
    int i = code[pc];
    int op = Instruction.op(i);
    boolean fills = op == Lua.OP_SETTABLE || op == Lua.OP_SETLIST;
    int set = fills || op == Lua.OP_TESTSET ? -1 : needed.nextSetBit(0);
    for (; set >= 0; set = needed.nextSetBit(set + 1)) {
      needed.set(set, !Instruction.sets(i, set));
    }
    int a = Lua.GETARG_A(i);
    int b = Lua.GETARG_B(i);
    int c = Lua.GETARG_C(i);
    if (Instruction.hasRegisterB(op) || Instruction.hasOperandB(op) && !Lua.ISK(b)) {
      needTemporary(b, pc);
    }
    if (Instruction.hasOperandC(op) && !Lua.ISK(c)) {
      needTemporary(c, pc);
    }
    if (op == Lua.OP_TEST || op == Lua.OP_SETTABLE) {
      needTemporary(a, pc);
    }
    int from = op == Lua.OP_CONCAT ? b : a;
    int to = op == Lua.OP_CONCAT ? c + 1 : op == Lua.OP_CALL ? a + b : a + 1 + b;
    if (op == Lua.OP_CONCAT || op == Lua.OP_CALL || op == Lua.OP_SETLIST) {
      for (int each = from; each < Math.max(to, from + 1); each++) {
        needTemporary(each, pc);
      }
    }
  }

  private void needTemporary(int register, int pc) {
    if (function.local(register, pc) == null) {
      needed.set(register);
    }
  }

  /** Returns the test or jump before the code that jumps into it, -1 if there is none. */
  private int jumpInto() {
    for (int pc = begin - 1; pc >= Math.max(0, begin - REACH); pc--) {
      int i = code[pc];
      int target = pc + 1 + Lua.GETARG_sBx(i);
      if (Instruction.op(i) == Lua.OP_JMP && begin < target && target <= variable.start) {
        return pc > 0 && isTest(code[pc - 1]) ? pc - 1 : pc;
      }
    }
    return -1;
  }

  private static boolean isTest(int i) {
    int op = Instruction.op(i);
    return op >= Lua.OP_EQ && op <= Lua.OP_TESTSET;
  }

  /** Tells whether a global function {@code require} is used. */
  boolean isImport() {
    for (int pc = begin; pc < variable.start; pc++) {
      int i = code[pc];
      if (Instruction.op(i) == Lua.OP_GETTABUP && Lua.ISK(Lua.GETARG_C(i))) {
        LuaValue key = function.code.k[Lua.INDEXK(Lua.GETARG_C(i))];
        if (key instanceof LuaString name && name.tojstring().equals("require")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells whether two variables get their first values in the same way. */
  static boolean same(Variable old, Variable fresh, Matching matching) {
    Initialiser a = of(old);
    Initialiser b = of(fresh);
    if (a == null || b == null) {
      return true;
    }
    int length = old.start - a.begin;
    boolean same = length == fresh.start - b.begin;
    for (int i = 0; same && i < length; i++) {
      same = a.same(a.begin + i, b, b.begin + i, matching);
    }
    return same;
  }

  private boolean same(int pc, Initialiser other, int otherPc, Matching matching) {
    int i = code[pc];
    int j = other.code[otherPc];
    int op = Instruction.op(i);
    if (op != Instruction.op(j)) {
      return false;
    }
    return switch (op) {
      case Lua.OP_SETTABUP ->
          sameUpvalue(Lua.GETARG_A(i), other, Lua.GETARG_A(j)) && sameOperands(pc, other, otherPc);
      case Lua.OP_JMP -> i == j;
      case Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE ->
          Lua.GETARG_A(i) == Lua.GETARG_A(j) && sameOperands(pc, other, otherPc);
      case Lua.OP_CLOSURE ->
          sameRegister(Lua.GETARG_A(i), pc, other, Lua.GETARG_A(j), otherPc)
              && matching.successor(function.code.inner(Lua.GETARG_Bx(i)))
                  == other.function.inner.get(Lua.GETARG_Bx(j));
      case Lua.OP_LOADK ->
          sameRegister(Lua.GETARG_A(i), pc, other, Lua.GETARG_A(j), otherPc)
              && sameConstant(Lua.GETARG_Bx(i), other, Lua.GETARG_Bx(j));
      case Lua.OP_GETUPVAL ->
          sameRegister(Lua.GETARG_A(i), pc, other, Lua.GETARG_A(j), otherPc)
              && sameUpvalue(Lua.GETARG_B(i), other, Lua.GETARG_B(j));
      case Lua.OP_GETTABUP ->
          sameRegister(Lua.GETARG_A(i), pc, other, Lua.GETARG_A(j), otherPc)
              && sameUpvalue(Lua.GETARG_B(i), other, Lua.GETARG_B(j))
              && sameOperand(Lua.GETARG_C(i), pc, other, Lua.GETARG_C(j), otherPc);
      default ->
          sameRegister(Lua.GETARG_A(i), pc, other, Lua.GETARG_A(j), otherPc)
              && sameOperands(pc, other, otherPc);
    };
  }

  private boolean sameOperands(int pc, Initialiser other, int otherPc) {
    int i = code[pc];
    int j = other.code[otherPc];
    int op = Instruction.op(i);
    boolean isConcat = op == Lua.OP_CONCAT;
    boolean b = Instruction.hasOperandB(op) || Instruction.hasRegisterB(op);
    boolean c = Instruction.hasOperandC(op) || isConcat;
    return (b
            ? sameOperand(Lua.GETARG_B(i), pc, other, Lua.GETARG_B(j), otherPc)
            : Lua.GETARG_B(i) == Lua.GETARG_B(j))
        && (c
            ? sameOperand(Lua.GETARG_C(i), pc, other, Lua.GETARG_C(j), otherPc)
            : Lua.GETARG_C(i) == Lua.GETARG_C(j));
  }

  private boolean sameOperand(int x, int pc, Initialiser other, int y, int otherPc) {
    if (Lua.ISK(x) != Lua.ISK(y)) {
      return false;
    }
    return Lua.ISK(x)
        ? sameConstant(Lua.INDEXK(x), other, Lua.INDEXK(y))
        : sameRegister(x, pc, other, y, otherPc);
  }

  private boolean sameConstant(int x, Initialiser other, int y) {
    return Sameness.sameConstant(function.code.k[x], other.function.code.k[y]);
  }

  private boolean sameUpvalue(int x, Initialiser other, int y) {
    return function.upvalues.get(x).name.equals(other.function.upvalues.get(y).name);
  }

  /** Compares variables by name, and temporary values by their distance from the variable. */
  private boolean sameRegister(int x, int pc, Initialiser other, int y, int otherPc) {
    Variable local = function.local(x, pc);
    Variable otherLocal = other.function.local(y, otherPc);
    if (local == null || otherLocal == null) {
      return local == otherLocal && x - variable.register == y - other.variable.register;
    }
    return local.name.equals(otherLocal.name);
  }
}
