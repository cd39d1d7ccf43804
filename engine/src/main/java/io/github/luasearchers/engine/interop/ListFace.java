package io.github.luasearchers.engine.interop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * Lists: their elements are numbered from 1, all others are nil, and {@code list[#list + 1] = v}
 * appends.
 */
final class ListFace extends Face {

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
