package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.LuaText;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Arrays: their elements are numbered from 1, and {@code length} is the number of elements. */
final class ArrayFace extends Face {

  @Override
  LuaValue index(JavaObject object, LuaValue key) {
    int index = index(key);
    if (index >= 0) {
      return index < length(object.m_instance)
          ? object.bridge.toLua(Array.get(object.m_instance, index))
          : LuaValue.NIL;
    }
    return isLength(key) ? LuaValue.valueOf(length(object.m_instance)) : super.index(object, key);
  }

  private static boolean isLength(LuaValue key) {
    return key instanceof LuaString text && LuaText.toJava(text).equals("length");
  }

  @Override
  void assign(JavaObject object, LuaValue key, LuaValue value) {
    int index = index(key);
    if (index < 0 || index >= length(object.m_instance)) {
      throw object.bridge.failure(
          "no element "
              + object.bridge.describe(key)
              + " in an array of "
              + length(object.m_instance));
    }
    Class<?> element = object.m_instance.getClass().getComponentType();
    Array.set(
        object.m_instance,
        index,
        object.bridge.convertFor("element " + object.bridge.describe(key), value, element));
  }

  @Override
  int length(Object instance) {
    return Array.getLength(instance);
  }

  @Override
  Traversal pairs(JavaBridge bridge, Object instance) {
    return new Traversal.OfArray(bridge, instance);
  }

  /** Returns the text of the elements; an array of characters is the text itself. */
  @Override
  String text(Object instance) {
    if (instance instanceof char[] text) {
      return String.valueOf(text);
    }
    String text = Arrays.deepToString(new Object[] {instance});
    return text.substring(1, text.length() - 1);
  }
}
