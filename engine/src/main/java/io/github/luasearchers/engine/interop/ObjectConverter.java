package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.LuaCallable;
import io.github.luasearchers.engine.value.LuaLong;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/**
 * Converts to classes and interfaces: tables to collections, functions and tables to
 * implementations of interfaces, names to constants of an enum.
 */
final class ObjectConverter extends Converter {

  private static final int FUNCTION = 1;
  private static final int VIEW = 1;
  private static final int OTHER_VIEW = 3;
  private static final int SET = 4;
  private static final int COPY = 5;
  private static final int CONSTANT = 6;
  private static final int VALUES = 7;
  private static final int TABLE_OF_METHODS = 8;
  private static final int FUNCTION_FOR_ALL = 20;

  ObjectConverter(Class<?> type) {
    super(type);
  }

  @Override
  int cost(JavaBridge bridge, LuaValue value) {
    if (value instanceof JavaObject object) {
      return costOfObject(object.m_instance);
    }
    if (value.isnil()) {
      return 0;
    }
    if (value instanceof LuaTable table) {
      return costOfTable(table);
    }
    if (value instanceof LuaFunction) {
      return costOfFunction();
    }
    if (value instanceof LuaString string && type.isEnum()) {
      return constant(string) == null ? NO : CONSTANT;
    }
    if (value instanceof LuaUserdata userdata && type.isInstance(userdata.m_instance)) {
      return costOfObject(userdata.m_instance);
    }
    return type.isAssignableFrom(naturalClass(value)) ? general() : NO;
  }

  @Override
  boolean isDecidedByClass(LuaValue value) {
    if (value instanceof LuaUserdata) {
      return Route.Slot.isJdks(value);
    }
    return !(value instanceof LuaTable || (value instanceof LuaString && type.isEnum()));
  }

  private int costOfObject(Object instance) {
    if (instance.getClass() == type) {
      return 0;
    }
    return type.isInstance(instance) ? (type == Object.class ? OBJECT : 1) : NO;
  }

  private int general() {
    return type == Object.class ? OBJECT : SUPERTYPE;
  }

  private static Class<?> naturalClass(LuaValue value) {
    if (value instanceof LuaString) {
      return String.class;
    }
    if (value instanceof LuaNumber) {
      return value instanceof LuaInteger
          ? Integer.class
          : value instanceof LuaLong ? Long.class : Double.class;
    }
    return value.isboolean() ? Boolean.class : value.getClass();
  }

  private int costOfTable(LuaTable table) {
    boolean list = type.isAssignableFrom(TableList.class);
    boolean map = type.isAssignableFrom(TableMap.class);
    if (list && map) {
      return general();
    }
    if (list || map) {
      boolean natural = TableList.isSequence(table) == list;
      return natural ? VIEW : list && table.rawlen() == 0 && !isEmpty(table) ? VALUES : OTHER_VIEW;
    }
    if (type.isAssignableFrom(LinkedHashSet.class)) {
      return SET;
    }
    if (type.isAssignableFrom(ArrayList.class) || type.isAssignableFrom(LinkedHashMap.class)) {
      return COPY;
    }
    return Functional.isImplementable(type) ? TABLE_OF_METHODS : NO;
  }

  private static boolean isEmpty(LuaTable table) {
    return table.next(LuaValue.NIL).arg1().isnil();
  }

  private int costOfFunction() {
    if (type == LuaCallable.class) {
      return 0;
    }
    if (!Functional.isImplementable(type)) {
      return type.isAssignableFrom(FunctionObject.class) ? general() : NO;
    }
    return Functional.methodOfInterface(type) != null ? FUNCTION : FUNCTION_FOR_ALL;
  }

  private @Nullable Object constant(LuaString name) {
    String text = JavaBridge.text(name);
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(text)) {
        return constant;
      }
    }
    return null;
  }

  @Override
  @Nullable Object convert(JavaBridge bridge, LuaValue value) {
    if (value instanceof LuaTable table) {
      return convertTable(bridge, table);
    }
    if (value instanceof LuaFunction && !type.isAssignableFrom(FunctionObject.class)) {
      return bridge.implement(value, type);
    }
    if (value instanceof LuaString string && type.isEnum()) {
      return constant(string);
    }
    if (value instanceof LuaUserdata userdata && type.isInstance(userdata.m_instance)) {
      return userdata.m_instance;
    }
    return bridge.toJava(value);
  }

  private @Nullable Object convertTable(JavaBridge bridge, LuaTable table) {
    boolean list = type.isAssignableFrom(TableList.class);
    boolean map = type.isAssignableFrom(TableMap.class);
    if (list && map) {
      return bridge.toJava(table);
    }
    if (list) {
      boolean values = table.rawlen() == 0 && !isEmpty(table);
      return values
          ? new ArrayList<>(new TableMap(bridge, table).values())
          : new TableList(bridge, table);
    }
    if (map) {
      return new TableMap(bridge, table);
    }
    if (type.isAssignableFrom(LinkedHashSet.class)) {
      return set(bridge, table);
    }
    if (type.isAssignableFrom(ArrayList.class)) {
      return new ArrayList<>(new TableList(bridge, table));
    }
    return type.isAssignableFrom(LinkedHashMap.class)
        ? new LinkedHashMap<>(new TableMap(bridge, table))
        : bridge.implement(table, type);
  }

  /** Returns the elements of a sequence as a set, or else the keys whose value is not false. */
  private static Set<Object> set(JavaBridge bridge, LuaTable table) {
    if (TableList.isSequence(table)) {
      return new LinkedHashSet<>(new TableList(bridge, table));
    }
    Set<Object> keys = new LinkedHashSet<>();
    for (Map.Entry<Object, Object> entry : new TableMap(bridge, table).entrySet()) {
      if (!Boolean.FALSE.equals(entry.getValue())) {
        keys.add(entry.getKey());
      }
    }
    return keys;
  }
}
