package io.github.luasearchers.engine.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * Lists: their elements are numbered from 1, all others are nil, and {@code list[#list + 1] = v}
 * appends.
 */
final class ListFace extends Face {

  /** Whether the list is one of the JDK's that run no code of others. */
  private final boolean known;

  ListFace(Class<?> type) {
    this.known =
        type == ArrayList.class
            || type == Arrays.asList().getClass()
            || type.getName().startsWith("java.util.ImmutableCollections$List");
  }

  @Override
  @Nullable LuaValue known(JavaObject object, LuaValue key) {
    if (!known) {
      return null;
    }
    return index(key) >= 0 ? index(object, key) : super.known(object, key);
  }

  @Override
  boolean replaces(JavaObject object, LuaValue key, LuaValue value) {
    int index = known && isPlain(value) ? index(key) : -1;
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) object.m_instance;
    if (index < 0 || index >= list.size()) {
      return false;
    }
    list.set(index, Objects.requireNonNull(object.bridge.toJava(value)));
    return true;
  }

  @Override
  LuaValue index(JavaObject object, LuaValue key) {
    int index = index(key);
    if (index >= 0) {
      List<?> list = (List<?>) object.m_instance;
      return index < list.size() ? object.bridge.toLua(list.get(index)) : LuaValue.NIL;
    }
    return super.index(object, key);
  }

  @Override
  void assign(JavaObject object, LuaValue key, LuaValue value) {
    if (key.type() != LuaValue.TNUMBER) {
      super.assign(object, key, value);
      return;
    }
    @SuppressWarnings("unchecked")
    List<@Nullable Object> list = (List<@Nullable Object>) object.m_instance;
    int index = index(key);
    if (index < 0 || index > list.size()) {
      throw object.bridge.failure(
          "no element " + object.bridge.describe(key) + " in a list of " + list.size());
    }
    if (index < list.size()) {
      list.set(index, object.bridge.toJava(value));
    } else if (!value.isnil()) {
      list.add(object.bridge.toJava(value));
    }
  }

  @Override
  int length(Object instance) {
    return ((List<?>) instance).size();
  }

  @Override
  Traversal pairs(JavaBridge bridge, Object instance) {
    return new Traversal.OfList(bridge, (List<?>) instance);
  }
}
