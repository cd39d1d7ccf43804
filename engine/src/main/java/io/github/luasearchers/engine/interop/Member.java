package io.github.luasearchers.engine.interop;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** What a name means for the objects of a class, or for the class itself. */
abstract class Member {

  /**
   * Returns the value of {@code object.name}.
   *
   * @param self the object, or the class
   */
  abstract LuaValue get(JavaBridge bridge, Object self);

  /**
   * Returns the value if getting it runs no code of the host's and cannot fail, or null. If it
   * fails all the same, {@link #get} must do so too.
   */
  @Nullable LuaValue known(JavaBridge bridge, Object self) {
    return null;
  }

  /**
   * Assigns the value if that cannot fail.
   *
   * @param value one that is {@linkplain Face#isPlain plain}
   * @return whether it is done
   */
  boolean replaces(JavaBridge bridge, Object self, LuaValue value) {
    return false;
  }

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
    LuaValue known(JavaBridge bridge, Object self) {
      return get(bridge, self);
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
    LuaValue known(JavaBridge bridge, Object self) {
      return get(bridge, self);
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
      return getter.invoke(bridge, self).arg1();
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
      setter.invoke(bridge, self, value);
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
