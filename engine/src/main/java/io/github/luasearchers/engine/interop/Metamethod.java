package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The metamethods that all Java objects share; the {@link Face} does what differs between kinds.
 */
final class Metamethod extends Builtin {

  private static final int ON_INDEX = 0;
  private static final int ON_NEWINDEX = 1;
  private static final int ON_CALL = 2;
  private static final int ON_LEN = 3;
  private static final int ON_TOSTRING = 4;
  private static final int ON_CONCAT = 5;
  private static final int ON_EQ = 6;
  private static final int ON_LT = 7;
  private static final int ON_LE = 8;

  private static final String[] EVENTS = {
    "__index",
    "__newindex",
    "__call",
    "__len",
    "__tostring",
    "__concat",
    "__eq",
    "__lt",
    "__le",
    "__pairs",
    "__ipairs"
  };

  private final JavaBridge bridge;
  private final int event;

  private Metamethod(JavaBridge bridge, int event) {
    super(bridge.lua(), EVENTS[event]);
    this.bridge = bridge;
    this.event = event;
  }

  static LuaTable metatable(JavaBridge bridge) {
    LuaTable metatable = new Table();
    for (int event = 0; event < EVENTS.length; event++) {
      // The very name that the loop looks for: it is found by identity.
      metatable.rawset(StringTable.name(EVENTS[event]), new Metamethod(bridge, event));
    }
    metatable.rawset(Event.METATABLE.name, LuaValue.valueOf("java"));
    return metatable;
  }

  @Override
  protected Varargs run1(LuaValue object) {
    return event == ON_CALL ? callWithout(object) : super.run1(object);
  }

  /** Calls an object without arguments. */
  private Varargs callWithout(LuaValue called) {
    if (!(called instanceof JavaObject object)) {
      return super.run1(called);
    }
    try {
      if (object.m_instance instanceof Class<?>) {
        return bridge.constructors(object).invoke(bridge, null);
      }
      @Nullable MethodGroup methods = object.type.call();
      return methods == null ? super.run1(called) : methods.invoke(bridge, object.m_instance);
    } catch (LuaError e) {
      throw e;
    } catch (RuntimeException e) {
      throw bridge.failure(e);
    }
  }

  @Override
  protected Varargs run2(LuaValue first, LuaValue second) {
    // Only calls and assignments use more than two arguments, and an assignment always has three.
    return event == ON_CALL ? callWith(first, second) : guarded(first, second, NONE);
  }

  /** Calls an object with one argument, usually without allocating a list of arguments. */
  private Varargs callWith(LuaValue called, LuaValue arg) {
    @Nullable MethodGroup methods =
        called instanceof JavaObject object && !(object.m_instance instanceof Class<?>)
            ? object.type.call()
            : null;
    if (methods == null) {
      return super.run2(called, arg);
    }
    try {
      return methods.invoke(bridge, ((JavaObject) called).m_instance, arg);
    } catch (LuaError e) {
      throw e;
    } catch (RuntimeException e) {
      throw bridge.failure(e);
    }
  }

  @Override
  protected @Nullable LuaValue indexed(LuaValue object, LuaValue key) {
    if (event != ON_INDEX || !(object instanceof JavaObject self)) {
      return null;
    }
    try {
      return self.type.face().known(self, key);
    } catch (RuntimeException e) {
      return null; // The call will fail likewise, where its frame says who has called.
    }
  }

  @Override
  protected boolean assigned(LuaValue object, LuaValue key, LuaValue value) {
    if (event != ON_NEWINDEX || !(object instanceof JavaObject self)) {
      return false;
    }
    try {
      return self.type.face().replaces(self, key, value);
    } catch (RuntimeException e) {
      return false; // likewise
    }
  }

  @Override
  protected Varargs run3(LuaValue first, LuaValue second, LuaValue third) {
    if (event != ON_NEWINDEX) {
      return super.run3(first, second, third);
    }
    try {
      return assign(self(first), second, third);
    } catch (LuaError e) {
      throw e;
    } catch (RuntimeException e) {
      throw bridge.failure(e);
    }
  }

  @Override
  protected Varargs run(Varargs args) {
    return guarded(args.arg1(), args.arg(2), args);
  }

  private Varargs guarded(LuaValue first, LuaValue second, Varargs args) {
    try {
      return run(first, second, args);
    } catch (LuaError e) {
      throw e;
    } catch (RuntimeException e) {
      throw bridge.failure(e);
    }
  }

  private Varargs run(LuaValue first, LuaValue second, Varargs args) {
    return switch (event) {
      case ON_CONCAT -> concat(first, second);
      case ON_EQ -> LuaValue.valueOf(isEqual(first, second));
      case ON_LT -> LuaValue.valueOf(compare(first, second) < 0);
      case ON_LE -> LuaValue.valueOf(compare(first, second) <= 0);
      default -> run(self(first), second, args);
    };
  }

  private JavaObject self(LuaValue value) {
    if (value instanceof JavaObject object) {
      return object;
    }
    throw failure("Java object expected, got " + lua.typeName(value));
  }

  private Varargs run(JavaObject self, LuaValue second, Varargs args) {
    return switch (event) {
      case ON_INDEX -> self.type.face().index(self, second);
      case ON_NEWINDEX -> assign(self, second, args.arg(3));
      case ON_CALL -> call(self, args);
      case ON_LEN -> length(self);
      case ON_TOSTRING -> bridge.text(self);
      default -> pairs(self);
    };
  }

  private static Varargs assign(JavaObject self, LuaValue key, LuaValue value) {
    self.type.face().assign(self, key, value);
    return LuaValue.NONE;
  }

  private Varargs call(JavaObject self, Varargs args) {
    if (self.m_instance instanceof Class<?>) {
      return bridge.constructors(self).invoke(bridge, null, args, 2);
    }
    @Nullable MethodGroup methods = self.type.call();
    if (methods == null) {
      throw failure("attempt to call a userdata value");
    }
    return methods.invoke(bridge, self.m_instance, args, 2);
  }

  private LuaValue length(JavaObject self) {
    int length = self.type.face().length(self.m_instance);
    if (length < 0) {
      throw failure("attempt to get length of a userdata value");
    }
    return LuaValue.valueOf(length);
  }

  private Varargs pairs(JavaObject self) {
    @Nullable Traversal traversal;
    boolean lent = bridge.leave();
    try {
      traversal = self.type.face().pairs(bridge, self.m_instance);
    } finally {
      bridge.comeBack(lent);
    }
    if (traversal == null) {
      String name = name().substring(2);
      throw failure("bad argument #1 to '" + name + "' (table expected, got userdata)");
    }
    return LuaValue.varargsOf(traversal, self, LuaValue.NIL);
  }

  private LuaValue concat(LuaValue left, LuaValue right) {
    LuaString first = text(left);
    LuaString second = text(right);
    CurrentMeter.reserve((long) first.m_length + second.m_length);
    byte[] bytes = new byte[first.m_length + second.m_length];
    Slices.copy(first, bytes, 0);
    Slices.copy(second, bytes, first.m_length);
    return LuaString.valueUsing(bytes);
  }

  private LuaString text(LuaValue value) {
    if (value instanceof JavaObject object) {
      return bridge.text(object);
    }
    if (value instanceof LuaString || value.type() == LuaValue.TNUMBER) {
      return lua.text(value);
    }
    throw failure("attempt to concatenate a " + lua.typeName(value) + " value");
  }

  private static boolean isEqual(LuaValue left, LuaValue right) {
    return left instanceof JavaObject one
        && right instanceof JavaObject other
        && (one.m_instance == other.m_instance
            || (!one.type.face().isOpaque() && one.m_instance.equals(other.m_instance)));
  }

  private int compare(LuaValue left, LuaValue right) {
    if (left instanceof JavaObject object) {
      return compare(object, right, left, right);
    }
    return -compare(self(right), left, left, right);
  }

  @SuppressWarnings("unchecked")
  private int compare(JavaObject object, LuaValue other, LuaValue left, LuaValue right) {
    if (object.m_instance instanceof Comparable<?> comparable && !object.type.face().isOpaque()) {
      @Nullable Object value = comparand(object, other);
      if (value != null) {
        return ((Comparable<Object>) comparable).compareTo(value);
      }
    }
    String one = lua.typeName(left);
    String two = lua.typeName(right);
    throw failure(
        one.equals(two)
            ? "attempt to compare two " + one + " values"
            : "attempt to compare " + one + " with " + two);
  }

  private @Nullable Object comparand(JavaObject object, LuaValue other) {
    if (other instanceof JavaObject same) {
      return same.m_instance;
    }
    Converter converter = JavaClass.of(object.m_instance.getClass()).converter();
    return converter.cost(bridge, other) < Converter.NO ? converter.convert(bridge, other) : null;
  }
}
