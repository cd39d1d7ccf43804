package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.Numbers;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The numeric {@code for} loops of each version: {@code forprep} and {@code forlimit} of PUC's
 * lvm.c. A loop has three registers, for the control value, the limit and the step, before the one
 * of the script's variable.
 *
 * <p>In Lua 5.2 all are doubles. From 5.3 on a loop whose first value and step are integers counts
 * integers, and its limit is clipped to them; 5.3 lets the last step wrap around, 5.4 does not.
 */
final class ForLoop {

  private ForLoop() {}

  /** Begins a loop up to Lua 5.3, one step before its first value ({@code OP_FORPREP}). */
  static void prepare(LuaRuntime lua, LuaValue[] stack, int a) {
    if (stack[a] instanceof LuaInteger index
        && stack[a + 1] instanceof LuaInteger
        && stack[a + 2] instanceof LuaInteger step) {
      stack[a] = lua.whole((long) index.v - step.v);
    } else if (lua.level.hasIntegers()) {
      prepareSubtypes(lua, stack, a);
    } else {
      prepareDoubles(lua, stack, a);
    }
  }

  private static void prepareDoubles(LuaRuntime lua, LuaValue[] stack, int a) {
    LuaNumber index = checkNumber(lua, stack[a], "initial value");
    LuaNumber limit = checkNumber(lua, stack[a + 1], "limit");
    LuaNumber step = checkNumber(lua, stack[a + 2], "step");
    stack[a] = Arithmetic.apply(Arithmetic.SUB, index, step, lua.level);
    stack[a + 1] = limit;
    stack[a + 2] = step;
  }

  private static void prepareSubtypes(LuaRuntime lua, LuaValue[] stack, int a) {
    LuaNumber limit = checkNumber(lua, stack[a + 1], "limit");
    if (Integers.isInteger(stack[a]) && Integers.isInteger(stack[a + 2])) {
      long step = Integers.value(stack[a + 2]);
      long first = isBeyond(limit, step) ? 0 : Integers.value(stack[a]);
      stack[a] = Integers.of(first - step);
      stack[a + 1] = clip(limit, step);
      return;
    }
    LuaNumber step = checkNumber(lua, stack[a + 2], "step");
    LuaNumber index = checkNumber(lua, stack[a], "initial value");
    stack[a] = new LuaFloat(index.todouble() - step.todouble());
    stack[a + 1] = new LuaFloat(limit.todouble());
    stack[a + 2] = new LuaFloat(step.todouble());
  }

  /**
   * Begins a loop of Lua 5.4 with its first value.
   *
   * @return false if the loop does not run at all
   */
  static boolean begin(LuaRuntime lua, LuaValue[] stack, int a) {
    if (stack[a] instanceof LuaInteger index
        && stack[a + 1] instanceof LuaInteger limit
        && stack[a + 2] instanceof LuaInteger step
        && step.v != 0) {
      stack[a + 3] = index;
      return step.v > 0 ? index.v <= limit.v : index.v >= limit.v;
    }
    return Integers.isInteger(stack[a]) && Integers.isInteger(stack[a + 2])
        ? beginIntegers(lua, stack, a)
        : beginFloats(lua, stack, a);
  }

  private static boolean beginIntegers(LuaRuntime lua, LuaValue[] stack, int a) {
    long first = Integers.value(stack[a]);
    long step = Integers.value(stack[a + 2]);
    if (step == 0) {
      throw lua.debug.error("'for' step is zero");
    }
    LuaNumber limit = checkNumber(lua, stack[a + 1], "limit");
    LuaNumber clipped = clip(limit, step);
    long last = Integers.value(clipped);
    stack[a + 1] = clipped;
    stack[a + 3] = stack[a];
    return !isBeyond(limit, step) && (step > 0 ? first <= last : first >= last);
  }

  private static boolean beginFloats(LuaRuntime lua, LuaValue[] stack, int a) {
    LuaNumber limit = checkNumber(lua, stack[a + 1], "limit");
    LuaNumber step = checkNumber(lua, stack[a + 2], "step");
    LuaNumber index = checkNumber(lua, stack[a], "initial value");
    double first = index.todouble();
    double last = limit.todouble();
    double by = step.todouble();
    if (by == 0) {
      throw lua.debug.error("'for' step is zero");
    }
    stack[a] = new LuaFloat(first);
    stack[a + 1] = new LuaFloat(last);
    stack[a + 2] = new LuaFloat(by);
    stack[a + 3] = stack[a];
    return by > 0 ? !(last < first) : !(first < last);
  }

  /** Returns a value as a number, or fails if it is none. */
  private static LuaNumber checkNumber(LuaRuntime lua, LuaValue value, String what) {
    LuaValue number = value instanceof LuaString text ? lua.parse(text) : value;
    if (number instanceof LuaNumber found) {
      return found;
    }
    throw lua.debug.forError(value, what);
  }

  /** Returns the last integer up to a limit. */
  private static LuaNumber clip(LuaNumber limit, long step) {
    if (Integers.isInteger(limit)) {
      return limit;
    }
    double whole = step < 0 ? Math.ceil(limit.todouble()) : Math.floor(limit.todouble());
    if (Integers.fits(whole)) {
      return Integers.of((long) whole);
    }
    return Integers.of(whole > 0 ? Long.MAX_VALUE : Long.MIN_VALUE);
  }

  /** Tells whether a limit lies beyond all integers on the side where the loop starts. */
  private static boolean isBeyond(LuaNumber limit, long step) {
    double value = limit.todouble();
    boolean outside = !Integers.isInteger(limit) && !(value >= -0x1p63 && value < 0x1p63);
    return outside && (value > 0 ? step < 0 : step >= 0);
  }

  /** Returns the next value of a loop's variable, null if the loop ends ({@code OP_FORLOOP}). */
  static @Nullable LuaValue next(LuaRuntime lua, LuaValue index, LuaValue limit, LuaValue step) {
    Level level = lua.level;
    if (level.hasIntegers() && Integers.isInteger(index) && Integers.isInteger(step)) {
      return nextInteger(level, Integers.value(index), Integers.value(step), limit);
    }
    double by = step.todouble();
    double next = index.todouble() + by;
    double to = limit.todouble();
    if (by > 0 ? next <= to : to <= next) {
      boolean whole = step instanceof LuaInteger && !level.hasIntegers();
      return whole ? Numbers.integral(next) : new LuaFloat(next);
    }
    return null;
  }

  private static @Nullable LuaValue nextInteger(Level level, long from, long by, LuaValue limit) {
    long next = from + by;
    boolean wraps = ((from ^ next) & (by ^ next)) < 0;
    if (wraps && level.atLeast(Level.LUA_5_4)) {
      return null;
    }
    // only binary code that no compiler has written has another limit
    long to = Integers.isInteger(limit) ? Integers.value(limit) : limit.tolong();
    return (by > 0 ? next <= to : to <= next) ? Integers.of(next) : null;
  }
}
