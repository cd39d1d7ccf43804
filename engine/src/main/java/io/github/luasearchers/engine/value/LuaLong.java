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

  // ---- what functions of the host's call, as LuaJ's own doubles have it: on the nearest double

  private LuaNumber nearest() {
    return Numbers.of((double) v);
  }

  @Override
  public LuaValue neg() {
    return nearest().neg();
  }

  @Override
  public LuaValue add(LuaValue other) {
    return nearest().add(other);
  }

  @Override
  public LuaValue add(double other) {
    return nearest().add(other);
  }

  @Override
  public LuaValue add(int other) {
    return nearest().add(other);
  }

  @Override
  public LuaValue sub(LuaValue other) {
    return nearest().sub(other);
  }

  @Override
  public LuaValue sub(double other) {
    return nearest().sub(other);
  }

  @Override
  public LuaValue sub(int other) {
    return nearest().sub(other);
  }

  @Override
  public LuaValue subFrom(double other) {
    return nearest().subFrom(other);
  }

  @Override
  public LuaValue subFrom(int other) {
    return nearest().subFrom(other);
  }

  @Override
  public LuaValue mul(LuaValue other) {
    return nearest().mul(other);
  }

  @Override
  public LuaValue mul(double other) {
    return nearest().mul(other);
  }

  @Override
  public LuaValue mul(int other) {
    return nearest().mul(other);
  }

  @Override
  public LuaValue div(LuaValue other) {
    return nearest().div(other);
  }

  @Override
  public LuaValue div(double other) {
    return nearest().div(other);
  }

  @Override
  public LuaValue div(int other) {
    return nearest().div(other);
  }

  @Override
  public LuaValue divInto(double other) {
    return nearest().divInto(other);
  }

  @Override
  public LuaValue mod(LuaValue other) {
    return nearest().mod(other);
  }

  @Override
  public LuaValue mod(double other) {
    return nearest().mod(other);
  }

  @Override
  public LuaValue mod(int other) {
    return nearest().mod(other);
  }

  @Override
  public LuaValue modFrom(double other) {
    return nearest().modFrom(other);
  }

  @Override
  public LuaValue pow(LuaValue other) {
    return nearest().pow(other);
  }

  @Override
  public LuaValue pow(double other) {
    return nearest().pow(other);
  }

  @Override
  public LuaValue pow(int other) {
    return nearest().pow(other);
  }

  @Override
  public LuaValue powWith(double other) {
    return nearest().powWith(other);
  }

  @Override
  public LuaValue powWith(int other) {
    return nearest().powWith(other);
  }

  @Override
  public LuaValue lt(LuaValue other) {
    return nearest().lt(other);
  }

  @Override
  public LuaValue lt(double other) {
    return nearest().lt(other);
  }

  @Override
  public LuaValue lt(int other) {
    return nearest().lt(other);
  }

  @Override
  public boolean lt_b(LuaValue other) {
    return nearest().lt_b(other);
  }

  @Override
  public boolean lt_b(double other) {
    return nearest().lt_b(other);
  }

  @Override
  public boolean lt_b(int other) {
    return nearest().lt_b(other);
  }

  @Override
  public LuaValue lteq(LuaValue other) {
    return nearest().lteq(other);
  }

  @Override
  public LuaValue lteq(double other) {
    return nearest().lteq(other);
  }

  @Override
  public LuaValue lteq(int other) {
    return nearest().lteq(other);
  }

  @Override
  public boolean lteq_b(LuaValue other) {
    return nearest().lteq_b(other);
  }

  @Override
  public boolean lteq_b(double other) {
    return nearest().lteq_b(other);
  }

  @Override
  public boolean lteq_b(int other) {
    return nearest().lteq_b(other);
  }

  @Override
  public LuaValue gt(LuaValue other) {
    return nearest().gt(other);
  }

  @Override
  public LuaValue gt(double other) {
    return nearest().gt(other);
  }

  @Override
  public LuaValue gt(int other) {
    return nearest().gt(other);
  }

  @Override
  public boolean gt_b(LuaValue other) {
    return nearest().gt_b(other);
  }

  @Override
  public boolean gt_b(double other) {
    return nearest().gt_b(other);
  }

  @Override
  public boolean gt_b(int other) {
    return nearest().gt_b(other);
  }

  @Override
  public LuaValue gteq(LuaValue other) {
    return nearest().gteq(other);
  }

  @Override
  public LuaValue gteq(double other) {
    return nearest().gteq(other);
  }

  @Override
  public LuaValue gteq(int other) {
    return nearest().gteq(other);
  }

  @Override
  public boolean gteq_b(LuaValue other) {
    return nearest().gteq_b(other);
  }

  @Override
  public boolean gteq_b(double other) {
    return nearest().gteq_b(other);
  }

  @Override
  public boolean gteq_b(int other) {
    return nearest().gteq_b(other);
  }
}
