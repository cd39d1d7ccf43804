package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A number with a fraction, or one that an operation on fractions gave. Unlike LuaJ's own class it
 * may hold a whole number ({@code 6 / 2} is one) and the negative zero.
 */
public final class LuaFloat extends LuaNumber {

  /** The number. */
  public final double v;

  LuaFloat(double v) {
    this.v = v;
  }

  @Override
  public double todouble() {
    return v;
  }

  @Override
  public int toint() {
    return (int) (long) v;
  }

  @Override
  public long tolong() {
    return (long) v;
  }

  @Override
  public LuaValue tonumber() {
    return this;
  }

  @Override
  public LuaString strvalue() {
    return Numbers.text(this);
  }

  @Override
  public String tojstring() {
    return strvalue().tojstring();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LuaNumber number && number.todouble() == v;
  }

  @Override
  public int hashCode() {
    int whole = (int) v;
    return whole == v ? whole : Double.hashCode(v);
  }
}
