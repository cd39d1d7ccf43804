package io.github.luasearchers.engine.interop;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * A field. It is read and written by reflection at first, which is there at once, and by handles
 * once it has been used often.
 */
final class FieldMember extends Member {

  private final Field field;
  private final boolean isFinal;
  private final boolean isPrimitive;

  // Another thread that does not see one of these yet only goes on without.
  private int uses;
  private @Nullable MethodHandle getter;
  private @Nullable MethodHandle setter;

  FieldMember(Field field) {
    this.field = field;
    this.isFinal = Modifier.isFinal(field.getModifiers());
    this.isPrimitive = field.getType().isPrimitive();
  }

  @Override
  LuaValue get(JavaBridge bridge, Object self) {
    try {
      return bridge.toLua(field.get(self));
    } catch (IllegalAccessException e) {
      throw bridge.failure(e);
    }
  }

  @Override
  @Nullable LuaValue known(JavaBridge bridge, Object self) {
    MethodHandle handle = getter;
    if (handle == null) {
      countUse();
      return get(bridge, self);
    }
    Object value;
    try {
      value = handle.invokeExact(self);
    } catch (Throwable e) {
      throw new IllegalStateException(e); // a handle of a field that the object has does not fail
    }
    return isPrimitive ? (LuaValue) value : bridge.toLua(value);
  }

  @Override
  void set(JavaBridge bridge, Object self, LuaValue value) {
    if (isFinal) {
      throw bridge.failure("cannot assign to final field '" + field.getName() + "'");
    }
    String what = "field '" + field.getName() + "'";
    try {
      field.set(self, bridge.convertFor(what, value, field.getType()));
    } catch (IllegalAccessException e) {
      throw bridge.failure(e);
    }
  }

  @Override
  boolean replaces(JavaBridge bridge, Object self, LuaValue value) {
    MethodHandle handle = setter;
    if (handle == null) {
      countUse();
      return false;
    }
    Object converted = value;
    if (isPrimitive) {
      if (!Handles.isExact(field.getType(), value)) {
        return false;
      }
    } else {
      Converter converter = JavaClass.of(field.getType()).converter();
      if (converter.cost(bridge, value) >= Converter.NO) {
        return false;
      }
      converted = converter.convert(bridge, value);
    }
    try {
      handle.invokeExact(self, converted);
    } catch (Throwable e) {
      throw new IllegalStateException(e); // likewise
    }
    return true;
  }

  private void countUse() {
    if (uses < Handles.HOT && ++uses == Handles.HOT) {
      getter = Handles.getter(field);
      setter = isFinal ? null : Handles.setter(field);
    }
  }
}
