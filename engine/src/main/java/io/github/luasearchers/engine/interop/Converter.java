package io.github.luasearchers.engine.interop;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Converts Lua values to objects of one Java type. The cost says how well a value fits the type, so
 * that the best of several overloads can be called: 0 for what the type is meant for, more for what
 * merely fits.
 */
abstract class Converter {

  /** The cost of a value that cannot be converted. */
  static final int NO = 1 << 24;

  /** The cost of a value that fits a supertype. */
  static final int SUPERTYPE = 15;

  /** The cost of a value that fits Object. */
  static final int OBJECT = 16;

  /** The cost of converting a number to text, or text to a number. */
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

  /** Returns how far a value is from the type, {@link #NO} if it cannot be converted. */
  abstract int cost(JavaBridge bridge, LuaValue value);

  /**
   * Tells whether all values of a value's class (Java objects of the same class, if it is one) have
   * the same cost. To say no is right for all converters.
   */
  boolean isDecidedByClass(LuaValue value) {
    return false;
  }

  /**
   * Converts a value whose cost is below {@link #NO}.
   *
   * @throws ClassCastException if an element of the value turns out not to fit
   */
  abstract @Nullable Object convert(JavaBridge bridge, LuaValue value);

  /**
   * Converts a value.
   *
   * @throws ClassCastException if it cannot be converted
   */
  final @Nullable Object require(JavaBridge bridge, LuaValue value) {
    if (cost(bridge, value) >= NO) {
      throw new ClassCastException(
          "cannot convert "
              + bridge.describe(value)
              + " to "
              + type.getTypeName()
              + obstacle(bridge, value));
    }
    return convert(bridge, value);
  }

  /** Returns what a message adds if the value's type alone does not say why it does not fit. */
  String obstacle(JavaBridge bridge, LuaValue value) {
    return "";
  }

  private static final class BooleanConverter extends Converter {

    BooleanConverter(Class<?> type) {
      super(type);
    }

    @Override
    int cost(JavaBridge bridge, LuaValue value) {
      return value.isboolean() || (value.isnil() && !type.isPrimitive()) ? 0 : NO;
    }

    @Override
    boolean isDecidedByClass(LuaValue value) {
      return true;
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
    int cost(JavaBridge bridge, LuaValue value) {
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
    int cost(JavaBridge bridge, LuaValue value) {
      return value instanceof LuaString || value.isnil() ? 0 : value.isnumber() ? TEXT : NO;
    }

    @Override
    boolean isDecidedByClass(LuaValue value) {
      return true;
    }

    @Override
    @Nullable Object convert(JavaBridge bridge, LuaValue value) {
      return value.isnil() ? null : JavaBridge.text(bridge.lua().text(value));
    }
  }

  /** Passes Lua values to methods that were written for them. */
  private static final class LuaConverter extends Converter {

    LuaConverter(Class<?> type) {
      super(type);
    }

    @Override
    int cost(JavaBridge bridge, LuaValue value) {
      return type.isInstance(value) ? 0 : NO;
    }

    @Override
    boolean isDecidedByClass(LuaValue value) {
      return true;
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
    int cost(JavaBridge bridge, LuaValue value) {
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
