package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.compiler.Op;
import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.Slices;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Operations that may call metamethods: what the loop calls where its short cuts do not apply, and
 * what libraries call. PUC's ltm.c and the matching functions of its lvm.c.
 *
 * <p>Each operation has two kinds of callers. For the loop, it pushes a frame for the metamethod
 * and returns null, and {@link #finish} completes the instruction once that frame has ended. For
 * Java, it calls the metamethod and returns the result.
 */
final class Metamethods {

  private static final int MAX_LOOP = 100;

  /** The cost of going on with another table, in instructions of the loop. */
  static final int HOP = 2;

  static final int LONG_TEXT = 1 << 8;
  private static final int BYTES_PER_INSTRUCTION = 6;

  private static final Event[] ARITHMETIC = {
    Event.ADD, Event.SUB, Event.MUL, Event.DIV, Event.MOD, Event.POW, Event.UNM,
    Event.IDIV, Event.BAND, Event.BOR, Event.BXOR, Event.SHL, Event.SHR, Event.BNOT
  };

  private final LuaRuntime lua;

  Metamethods(LuaRuntime lua) {
    this.lua = lua;
  }

  /** Returns the name of the metamethod that an instruction may call, null if none. */
  static @Nullable String eventOf(int opcode) {
    return switch (opcode) {
      case Lua.OP_SELF, Lua.OP_GETTABUP, Lua.OP_GETTABLE -> "__index";
      case Lua.OP_SETTABUP, Lua.OP_SETTABLE -> "__newindex";
      case Lua.OP_EQ -> "__eq";
      case Lua.OP_LT -> "__lt";
      case Lua.OP_LE -> "__le";
      case Lua.OP_LEN -> "__len";
      case Lua.OP_CONCAT -> "__concat";
      default -> isArithmetic(opcode) ? LuaText.toLatin1(ARITHMETIC[operation(opcode)].name) : null;
    };
  }

  private static boolean isArithmetic(int opcode) {
    return opcode >= Lua.OP_ADD && opcode <= Lua.OP_UNM || opcode >= Op.IDIV && opcode <= Op.BNOT;
  }

  /** Returns the operation of {@link Arithmetic} that an instruction applies. */
  static int operation(int opcode) {
    return opcode < Op.IDIV ? opcode - Lua.OP_ADD : opcode - (Op.IDIV - Arithmetic.IDIV);
  }

  /** Returns a value's metamethod, nil if it has none ({@code luaT_gettmbyobj}). */
  LuaValue tag(LuaValue value, Event event) {
    if (value instanceof Table table) {
      return table.metamethod(event);
    }
    LuaValue metatable = lua.metatable(value);
    return metatable instanceof LuaTable table ? Table.field(table, event) : LuaValue.NIL;
  }

  // ---- tables

  /** Returns {@code t[key]} ({@code luaV_gettable}). */
  @SuppressWarnings("ReferenceEquality") // nil is a singleton
  @Nullable LuaValue index(LuaValue t, LuaValue key, int operand, boolean loop) {
    LuaValue at = t;
    int name = operand;
    for (int i = 0; i < MAX_LOOP; i++) {
      LuaValue handler;
      if (at instanceof LuaTable table) {
        LuaValue value = table.rawget(key);
        if (value != LuaValue.NIL) {
          return value;
        }
        handler = tag(table, Event.INDEX);
        if (handler == LuaValue.NIL) {
          return LuaValue.NIL;
        }
      } else {
        handler = tag(at, Event.INDEX);
        if (handler.isnil()) {
          throw lua.debug.typeError(at, "index", name);
        }
      }
      if (handler instanceof LuaFunction) {
        LuaValue known = atOnce(handler, at, key);
        return known == null ? call(handler, at, key, loop, 0) : known;
      }
      lua.spend(HOP);
      at = handler;
      name = DebugInfo.NO_OPERAND;
    }
    throw lua.debug.loopError(Event.INDEX);
  }

  /** Returns what a builtin answers without a frame, null if it has to be called. */
  private @Nullable LuaValue atOnce(LuaValue handler, LuaValue t, LuaValue key) {
    if (!(handler instanceof Builtin builtin) || lua.thread().hook != null) {
      return null;
    }
    LuaValue known = builtin.indexed(t, key);
    if (known != null) {
      lua.slice -= Calls.BUILTIN;
    }
    return known;
  }

  /** Lets a builtin assign without a frame, if it can. */
  private boolean isAssigned(LuaValue handler, LuaValue t, LuaValue key, LuaValue value) {
    if (!(handler instanceof Builtin builtin)
        || lua.thread().hook != null
        || !builtin.assigned(t, key, value)) {
      return false;
    }
    lua.slice -= Calls.BUILTIN;
    return true;
  }

  /** Returns {@code t[key]} for an instruction, null if the loop has to run a metamethod first. */
  @SuppressWarnings("ReferenceEquality") // nil is a singleton
  @Nullable LuaValue index(LuaValue t, LuaValue key, int i) {
    int b = Lua.GETARG_B(i);
    int opcode = Lua.GET_OPCODE(i);
    if (opcode == Lua.OP_SELF) {
      LuaValue method = method(t, key);
      if (method != LuaValue.NIL) {
        return method;
      }
    }
    return index(t, key, opcode == Lua.OP_GETTABUP ? DebugInfo.UPVALUE - b : b, true);
  }

  /** Returns a method that strings and Java's objects have at hand, nil if there is none. */
  private LuaValue method(LuaValue t, LuaValue key) {
    if (t instanceof LuaString) {
      LuaValue library = tag(t, Event.INDEX);
      return library instanceof Table table ? table.rawget(key) : LuaValue.NIL;
    }
    return t instanceof HostObject object ? object.methodNamed(key) : LuaValue.NIL;
  }

  /** Sets {@code t[key] = value} for an instruction. */
  void setIndex(LuaValue t, LuaValue key, LuaValue value, int i) {
    int a = Lua.GETARG_A(i);
    boolean upvalue = Lua.GET_OPCODE(i) == Lua.OP_SETTABUP;
    setIndex(t, key, value, upvalue ? DebugInfo.UPVALUE - a : a, true);
  }

  /** Sets {@code t[key] = value} ({@code luaV_settable}). */
  void setIndex(LuaValue t, LuaValue key, LuaValue value, int operand, boolean loop) {
    LuaValue at = t;
    int name = operand;
    for (int i = 0; i < MAX_LOOP; i++) {
      LuaValue handler;
      if (at instanceof LuaTable table) {
        handler = tag(table, Event.NEWINDEX);
        if (handler.isnil() || !table.rawget(key).isnil()) {
          rawSet(table, key, value);
          return;
        }
      } else {
        handler = tag(at, Event.NEWINDEX);
        if (handler.isnil()) {
          throw lua.debug.typeError(at, "index", name);
        }
      }
      if (handler instanceof LuaFunction) {
        if (isAssigned(handler, at, key, value)) {
          return;
        }
        if (loop) {
          lua.calls.metamethod(handler, at, key, value);
        } else {
          lua.calls.call(handler, at, key, value);
        }
        return;
      }
      lua.spend(HOP);
      at = handler;
      name = DebugInfo.NO_OPERAND;
    }
    throw lua.debug.loopError(Event.NEWINDEX);
  }

  /** Sets an entry without metamethods, if the key is valid. */
  void rawSet(LuaTable table, LuaValue key, LuaValue value) {
    if (key.isnil()) {
      throw lua.debug.error("table index is nil");
    }
    if (key instanceof LuaNumber && Double.isNaN(key.todouble())) {
      throw lua.debug.error("table index is NaN");
    }
    table.rawset(lua.key(key), value);
  }

  // ---- arithmetic

  /** Applies an operation of {@link Arithmetic} ({@code luaV_arith}, {@code luaT_trybinTM}). */
  @Nullable LuaValue arithmetic(int operation, LuaValue x, LuaValue right, boolean loop) {
    LuaValue y = operation == Arithmetic.BNOT ? x : right;
    boolean numbers = x instanceof LuaNumber && y instanceof LuaNumber;
    LuaValue a = numbers ? x : operand(operation, x, y);
    LuaValue b = numbers ? y : a == null ? null : operand(operation, y, x);
    LuaValue result = a == null || b == null ? null : compute(operation, a, b);
    if (result != null) {
      return result;
    }
    LuaValue handler = binaryTag(x, y, ARITHMETIC[operation]);
    if (handler.isnil()) {
      throw a == null || b == null
          ? typeError(operation, a == null ? x : y, loop, a != null)
          : integerError(operation, a, loop);
    }
    return call(handler, x, y, loop, 0);
  }

  /**
   * Returns the number that an operand is taken for, null if for none. Strings are converted; in
   * Lua 5.3, beside a string, all numbers become floats, and in 5.4 strings have metamethods.
   */
  private @Nullable LuaValue operand(int operation, LuaValue value, LuaValue other) {
    if (value instanceof LuaNumber && !(other instanceof LuaString)) {
      return value;
    }
    Level level = lua.level();
    if (level.atLeast(Level.LUA_5_4)) {
      return value instanceof LuaNumber ? value : null;
    }
    LuaValue number = Arithmetic.toNumber(value, level);
    boolean floats = level.hasIntegers() && operation < Arithmetic.BAND;
    return floats && number != null ? new LuaFloat(number.todouble()) : number;
  }

  private @Nullable LuaValue compute(int operation, LuaValue x, LuaValue y) {
    if (Arithmetic.dividesByZero(operation, x, y, lua.level())) {
      String what = operation == Arithmetic.MOD ? "perform 'n%0'" : "divide by zero";
      throw lua.debug.error("attempt to " + what);
    }
    Level level = lua.level();
    return operation < Arithmetic.BAND && level.hasIntegers()
        ? Arithmetic.applyAny(operation, x, y, level) // the short cut was tried, as a rule
        : Arithmetic.apply(operation, x, y, level);
  }

  private ScriptError typeError(int operation, LuaValue value, boolean loop, boolean second) {
    boolean bits = operation >= Arithmetic.BAND;
    return lua.debug.typeError(
        value,
        bits ? "perform bitwise operation on" : "perform arithmetic on",
        operandOf(operation, loop, second));
  }

  private ScriptError integerError(int operation, LuaValue left, boolean loop) {
    boolean second = Integers.exact(left) != null;
    return lua.debug.integerError(operandOf(operation, loop, second));
  }

  private LuaValue binaryTag(LuaValue x, LuaValue y, Event event) {
    LuaValue handler = tag(x, event);
    return handler.isnil() ? tag(y, event) : handler;
  }

  /** Returns the operand of the current instruction: a register, or a constant. */
  private int operandOf(int operation, boolean loop, boolean second) {
    if (!loop) {
      return DebugInfo.NO_OPERAND;
    }
    Coroutine thread = lua.thread();
    CallInfo ci = thread.ci;
    int i = DebugInfo.prototype(thread, ci).code[ci.pc - 1];
    boolean unary = operation == Arithmetic.UNM || operation == Arithmetic.BNOT;
    return second && !unary ? Lua.GETARG_C(i) : Lua.GETARG_B(i);
  }

  /** Returns the length of a value, null if the loop has to run a metamethod first. */
  @Nullable LuaValue length(LuaValue value, int operand, boolean loop) {
    if (value instanceof LuaString text) {
      return Numbers.of(text.m_length);
    }
    LuaValue handler = tag(value, Event.LEN);
    if (!handler.isnil()) {
      return call(handler, value, value, loop, 0);
    }
    if (value instanceof LuaTable table) {
      return Numbers.of((long) table.rawlen());
    }
    throw lua.debug.typeError(value, "get length of", operand);
  }

  // ---- comparison

  /** Tells whether two values are equal; null if the loop has to run a metamethod first. */
  @Nullable LuaValue equal(LuaValue x, LuaValue y, boolean loop) {
    if (x instanceof LuaString a && y instanceof LuaString b && a.m_length == b.m_length) {
      spendOn(a.m_length);
      if (a.m_length > LONG_TEXT) {
        return LuaValue.valueOf(Slices.mismatch(a, b, a.m_length) == a.m_length);
      }
    }
    if (Arithmetic.rawEquals(x, y)) {
      return LuaValue.TRUE;
    }
    boolean comparable =
        x instanceof LuaTable ? y instanceof LuaTable : x.isuserdata() && y.isuserdata();
    if (!comparable) {
      return LuaValue.FALSE;
    }
    LuaValue handler = equality(x, y);
    if (handler.isnil()) {
      return LuaValue.FALSE;
    }
    return truth(call(handler, x, y, loop, 0));
  }

  /** Returns the metamethod that compares two values, which in Lua 5.2 both must have. */
  private LuaValue equality(LuaValue x, LuaValue y) {
    if (lua.level().hasIntegers()) {
      return binaryTag(x, y, Event.EQ);
    }
    LuaValue handler = tag(x, Event.EQ);
    return Arithmetic.rawEquals(handler, tag(y, Event.EQ)) ? handler : LuaValue.NIL;
  }

  /**
   * Tells whether {@code x < y}, or {@code x <= y}; null if the loop has to run a metamethod first.
   */
  @Nullable LuaValue less(LuaValue x, LuaValue y, boolean orEqual, boolean loop) {
    if (x instanceof LuaNumber a && y instanceof LuaNumber b) {
      return LuaValue.valueOf(orEqual ? Arithmetic.lessOrEqual(a, b) : Arithmetic.lessThan(a, b));
    }
    if (x instanceof LuaString a && y instanceof LuaString b) {
      spendOn(Math.min(a.m_length, b.m_length));
      int order = LuaText.compare(a, b);
      return LuaValue.valueOf(orEqual ? order <= 0 : order < 0);
    }
    LuaValue handler = binaryTag(x, y, orEqual ? Event.LE : Event.LT);
    if (!handler.isnil()) {
      return truth(call(handler, x, y, loop, 0));
    }
    handler = orEqual ? binaryTag(y, x, Event.LT) : LuaValue.NIL;
    if (handler.isnil()) {
      throw lua.debug.orderError(x, y);
    }
    LuaValue reverse = call(handler, y, x, loop, CallInfo.NEGATE);
    return reverse == null ? null : LuaValue.valueOf(!reverse.toboolean());
  }

  private static @Nullable LuaValue truth(@Nullable LuaValue value) {
    return value == null ? null : LuaValue.valueOf(value.toboolean());
  }

  // ---- concatenation

  /** Returns {@code x .. y}, for Java. */
  LuaValue concat(LuaValue x, LuaValue y) {
    if (isText(x) && isText(y)) {
      LuaString a = lua.text(x);
      LuaString b = lua.text(y);
      int length = total((long) a.m_length + b.m_length);
      byte[] bytes = LuaText.room(length);
      Slices.copy(a, bytes, 0);
      Slices.copy(b, bytes, a.m_length);
      return LuaText.using(bytes, length);
    }
    return lua.calls.call(handler(x, y, DebugInfo.NO_OPERAND), x, y);
  }

  /**
   * Concatenates registers for the loop, from right to left, until one value is left or a
   * metamethod has to run ({@code luaV_concat}).
   *
   * @return the result, or null if a metamethod has to run first
   */
  @Nullable LuaValue concat(Coroutine thread, int first, int last) {
    LuaValue[] stack = thread.stack;
    int end = last;
    while (end > first) {
      LuaValue right = stack[end];
      LuaValue left = stack[end - 1];
      if (!isText(left) || !isText(right)) {
        CallInfo ci = thread.ci;
        int base = ci.base;
        LuaValue handler = handler(left, right, (isText(left) ? end : end - 1) - base);
        ci.concatEnd = end;
        lua.calls.metamethod(handler, left, right, 0);
        return null;
      }
      int start = end - 1;
      while (start > first && isText(stack[start - 1])) {
        start--;
      }
      stack[start] = join(stack, start, end);
      end = start;
    }
    return stack[first];
  }

  private LuaValue handler(LuaValue x, LuaValue y, int operand) {
    LuaValue handler = binaryTag(x, y, Event.CONCAT);
    if (handler.isnil()) {
      throw lua.debug.typeError(isText(x) ? y : x, "concatenate", operand);
    }
    return handler;
  }

  private static boolean isText(LuaValue value) {
    return value instanceof LuaString || value instanceof LuaNumber;
  }

  private LuaString join(LuaValue[] stack, int first, int last) {
    long length = 0;
    for (int i = first; i <= last; i++) {
      LuaString text = lua.text(stack[i]);
      stack[i] = text;
      length += text.m_length;
    }
    byte[] bytes = LuaText.room(total(length));
    int at = 0;
    for (int i = first; i <= last; i++) {
      LuaString text = (LuaString) stack[i];
      Slices.copy(text, bytes, at);
      at += text.m_length;
    }
    return LuaText.using(bytes, at);
  }

  private int total(long length) {
    if (length > Integer.MAX_VALUE - 8) {
      throw lua.debug.error("string length overflow");
    }
    spendOn(length);
    lua.reserve(length);
    return (int) length;
  }

  /** Charges instructions for the bytes of long strings. */
  private void spendOn(long bytes) {
    if (bytes > LONG_TEXT) {
      lua.spend((int) (bytes >> BYTES_PER_INSTRUCTION));
    }
  }

  // ---- calls

  private @Nullable LuaValue call(
      LuaValue handler, LuaValue x, LuaValue y, boolean loop, int status) {
    if (loop) {
      lua.calls.metamethod(handler, x, y, status);
      return null;
    }
    return lua.calls.call(handler, x, y);
  }

  /**
   * Completes the instruction of the running closure whose metamethod has returned ({@code
   * luaV_finishOp}).
   */
  void finish(Coroutine thread, CallInfo ci, LuaValue result, int status) {
    LuaValue[] stack = thread.stack;
    int i = ((Closure) stack[ci.func]).p.code[ci.pc - 1];
    int a = ci.base + Lua.GETARG_A(i);
    switch (Lua.GET_OPCODE(i)) {
      case Lua.OP_SETTABUP, Lua.OP_SETTABLE -> {}
      case Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE -> {
        boolean holds = result.toboolean() != ((status & CallInfo.NEGATE) != 0);
        if (holds != (Lua.GETARG_A(i) != 0)) {
          ci.pc++;
        }
      }
      case Lua.OP_CONCAT -> {
        int first = ci.base + Lua.GETARG_B(i);
        stack[ci.concatEnd - 1] = result;
        LuaValue whole = concat(thread, first, ci.concatEnd - 1);
        if (whole != null) {
          thread.stack[a] = whole;
        }
      }
      default -> stack[a] = result;
    }
  }
}
