package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.ScriptStopped;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * One method or constructor. With variable arguments it is two overloads: one that takes the array,
 * and one that takes its elements.
 */
final class Overload {

  private static final int SPREAD_COST = 1000;

  private final Executable executable;
  private final Class<?>[] parameters;
  private final Converter[] converters;

  /** Whether the arguments from the last parameter on are the elements of its array. */
  private final boolean spread;

  private Overload(Executable executable, boolean spread) {
    this.executable = executable;
    this.spread = spread;
    this.parameters = executable.getParameterTypes();
    int count = parameters.length;
    if (spread) {
      parameters[count - 1] = parameters[count - 1].getComponentType();
    }
    this.converters = new Converter[count];
    for (int i = 0; i < count; i++) {
      converters[i] = JavaClass.of(parameters[i]).converter();
    }
    if (!spread && executable.isVarArgs()) {
      converters[count - 1] = new WholeArrayConverter(converters[count - 1], parameters[count - 1]);
    }
  }

  static void addTo(List<Overload> overloads, Executable executable) {
    overloads.add(new Overload(executable, false));
    if (executable.isVarArgs()) {
      overloads.add(new Overload(executable, true));
    }
  }

  boolean takes(int count) {
    return spread ? count >= parameters.length - 1 : count == parameters.length;
  }

  /**
   * Returns how far the arguments are from the parameters, {@link Converter#NO} if they do not fit.
   */
  int cost(JavaBridge bridge, Varargs args, int first) {
    int cost = spread ? SPREAD_COST : 0;
    for (int i = 0, n = args.narg() - first + 1; i < n; i++) {
      int one = converter(i).cost(bridge, args.arg(first + i));
      if (one >= Converter.NO) {
        return Converter.NO;
      }
      cost += one;
    }
    return cost;
  }

  /** Tells whether an argument fits the only parameter. */
  boolean fits(JavaBridge bridge, LuaValue arg) {
    return converters[0].cost(bridge, arg) < Converter.NO;
  }

  /** Tells whether arguments of the same classes fit just as these do. */
  boolean isDecidedByClass(LuaValue[] args) {
    for (int i = 0; i < args.length; i++) {
      if (!converter(i).isDecidedByClass(args[i])) {
        return false;
      }
    }
    return true;
  }

  /** Returns a route for arguments like these, which fit; null if there can be none. */
  @Nullable Route route(LuaValue[] args, @Nullable Route next) {
    Route.Slot[] slots = new Route.Slot[args.length];
    boolean[] exact = new boolean[args.length];
    for (int i = 0; i < args.length; i++) {
      exact[i] = Handles.isExact(parameters[i], args[i]);
      slots[i] = new Route.Slot(converters[i], args[i], exact[i]);
    }
    @Nullable MethodHandle handle = Handles.of(executable, exact);
    return handle == null ? null : new Route(handle, slots, next);
  }

  boolean isSpread() {
    return spread;
  }

  private Converter converter(int argument) {
    return converters[Math.min(argument, converters.length - 1)];
  }

  /** Calls the method with arguments that {@link #convert} has returned. */
  @Nullable Object invoke(JavaBridge bridge, @Nullable Object self, Object[] values) {
    try {
      return bridge.lends() ? invokeLending(bridge, self, values) : invoke(self, values);
    } catch (InvocationTargetException e) {
      throw bridge.failure(e.getTargetException());
    } catch (IllegalAccessException | InstantiationException e) {
      throw bridge.failure(e);
    }
  }

  private @Nullable Object invoke(@Nullable Object self, Object[] values)
      throws InvocationTargetException, IllegalAccessException, InstantiationException {
    return executable instanceof Method method
        ? method.invoke(self, values)
        : ((Constructor<?>) executable).newInstance(values);
  }

  /** Calls the method while other threads may call back what scripts have handed to Java. */
  private @Nullable Object invokeLending(JavaBridge bridge, @Nullable Object self, Object[] values)
      throws InvocationTargetException, IllegalAccessException, InstantiationException {
    boolean lent = bridge.leave();
    try {
      return invoke(self, values);
    } catch (InvocationTargetException e) {
      // The exception has cleared the interrupt flag, which a callback must see.
      ScriptStopped.isInterruption(e.getTargetException());
      throw e;
    } finally {
      bridge.comeBack(lent);
    }
  }

  /**
   * Converts Lua's arguments to Java's.
   *
   * @throws ClassCastException if an argument turns out not to fit its parameter
   */
  Object[] convert(JavaBridge bridge, Varargs args, int first) {
    Object[] values = new Object[parameters.length];
    int fixed = spread ? values.length - 1 : values.length;
    for (int i = 0; i < fixed; i++) {
      values[i] = converters[i].convert(bridge, args.arg(first + i));
    }
    if (spread) {
      int rest = args.narg() - first + 1 - fixed;
      Object array = Array.newInstance(parameters[fixed], rest);
      for (int i = 0; i < rest; i++) {
        Array.set(array, i, converters[fixed].convert(bridge, args.arg(first + fixed + i)));
      }
      values[fixed] = array;
    }
    return values;
  }

  /** Converts the only argument, as the general method does. */
  Object[] convert(JavaBridge bridge, LuaValue arg) {
    Object[] values = new Object[1];
    values[0] = converters[0].convert(bridge, arg);
    return values;
  }

  /** Tells whether Java would prefer this overload to another that takes the same arguments. */
  boolean isBetterThan(Overload other) {
    boolean narrower = isNarrowerThan(other);
    if (narrower != other.isNarrowerThan(this)) {
      return narrower;
    }
    if (returnsNothing() != other.returnsNothing()) {
      return other.returnsNothing();
    }
    boolean yields = Functional.yields(parameters);
    if (yields != Functional.yields(other.parameters)) {
      return yields;
    }
    return toString().compareTo(other.toString()) < 0;
  }

  private boolean isNarrowerThan(Overload other) {
    int shared = Math.min(parameters.length, other.parameters.length);
    for (int i = 0; i < shared; i++) {
      if (!other.parameters[i].isAssignableFrom(parameters[i])) {
        return false;
      }
    }
    return parameters.length >= other.parameters.length;
  }

  boolean isGetter() {
    return parameters.length == 0
        && !returnsNothing()
        && !Modifier.isStatic(executable.getModifiers());
  }

  boolean isSetter() {
    return parameters.length == 1;
  }

  private boolean returnsNothing() {
    return executable instanceof Method method && method.getReturnType() == void.class;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        executable instanceof Method
            ? executable.getName()
            : executable.getDeclaringClass().getSimpleName());
    text.append('(');
    for (int i = 0; i < parameters.length; i++) {
      text.append(i == 0 ? "" : ", ").append(parameters[i].getSimpleName());
    }
    return text.append(spread ? "...)" : ")").toString();
  }

  /**
   * Takes the array of variable arguments as one argument. A nil is an element instead, and so is a
   * table if an element can be one.
   */
  private static final class WholeArrayConverter extends Converter {

    private final Converter array;
    private final boolean ofObjects;

    WholeArrayConverter(Converter array, Class<?> type) {
      super(type);
      this.array = array;
      this.ofObjects = type.getComponentType().isAssignableFrom(TableMap.class);
    }

    @Override
    int cost(JavaBridge bridge, LuaValue value) {
      return value.isnil() || (ofObjects && value.istable()) ? NO : array.cost(bridge, value);
    }

    @Override
    boolean isDecidedByClass(LuaValue value) {
      return array.isDecidedByClass(value);
    }

    @Override
    @Nullable Object convert(JavaBridge bridge, LuaValue value) {
      return array.convert(bridge, value);
    }
  }
}
