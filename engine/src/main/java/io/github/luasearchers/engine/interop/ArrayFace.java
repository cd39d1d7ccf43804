package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Arrays: their elements are numbered from 1, and {@code length} is the number of elements. */
final class ArrayFace extends Face {

  @Override
  LuaValue index(JavaObject object, LuaValue key) {
    int index = index(key);
    if (index >= 0) {
      return index < length(object.m_instance)
          ? element(object.bridge, object.m_instance, index)
          : LuaValue.NIL;
    }
    return isLength(key) ? LuaValue.valueOf(length(object.m_instance)) : super.index(object, key);
  }

  @Override
  @Nullable LuaValue known(JavaObject object, LuaValue key) {
    return index(key) >= 0 || isLength(key) ? index(object, key) : super.known(object, key);
  }

  /** Returns an element. The common kinds of arrays need no reflection. */
  private static LuaValue element(JavaBridge bridge, Object array, int index) {
    if (array instanceof Object[] objects) {
      return bridge.toLua(objects[index]);
    }
    if (array instanceof int[] ints) {
      return LuaInteger.valueOf(ints[index]);
    }
    if (array instanceof double[] doubles) {
      return Numbers.of(doubles[index]);
    }
    if (array instanceof long[] longs) {
      return Integers.of(longs[index]);
    }
    return array instanceof byte[] bytes
        ? LuaInteger.valueOf(bytes[index])
        : bridge.toLua(Array.get(array, index));
  }

  @Override
  boolean replaces(JavaObject object, LuaValue key, LuaValue value) {
    int index = isPlain(value) ? index(key) : -1;
    if (index < 0 || index >= length(object.m_instance)) {
      return false;
    }
    if (object.m_instance instanceof Object[] objects) {
      return replaces(object.bridge, objects, index, value);
    }
    if (object.m_instance instanceof int[] ints && value instanceof LuaInteger integer) {
      ints[index] = integer.v;
      return true;
    }
    if (object.m_instance instanceof double[] doubles && value instanceof LuaNumber number) {
      doubles[index] = number.todouble();
      return true;
    }
    if (object.m_instance instanceof long[] longs && Integers.isInteger(value)) {
      longs[index] = Integers.value(value);
      return true;
    }
    return false;
  }

  private static boolean replaces(
      JavaBridge bridge, @Nullable Object[] array, int index, LuaValue value) {
    Converter converter = JavaClass.of(array.getClass().getComponentType()).converter();
    if (converter.cost(bridge, value) >= Converter.NO) {
      return false;
    }
    array[index] = converter.convert(bridge, value);
    return true;
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
