package io.github.luasearchers.engine.interop;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** Converts to Java arrays: tables to any, strings to arrays of bytes or characters. */
final class ArrayConverter extends Converter {

  private static final int FROM_TABLE = 2;
  private static final int FROM_STRING = 8;

  private final Class<?> element;

  ArrayConverter(Class<?> type) {
    super(type);
    this.element = type.getComponentType();
  }

  @Override
  int cost(JavaBridge bridge, LuaValue value) {
    if (value instanceof JavaObject object) {
      return type.isInstance(object.m_instance) ? 0 : NO;
    }
    if (value instanceof LuaTable table) {
      LuaValue first = table.rawget(1);
      return first.isnil() || elements().cost(bridge, first) < NO ? FROM_TABLE : NO;
    }
    if (value instanceof LuaString) {
      return type == byte[].class || type == char[].class ? FROM_STRING : NO;
    }
    return value.isnil() ? 0 : NO;
  }

  @Override
  boolean isDecidedByClass(LuaValue value) {
    return !(value instanceof LuaTable || value instanceof LuaUserdata);
  }

  private Converter elements() {
    return JavaClass.of(element).converter();
  }

  @Override
  @Nullable Object convert(JavaBridge bridge, LuaValue value) {
    if (value instanceof LuaString string) {
      return type == byte[].class
          ? Arrays.copyOfRange(string.m_bytes, string.m_offset, string.m_offset + string.m_length)
          : JavaBridge.text(string).toCharArray();
    }
    if (!(value instanceof LuaTable table)) {
      return bridge.toJava(value);
    }
    int length = table.rawlen();
    Object array = Array.newInstance(element, length);
    Converter elements = elements();
    for (int i = 0; i < length; i++) {
      Array.set(array, i, elements.require(bridge, table.rawget(i + 1)));
    }
    return array;
  }
}
