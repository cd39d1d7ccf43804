package io.github.luasearchers.engine.interop;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Maps: {@code map.key} and {@code map[key]} are the map's entries and nothing else, so that a
 * method never stands in for a missing key. {@code map:name()} calls the method even if the map has
 * an entry of that name, and the entry if there is no method. Assigning nil removes. If the keys of
 * a map are of a type that Lua values are not converted to (longs, characters, enums), a key is
 * converted to that type.
 */
final class MapFace extends Face {

  /** Whether the map is one of the JDK's that run no code of others but that of their keys. */
  private final boolean known;

  MapFace(Class<?> type) {
    this.known =
        type == HashMap.class || type == LinkedHashMap.class || type == ConcurrentHashMap.class;
  }

  @Override
  @Nullable LuaValue known(JavaObject object, LuaValue key) {
    @Nullable Object natural = known ? plainKey(object.bridge, key) : null;
    @Nullable Object value = natural == null ? null : ((Map<?, ?>) object.m_instance).get(natural);
    return value == null ? null : object.bridge.toLua(value);
  }

  @Override
  boolean replaces(JavaObject object, LuaValue key, LuaValue value) {
    @Nullable Object natural = known && isPlain(value) ? plainKey(object.bridge, key) : null;
    if (natural == null) {
      return false;
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) object.m_instance;
    Object converted = Objects.requireNonNull(object.bridge.toJava(value));
    return map.replace(natural, converted) != null || map.containsKey(natural);
  }

  /** Returns a string or a number as a key, whose {@code equals} is the JDK's; else null. */
  private static @Nullable Object plainKey(JavaBridge bridge, LuaValue key) {
    return key instanceof LuaString || key instanceof LuaNumber ? bridge.toJava(key) : null;
  }

  @Override
  LuaValue index(JavaObject object, LuaValue key) {
    Map<?, ?> map = (Map<?, ?>) object.m_instance;
    @Nullable Object found = find(object.bridge, map, key);
    return found == null ? LuaValue.NIL : object.bridge.toLua(map.get(found));
  }

  /** Fields and properties of the map's class are not methods, and hide no entries of the map. */
  @Override
  LuaValue method(JavaObject object, LuaValue name) {
    @Nullable Member member = object.type.members().method(name);
    return member instanceof Member.OfMethods
        ? member.get(object.bridge, object.m_instance)
        : LuaValue.NIL;
  }

  @Override
  void assign(JavaObject object, LuaValue key, LuaValue value) {
    @SuppressWarnings("unchecked")
    Map<Object, @Nullable Object> map = (Map<Object, @Nullable Object>) object.m_instance;
    @Nullable Object known = find(object.bridge, map, key);
    if (value.isnil()) {
      if (known != null) {
        map.remove(known);
      }
      return;
    }
    @Nullable Object newKey = known == null ? newKey(object.bridge, map, key) : known;
    if (newKey == null) {
      throw object.bridge.failure("index is nil");
    }
    map.put(newKey, object.bridge.toJava(value));
  }

  /** Returns the key in the map that a Lua value stands for, or null if the map has none. */
  private static @Nullable Object find(JavaBridge bridge, Map<?, ?> map, LuaValue key) {
    @Nullable Object natural = bridge.toJava(key);
    if (natural == null || contains(map, natural)) {
      return natural;
    }
    @Nullable Object own = ownKey(bridge, map, key, natural);
    return own != null && contains(map, own) ? own : null;
  }

  private static @Nullable Object newKey(JavaBridge bridge, Map<?, ?> map, LuaValue key) {
    @Nullable Object natural = bridge.toJava(key);
    @Nullable Object own = natural == null ? null : ownKey(bridge, map, key, natural);
    return own == null ? natural : own;
  }

  private static boolean contains(Map<?, ?> map, Object key) {
    try {
      return map.containsKey(key);
    } catch (ClassCastException | NullPointerException e) {
      return false; // As Map allows: the map cannot have such a key.
    }
  }

  /** Returns a key as an object of the class of the map's keys, or null. */
  private static @Nullable Object ownKey(
      JavaBridge bridge, Map<?, ?> map, LuaValue key, Object natural) {
    Iterator<?> keys = map.keySet().iterator();
    @Nullable Object sample = keys.hasNext() ? keys.next() : null;
    if (sample == null
        || sample.getClass() == natural.getClass()
        || !(sample instanceof Number
            || sample instanceof Character
            || sample instanceof Enum<?>)) {
      return null;
    }
    Class<?> type = sample instanceof Enum<?> e ? e.getDeclaringClass() : sample.getClass();
    Converter converter = JavaClass.of(type).converter();
    return converter.cost(bridge, key) < Converter.TEXT ? converter.convert(bridge, key) : null;
  }

  @Override
  int length(Object instance) {
    return ((Map<?, ?>) instance).size();
  }

  @Override
  Traversal pairs(JavaBridge bridge, Object instance) {
    return new Traversal.OfEntries(bridge, (Map<?, ?>) instance);
  }
}
