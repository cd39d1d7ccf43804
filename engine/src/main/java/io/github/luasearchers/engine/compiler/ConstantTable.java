package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.LuaFloat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The constants of a function under construction, each once. */
final class ConstantTable {

  /** The number of constants up to which the arrays are kept for the next function. */
  private static final int SMALL = 128;

  private LuaValue[] values = new LuaValue[16];

  /** The bits of each constant that is a number. */
  private long[] bits = new long[16];

  private int count;

  /** Indexes into {@link #values} plus one, so that zero is a free slot. */
  private int[] slots = new int[32];

  void clear() {
    if (count > 0) {
      boolean small = count <= SMALL;
      Arrays.fill(values, 0, count, LuaValue.NIL);
      slots = small ? slots : new int[2 * SMALL];
      values = small ? values : new LuaValue[SMALL];
      bits = small ? bits : new long[SMALL];
      Arrays.fill(slots, 0);
      count = 0;
    }
  }

  int count() {
    return count;
  }

  LuaValue[] values() {
    return Arrays.copyOf(values, count);
  }

  /** Returns a constant if it is a string, null if not. */
  @Nullable LuaString string(int index) {
    return values[index] instanceof LuaString string ? string : null;
  }

  /** Returns the index of nil, a boolean, or a string of the chunk's {@link NameTable}. */
  int index(LuaValue value) {
    int mask = slots.length - 1;
    int start = hash(value) & mask;
    int slot = start;
    for (; slots[slot] != 0; slot = slot + 1 & mask) {
      if (NameTable.same(values[slots[slot] - 1], value)) {
        CurrentMeter.chargeProbes(slot - start & mask);
        return slots[slot] - 1;
      }
    }
    CurrentMeter.chargeProbes(slot - start & mask);
    return add(slot, value, 0);
  }

  /** Returns the index of a number. The two zeros have different ones; each NaN has a new one. */
  int index(LuaNumber number) {
    boolean isFloat = number instanceof LuaFloat;
    long wanted = isFloat ? Double.doubleToRawLongBits(number.todouble()) : Integers.value(number);
    int mask = slots.length - 1;
    int start = hash(wanted) & mask;
    int slot = start;
    for (; slots[slot] != 0; slot = slot + 1 & mask) {
      int known = slots[slot] - 1;
      boolean same = bits[known] == wanted && values[known].getClass() == number.getClass();
      if (same && !Double.isNaN(number.todouble())) {
        CurrentMeter.chargeProbes(slot - start & mask);
        return known;
      }
    }
    CurrentMeter.chargeProbes(slot - start & mask);
    return add(slot, number, wanted);
  }

  private int add(int slot, LuaValue value, long numberBits) {
    if (count == values.length) {
      grow();
      values[count] = value;
      bits[count] = numberBits;
      enter(count);
    } else {
      values[count] = value;
      bits[count] = numberBits;
      slots[slot] = count + 1;
    }
    return count++;
  }

  private void grow() {
    values = Arrays.copyOf(values, count * 2);
    bits = Arrays.copyOf(bits, count * 2);
    slots = new int[slots.length * 2];
    for (int i = 0; i < count; i++) {
      enter(i);
    }
  }

  private void enter(int index) {
    LuaValue value = values[index];
    int mask = slots.length - 1;
    int start = (isNumber(index) ? hash(bits[index]) : hash(value)) & mask;
    int slot = start;
    while (slots[slot] != 0) {
      slot = slot + 1 & mask;
    }
    CurrentMeter.chargeProbes(slot - start & mask);
    slots[slot] = index + 1;
  }

  private boolean isNumber(int index) {
    return values[index].type() == LuaValue.TNUMBER;
  }

  private static int hash(LuaValue value) {
    return value instanceof LuaString
        ? value.hashCode()
        : value.type() + (value.toboolean() ? 7 : 0);
  }

  private static int hash(long numberBits) {
    long mixed = numberBits * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
