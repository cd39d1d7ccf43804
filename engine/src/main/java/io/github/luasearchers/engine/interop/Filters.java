package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Numbers;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/** What {@link Handles handles} call to convert arguments and results of primitive types. */
final class Filters {

  private Filters() {}

  static int toInt(Object value) {
    return ((LuaInteger) value).v;
  }

  static long toLong(Object value) {
    return Integers.value((LuaValue) value);
  }

  static double toDouble(Object value) {
    return ((LuaValue) value).todouble();
  }

  static float toFloat(Object value) {
    return (float) ((LuaValue) value).todouble();
  }

  static boolean toBoolean(Object value) {
    return ((LuaValue) value).toboolean();
  }

  static LuaValue nothing() {
    return LuaValue.NIL;
  }

  static LuaValue ofInt(int value) {
    return LuaInteger.valueOf(value);
  }

  static LuaValue ofLong(long value) {
    return Integers.of(value);
  }

  static LuaValue ofDouble(double value) {
    return Numbers.of(value);
  }

  static LuaValue ofBoolean(boolean value) {
    return LuaValue.valueOf(value);
  }
}
