package io.github.luasearchers.engine.value;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A number with a fraction, or the result of an operation on such numbers. Unlike LuaJ's own class
 * it can hold a whole number ({@code 6 / 2} is one) and negative zero.
 *
 * <p>To LuaJ's classes it is a number like their own: it implements all methods that they call, so
 * that their arithmetic, comparisons, tables and coercions accept it. A whole number reports that
 * it is an integer ({@link #isinttype}), and so finds the same entry of a table as {@code
 * LuaInteger} does.
 */
public final class LuaFloat extends LuaNumber {

  /** The number. */
  public final double v;

  public LuaFloat(double v) {
    this.v = v;
  }

  // ---- what it is

  @Override
  public boolean isint() {
    return v == (int) v;
  }

  @Override
  public boolean isinttype() {
    return v == (int) v;
  }

  @Override
  public boolean islong() {
    return v == (long) v;
  }

  @Override
  public boolean isvalidkey() {
    return !Double.isNaN(v);
  }

  // ---- what it is as a Java number

  @Override
  public byte tobyte() {
    return (byte) (long) v;
  }

  @Override
  public char tochar() {
    return (char) (long) v;
  }

  @Override
  public double todouble() {
    return v;
  }

  @Override
  public float tofloat() {
    return (float) v;
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
  public short toshort() {
    return (short) (long) v;
  }

  @Override
  public double checkdouble() {
    return v;
  }

  @Override
  public int checkint() {
    return (int) (long) v;
  }

  @Override
  public LuaInteger checkinteger() {
    return LuaInteger.valueOf((int) (long) v);
  }

  @Override
  public long checklong() {
    return (long) v;
  }

  @Override
  public double optdouble(double otherwise) {
    return v;
  }

  @Override
  public int optint(int otherwise) {
    return (int) (long) v;
  }

  @Override
  public LuaInteger optinteger(LuaInteger otherwise) {
    return LuaInteger.valueOf((int) (long) v);
  }

  @Override
  public long optlong(long otherwise) {
    return (long) v;
  }

  // ---- what it is as text

  @Override
  public LuaString strvalue() {
    return Numbers.text(v);
  }

  @Override
  public LuaValue tostring() {
    return Numbers.text(v);
  }

  @Override
  public String tojstring() {
    return Numbers.text(v).tojstring();
  }

  @Override
  public LuaString checkstring() {
    return Numbers.text(v);
  }

  @Override
  public String checkjstring() {
    return tojstring();
  }

  @Override
  public LuaString optstring(LuaString otherwise) {
    return Numbers.text(v);
  }

  @Override
  public String optjstring(String otherwise) {
    return tojstring();
  }

  // ---- equality

  /** Tells whether another value is the same number, of whatever class. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LuaNumber number && Arithmetic.sameNumber(this, number);
  }

  /** Returns the hash code of LuaJ's class for the same number. */
  @Override
  public int hashCode() {
    int whole = (int) v;
    if (whole == v) {
      return whole;
    }
    long bits = Double.doubleToLongBits(v + 1);
    return (int) (bits >> 32) + (int) bits;
  }

  @Override
  public LuaValue eq(LuaValue other) {
    return valueOf(other.raweq(v));
  }

  @Override
  public boolean eq_b(LuaValue other) {
    return other.raweq(v);
  }

  @Override
  public boolean raweq(LuaValue other) {
    return other.raweq(v);
  }

  @Override
  public boolean raweq(double other) {
    return v == other;
  }

  @Override
  public boolean raweq(int other) {
    return v == other;
  }

  // ---- arithmetic

  @Override
  public LuaValue neg() {
    return new LuaFloat(Numbers.negate(v));
  }

  @Override
  public LuaValue add(LuaValue other) {
    LuaValue number = other.tonumber();
    return number instanceof LuaNumber ? add(number.todouble()) : arithmt(ADD, other);
  }

  @Override
  public LuaValue add(double other) {
    return new LuaFloat(v + other);
  }

  @Override
  public LuaValue add(int other) {
    return new LuaFloat(v + other);
  }

  @Override
  public LuaValue sub(LuaValue other) {
    LuaValue number = other.tonumber();
    return number instanceof LuaNumber ? sub(number.todouble()) : arithmt(SUB, other);
  }

  @Override
  public LuaValue sub(double other) {
    return new LuaFloat(v - other);
  }

  @Override
  public LuaValue sub(int other) {
    return new LuaFloat(v - other);
  }

  @Override
  public LuaValue subFrom(double other) {
    return new LuaFloat(other - v);
  }

  @Override
  public LuaValue subFrom(int other) {
    return new LuaFloat(other - v);
  }

  @Override
  public LuaValue mul(LuaValue other) {
    LuaValue number = other.tonumber();
    return number instanceof LuaNumber ? mul(number.todouble()) : arithmt(MUL, other);
  }

  @Override
  public LuaValue mul(double other) {
    return new LuaFloat(v * other);
  }

  @Override
  public LuaValue mul(int other) {
    return new LuaFloat(v * other);
  }

  @Override
  public LuaValue div(LuaValue other) {
    LuaValue number = other.tonumber();
    return number instanceof LuaNumber ? div(number.todouble()) : arithmt(DIV, other);
  }

  @Override
  public LuaValue div(double other) {
    return new LuaFloat(v / other);
  }

  @Override
  public LuaValue div(int other) {
    return new LuaFloat(v / other);
  }

  @Override
  public LuaValue divInto(double other) {
    return new LuaFloat(other / v);
  }

  @Override
  public LuaValue mod(LuaValue other) {
    LuaValue number = other.tonumber();
    return number instanceof LuaNumber ? mod(number.todouble()) : arithmt(MOD, other);
  }

  @Override
  public LuaValue mod(double other) {
    return new LuaFloat(Numbers.mod(v, other));
  }

  @Override
  public LuaValue mod(int other) {
    return new LuaFloat(Numbers.mod(v, other));
  }

  @Override
  public LuaValue modFrom(double other) {
    return new LuaFloat(Numbers.mod(other, v));
  }

  @Override
  public LuaValue pow(LuaValue other) {
    LuaValue number = other.tonumber();
    return number instanceof LuaNumber ? pow(number.todouble()) : arithmt(POW, other);
  }

  @Override
  public LuaValue pow(double other) {
    return new LuaFloat(Numbers.pow(v, other));
  }

  @Override
  public LuaValue pow(int other) {
    return new LuaFloat(Numbers.pow(v, other));
  }

  @Override
  public LuaValue powWith(double other) {
    return new LuaFloat(Numbers.pow(other, v));
  }

  @Override
  public LuaValue powWith(int other) {
    return new LuaFloat(Numbers.pow(other, v));
  }

  // ---- order

  @Override
  public LuaValue lt(LuaValue other) {
    return valueOf(other.gt_b(v));
  }

  @Override
  public LuaValue lt(double other) {
    return valueOf(v < other);
  }

  @Override
  public LuaValue lt(int other) {
    return valueOf(v < other);
  }

  @Override
  public boolean lt_b(LuaValue other) {
    return other.gt_b(v);
  }

  @Override
  public boolean lt_b(double other) {
    return v < other;
  }

  @Override
  public boolean lt_b(int other) {
    return v < other;
  }

  @Override
  public LuaValue lteq(LuaValue other) {
    return valueOf(other.gteq_b(v));
  }

  @Override
  public LuaValue lteq(double other) {
    return valueOf(v <= other);
  }

  @Override
  public LuaValue lteq(int other) {
    return valueOf(v <= other);
  }

  @Override
  public boolean lteq_b(LuaValue other) {
    return other.gteq_b(v);
  }

  @Override
  public boolean lteq_b(double other) {
    return v <= other;
  }

  @Override
  public boolean lteq_b(int other) {
    return v <= other;
  }

  @Override
  public LuaValue gt(LuaValue other) {
    return valueOf(other.lt_b(v));
  }

  @Override
  public LuaValue gt(double other) {
    return valueOf(v > other);
  }

  @Override
  public LuaValue gt(int other) {
    return valueOf(v > other);
  }

  @Override
  public boolean gt_b(LuaValue other) {
    return other.lt_b(v);
  }

  @Override
  public boolean gt_b(double other) {
    return v > other;
  }

  @Override
  public boolean gt_b(int other) {
    return v > other;
  }

  @Override
  public LuaValue gteq(LuaValue other) {
    return valueOf(other.lteq_b(v));
  }

  @Override
  public LuaValue gteq(double other) {
    return valueOf(v >= other);
  }

  @Override
  public LuaValue gteq(int other) {
    return valueOf(v >= other);
  }

  @Override
  public boolean gteq_b(LuaValue other) {
    return other.lteq_b(v);
  }

  @Override
  public boolean gteq_b(double other) {
    return v >= other;
  }

  @Override
  public boolean gteq_b(int other) {
    return v >= other;
  }

  @Override
  public int strcmp(LuaString other) {
    typerror("attempt to compare number with string");
    return 0;
  }
}
