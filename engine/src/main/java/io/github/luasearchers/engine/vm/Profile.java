package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.compiler.Op;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.LuaFloat;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** What the operands of a function's instructions were while the loop executed them. */
public final class Profile {

  /** Kinds of values, which are added up. */
  public static final int INTEGER = 1;

  public static final int FLOAT = 2;
  public static final int OTHER = 4;

  private static final int SECOND = 3;
  private static final int SEEN = 1 << 6;

  private final Prototype p;
  private final byte[] notes;
  private final byte[] parameters;
  private int left;
  private boolean isNew = true;

  Profile(Prototype p) {
    this(p, new byte[p.code.length], new byte[p.numparams]);
  }

  private Profile(Prototype p, byte[] notes, byte[] parameters) {
    this.p = p;
    this.notes = notes;
    this.parameters = parameters;
  }

  /** Returns what is noted now, which a translation goes by from its beginning to its end. */
  public Profile copy() {
    return new Profile(p, notes.clone(), parameters.clone());
  }

  /** Tells whether too little is known as yet. */
  boolean isNew() {
    return isNew;
  }

  void begin() {
    left = Math.max(Heat.NOTES, Heat.NOTES_FOR_EACH * p.code.length);
  }

  /** Tells whether an instruction was ever executed. */
  public boolean isSeen(int pc) {
    return (notes[pc] & SEEN) != 0;
  }

  /** Returns the kinds of an instruction's first operand. */
  public int first(int pc) {
    return notes[pc] & 7;
  }

  /** Returns the kinds of an instruction's second operand. */
  public int second(int pc) {
    return notes[pc] >>> SECOND & 7;
  }

  /** Returns the kinds of a parameter. */
  public int parameter(int number) {
    return parameters[number];
  }

  static int kind(LuaValue value) {
    if (Integers.isInteger(value)) {
      return INTEGER;
    }
    return value instanceof LuaFloat ? FLOAT : OTHER;
  }

  /** Notes an instruction; returns true when enough is known. */
  boolean note(Coroutine thread, CallInfo ci, int pc) {
    learn(thread, ci, pc);
    int i = p.code[pc];
    if (Lua.GET_OPCODE(i) == Lua.OP_CALL
        && thread.stack[ci.base + Lua.GETARG_A(i)] instanceof Closure closure) {
      closure.unit.called();
    }
    if (--left > 0) {
      return false;
    }
    isNew = false;
    return true;
  }

  /** Notes the operands of the instruction that a frame is about to execute. */
  void learn(Coroutine thread, CallInfo ci, int pc) {
    LuaValue[] stack = thread.stack;
    int base = ci.base;
    if (pc == 0) {
      for (int j = 0; j < parameters.length; j++) {
        parameters[j] = (byte) (parameters[j] | kind(stack[base + j]));
      }
    }
    int i = p.code[pc];
    int first = 0;
    int second = 0;
    switch (Lua.GET_OPCODE(i)) {
      case Lua.OP_ADD,
          Lua.OP_SUB,
          Lua.OP_MUL,
          Lua.OP_DIV,
          Lua.OP_MOD,
          Lua.OP_POW,
          Op.IDIV,
          Op.BAND,
          Op.BOR,
          Op.BXOR,
          Op.SHL,
          Op.SHR,
          Lua.OP_EQ,
          Lua.OP_LT,
          Lua.OP_LE -> {
        first = operand(stack, base, i >>> 23);
        second = operand(stack, base, i >>> 14 & 0x1ff);
      }
      case Lua.OP_UNM, Op.BNOT -> first = kind(stack[base + (i >>> 23)]);
      case Lua.OP_FORPREP, Op.FORPREP_5_4 -> {
        int a = base + (i >>> 6 & 0xff);
        first = kind(stack[a]) | kind(stack[a + 2]);
        second = kind(stack[a + 1]);
      }
      default -> {}
    }
    notes[pc] |= (byte) (SEEN | first | second << SECOND);
  }

  private int operand(LuaValue[] stack, int base, int rk) {
    return kind(rk > 0xff ? p.k[rk & 0xff] : stack[base + rk]);
  }
}
