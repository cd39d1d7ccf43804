package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A {@code long} from Java that is too large for LuaJ's integers. It goes back to Java as what it
 * was, digit for digit, and its text is exact; in arithmetic it is the number nearest to it.
 */
public final class LuaLong extends LuaNumber {

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

  @Override
  public boolean equals(Object other) {
    if (other instanceof LuaLong exact) {
      return exact.v == v;
    }
    return other instanceof LuaNumber number && number.todouble() == v;
  }

  @Override
  public int hashCode() {
    return Double.hashCode((double) v);
  }
}
