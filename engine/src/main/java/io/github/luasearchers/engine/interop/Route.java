package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.ScriptStopped;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The way to an overload that is called often, for up to three arguments of certain classes. It is
 * what the general way has been found to do for them, and does the same.
 *
 * <p>All fields are final, so that a thread that gets this through a data race sees it completely.
 */
final class Route {

  /** The most arguments that have a route. */
  static final int MOST_ARGUMENTS = 3;

  final @Nullable Route next;

  private final MethodHandle handle;
  private final int count;
  private final @Nullable Slot first;
  private final @Nullable Slot second;
  private final @Nullable Slot third;

  Route(MethodHandle handle, Slot[] slots, @Nullable Route next) {
    this.handle = handle;
    this.next = next;
    this.count = slots.length;
    this.first = count > 0 ? slots[0] : null;
    this.second = count > 1 ? slots[1] : null;
    this.third = count > 2 ? slots[2] : null;
  }

  /** Tells whether these are arguments of the classes that the route is for. */
  boolean takes(JavaBridge bridge, LuaValue a, LuaValue b, LuaValue c) {
    return (first == null || first.takes(bridge, a))
        && (second == null || second.takes(bridge, b))
        && (third == null || third.takes(bridge, c));
  }

  /**
   * Calls the overload.
   *
   * @param name the method's name, for messages
   */
  Varargs call(
      JavaBridge bridge, String name, @Nullable Object self, LuaValue a, LuaValue b, LuaValue c) {
    @Nullable Object x;
    @Nullable Object y;
    @Nullable Object z;
    try {
      x = first == null ? null : first.convert(bridge, a);
      y = second == null ? null : second.convert(bridge, b);
      z = third == null ? null : third.convert(bridge, c);
    } catch (ClassCastException e) {
      throw MethodGroup.badArgument(bridge, name, e);
    }
    @Nullable Object result;
    if (bridge.lends()) {
      result = callLending(bridge, self, x, y, z);
    } else {
      try {
        result = call(self, x, y, z);
      } catch (Throwable e) {
        throw bridge.failure(e);
      }
    }
    return MethodGroup.results(bridge, result);
  }

  private @Nullable Object call(
      @Nullable Object self, @Nullable Object x, @Nullable Object y, @Nullable Object z)
      throws Throwable {
    return switch (count) {
      case 0 -> handle.invokeExact(self);
      case 1 -> handle.invokeExact(self, x);
      case 2 -> handle.invokeExact(self, x, y);
      default -> handle.invokeExact(self, x, y, z);
    };
  }

  /** Calls while other threads may call back what scripts have handed to Java. */
  private @Nullable Object callLending(
      JavaBridge bridge,
      @Nullable Object self,
      @Nullable Object x,
      @Nullable Object y,
      @Nullable Object z) {
    Throwable thrown;
    boolean lent = bridge.leave();
    try {
      return call(self, x, y, z);
    } catch (Throwable e) {
      // The exception has cleared the interrupt flag, which a callback must see.
      ScriptStopped.isInterruption(e);
      thrown = e;
    } finally {
      bridge.comeBack(lent);
    }
    throw bridge.failure(thrown);
  }

  /** What is known of one argument. */
  static final class Slot {

    private final Class<?> kind;
    private final Converter converter;
    private final boolean exact;
    private final boolean decided;

    /**
     * Describes an argument.
     *
     * @param exact whether the handle takes the Lua value itself
     */
    Slot(Converter converter, LuaValue argument, boolean exact) {
      this.kind = kind(argument);
      this.converter = converter;
      this.exact = exact;
      this.decided = converter.isDecidedByClass(argument);
    }

    /**
     * Returns the class that decides: of a Java object its own, unless that is one that might be
     * unloaded but for this.
     */
    private static Class<?> kind(LuaValue argument) {
      return isJdks(argument) ? ((JavaObject) argument).m_instance.getClass() : argument.getClass();
    }

    static boolean isJdks(LuaValue argument) {
      return argument instanceof JavaObject object
          && object.m_instance.getClass().getClassLoader() == null;
    }

    boolean takes(JavaBridge bridge, LuaValue argument) {
      boolean alike =
          argument.getClass() == kind
              || (argument instanceof JavaObject object && object.m_instance.getClass() == kind);
      return alike && (decided || converter.cost(bridge, argument) < Converter.NO);
    }

    @Nullable Object convert(JavaBridge bridge, LuaValue argument) {
      return exact ? argument : converter.convert(bridge, argument);
    }
  }
}
