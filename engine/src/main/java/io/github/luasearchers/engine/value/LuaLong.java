package io.github.luasearchers.engine.value;

import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * An integer of 64 bits that is too large for LuaJ's class: one that Lua 5.3 or later has computed,
 * or, in Lua 5.2, a {@code long} from Java. It returns to Java unchanged, and its text is exact. It
 * is also exact as a key of a table and in comparisons; Lua 5.2's arithmetic takes it for the
 * nearest double.
 */
public final class LuaLong extends LuaNumber {

  static final int LESS = -1;
  static final int GREATER = 1;
  static final int NEITHER = 0;

  /** The number. */
  public final long v;

  public LuaLong(long v) {
    this.v = v;
  }

  @Override
  public double todouble() {
    return v;
  }

  @Override
  public int toint() {
    return (int) v;
  }

  @Override
  public long tolong() {
    return v;
  }

  @Override
  public double checkdouble() {
    return v;
  }

  @Override
  public int checkint() {
    return (int) v;
  }

  @Override
  public long checklong() {
    return v;
  }

  @Override
  public double optdouble(double otherwise) {
    return v;
  }

  @Override
  public int optint(int otherwise) {
    return (int) v;
  }

  @Override
  public long optlong(long otherwise) {
    return v;
  }

  @Override
  public float tofloat() {
    return v;
  }

  @Override
  public boolean islong() {
    return true;
  }

  @Override
  public LuaValue tonumber() {
    return this;
  }

  @Override
  public LuaString strvalue() {
    return LuaString.valueOf(Long.toString(v));
  }

  @Override
  public LuaValue tostring() {
    return strvalue();
  }

  @Override
  public String tojstring() {
    return Long.toString(v);
  }

  /** Tells whether a double is exactly this number, and not only the nearest one. */
  boolean isExactly(double other) {
    return other == v && (long) other == v && other != 0x1p63;
  }

  /** Compares with a double, exactly; {@link #NEITHER} if they are equal or it is not a number. */
  int compareTo(double other) {
    if (other >= 0x1p63) {
      return LESS;
    }
    if (other < -0x1p63) {
      return GREATER;
    }
    double floor = Math.floor(other);
    if (Double.isNaN(floor)) {
      return NEITHER;
    }
    int order = Long.compare(v, (long) floor);
    return order == 0 && floor < other ? LESS : order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LuaNumber number && Arithmetic.sameNumber(this, number);
  }

  /** Returns the hash code of the nearest float. */
  @Override
  public int hashCode() {
    return Numbers.of((double) v).hashCode();
  }

  @Override
  public LuaValue eq(LuaValue other) {
    return valueOf(equals(other));
  }

  @Override
  public boolean eq_b(LuaValue other) {
    return equals(other);
  }

  @Override
  public boolean raweq(LuaValue other) {
    return equals(other);
  }

  @Override
  public boolean raweq(double other) {
    return isExactly(other);
  }
}
