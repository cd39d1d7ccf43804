package io.github.luasearchers.engine.interop;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Makes objects of one Java type from Lua values. The cost says how near a value is to the type, so
 * that the nearest of several methods can be called: 0 for what the type is made for, more for what
 * only serves.
 */
abstract class Converter {

  /** The cost of what cannot be. */
  static final int NO = 1 << 24;

  /** The cost of what a type that takes much takes as well. */
  static final int SUPERTYPE = 15;

  /** The cost of what Object takes. */
  static final int OBJECT = 16;

  /** The cost of a number for text, and of text for a number. */
  static final int TEXT = 40;

  final Class<?> type;

  Converter(Class<?> type) {
    this.type = type;
  }

  static Converter to(Class<?> type) {
    if (NumberConverter.isNumber(type)) {
      return new NumberConverter(type);
    }
    if (type == boolean.class || type == Boolean.class) {
      return new BooleanConverter(type);
    }
    if (type == char.class || type == Character.class) {
      return new CharConverter(type);
    }
    if (type == String.class) {
      return new StringConverter();
    }
    if (Varargs.class.isAssignableFrom(type)) {
      return new LuaConverter(type);
    }
    if (type.isArray()) {
      return new ArrayConverter(type);
    }
    return type == Optional.class ? new OptionalConverter() : new ObjectConverter(type);
  }

  /** Returns how far a value is from the type, {@link #NO} if it cannot become one of it. */
  abstract int cost(LuaValue value);

  /**
   * Returns the object that a value becomes, if its cost allows.
   *
   * @throws ClassCastException if what is in the value turns out not to fit
   */
  abstract @Nullable Object convert(JavaBridge bridge, LuaValue value);

  /**
   * Returns the object that a value becomes.
   *
   * @throws ClassCastException if it can become none
   */
  final @Nullable Object require(JavaBridge bridge, LuaValue value) {
    if (cost(value) >= NO) {
      throw new ClassCastException(
          "cannot convert " + bridge.describe(value) + " to " + type.getTypeName());
    }
    return convert(bridge, value);
  }

  private static final class BooleanConverter extends Converter {

    BooleanConverter(Class<?> type) {
      super(type);
    }

    @Override
    int cost(LuaValue value) {
      return value.isboolean() || (value.isnil() && !type.isPrimitive()) ? 0 : NO;
    }

    @Override
    @Nullable Object convert(JavaBridge bridge, LuaValue value) {
      return value.isnil() && !type.isPrimitive() ? null : value.toboolean();
    }
  }

  private static final class CharConverter extends Converter {

    private static final int FROM_STRING = 4;
    private static final int FROM_NUMBER = 20;

    CharConverter(Class<?> type) {
      super(type);
    }

    @Override
    int cost(LuaValue value) {
      if (value instanceof LuaString string) {
        return bytes(string) <= 3 && JavaBridge.text(string).length() == 1 ? FROM_STRING : NO;
      }
      if (value.isnumber()) {
        double number = value.todouble();
        return number == (char) number ? FROM_NUMBER : NO;
      }
      return value.isnil() && !type.isPrimitive() ? 0 : NO;
    }

    private static int bytes(LuaString string) {
      return string.m_length;
    }

    @Override
    @Nullable Object convert(JavaBridge bridge, LuaValue value) {
      if (value instanceof LuaString string) {
        return JavaBridge.text(string).charAt(0);
      }
      return value.isnil() ? null : (Object) (char) value.todouble();
    }
  }

  private static final class StringConverter extends Converter {

    StringConverter() {
      super(String.class);
    }

    @Override
    int cost(LuaValue value) {
      return value instanceof LuaString || value.isnil() ? 0 : value.isnumber() ? TEXT : NO;
    }

    @Override
    @Nullable Object convert(JavaBridge bridge, LuaValue value) {
      return value.isnil() ? null : JavaBridge.text(bridge.lua().text(value));
    }
  }

  /** Gives Lua's own values to methods that were written for them. */
  private static final class LuaConverter extends Converter {

    LuaConverter(Class<?> type) {
      super(type);
    }

    @Override
    int cost(LuaValue value) {
      return type.isInstance(value) ? 0 : NO;
    }

    @Override
    Object convert(JavaBridge bridge, LuaValue value) {
      return value;
    }
  }

  private static final class OptionalConverter extends Converter {

    private static final int WRAP = 10;

    OptionalConverter() {
      super(Optional.class);
    }

    @Override
    int cost(LuaValue value) {
      return isOptional(value) ? 0 : WRAP;
    }

    private static boolean isOptional(LuaValue value) {
      return value instanceof JavaObject object && object.m_instance instanceof Optional;
    }

    @Override
    @Nullable Object convert(JavaBridge bridge, LuaValue value) {
      @Nullable Object natural = bridge.toJava(value);
      return isOptional(value) ? natural : Optional.ofNullable(natural);
    }
  }
}
