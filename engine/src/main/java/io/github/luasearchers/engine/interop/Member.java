package io.github.luasearchers.engine.interop;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.luaj.vm2.LuaValue;

/** What a name means for the objects of a class, or for the class itself. */
abstract class Member {

  /**
   * Returns the value of {@code object.name}.
   *
   * @param self the object, or the class
   */
  abstract LuaValue get(JavaBridge bridge, Object self);

  /** Assigns {@code object.name = value}. */
  abstract void set(JavaBridge bridge, Object self, LuaValue value);

  static final class OfMethods extends Member {

    private final MethodGroup methods;

    OfMethods(MethodGroup methods) {
      this.methods = methods;
    }

    @Override
    LuaValue get(JavaBridge bridge, Object self) {
      return new MethodFunction(bridge, methods);
    }

    @Override
    void set(JavaBridge bridge, Object self, LuaValue value) {
      throw bridge.failure("cannot assign to method '" + methods.name() + "'");
    }
  }

  static final class OfStatics extends Member {

    private final MethodGroup methods;

    OfStatics(MethodGroup methods) {
      this.methods = methods;
    }

    @Override
    LuaValue get(JavaBridge bridge, Object self) {
      return new StaticFunction(bridge, methods);
    }

    @Override
    void set(JavaBridge bridge, Object self, LuaValue value) {
      throw bridge.failure("cannot assign to method '" + methods.name() + "'");
    }
  }

  /** A property that has a getter. */
  static final class OfProperty extends Member {

    private final MethodGroup getter;

    OfProperty(MethodGroup getter) {
      this.getter = getter;
    }

    @Override
    LuaValue get(JavaBridge bridge, Object self) {
      return getter.invoke(bridge, self, LuaValue.NONE, 1).arg1();
    }

    @Override
    void set(JavaBridge bridge, Object self, LuaValue value) {
      throw bridge.failure("cannot assign to what '" + getter.name() + "' returns");
    }
  }

  /** A property that has a setter, for assignments only. */
  static final class OfSetter extends Member {

    private final MethodGroup setter;

    OfSetter(MethodGroup setter) {
      this.setter = setter;
    }

    @Override
    LuaValue get(JavaBridge bridge, Object self) {
      return LuaValue.NIL;
    }

    @Override
    void set(JavaBridge bridge, Object self, LuaValue value) {
      setter.invoke(bridge, self, value, 1);
    }
  }

  static final class OfField extends Member {

    private final Field field;

    OfField(Field field) {
      this.field = field;
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
    void set(JavaBridge bridge, Object self, LuaValue value) {
      if (Modifier.isFinal(field.getModifiers())) {
        throw bridge.failure("cannot assign to final field '" + field.getName() + "'");
      }
      String what = "field '" + field.getName() + "'";
      try {
        field.set(self, bridge.convertFor(what, value, field.getType()));
      } catch (IllegalAccessException e) {
        throw bridge.failure(e);
      }
    }
  }

  static final class OfNested extends Member {

    private final Class<?> nested;

    OfNested(Class<?> nested) {
      this.nested = nested;
    }

    @Override
    LuaValue get(JavaBridge bridge, Object self) {
      return bridge.toLua(nested);
    }

    @Override
    void set(JavaBridge bridge, Object self, LuaValue value) {
      throw bridge.failure("cannot assign to class '" + nested.getName() + "'");
    }
  }
}
