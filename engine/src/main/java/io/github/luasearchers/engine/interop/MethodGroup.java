package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.Integers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** All methods of one name that a class has, or all its constructors. */
final class MethodGroup {

  private static final int CACHED_COUNTS = 6;

  /** The most arguments that a message lists. No method takes more than 255. */
  private static final int MOST_SHOWN = 30;

  private static final Object[] NO_VALUES = {};

  private final Class<?> owner;
  private final String name;
  private final Overload[] overloads;
  private final @Nullable Candidates[] byCount = new Candidates[CACHED_COUNTS];

  MethodGroup(Class<?> owner, String name, List<Overload> overloads) {
    this.owner = owner;
    this.name = name;
    this.overloads = overloads.toArray(new Overload[0]);
  }

  Class<?> owner() {
    return owner;
  }

  String name() {
    return name;
  }

  boolean isGetter() {
    for (Overload overload : taking(0)) {
      if (overload.isGetter()) {
        return true;
      }
    }
    return false;
  }

  boolean isSetter() {
    for (Overload overload : taking(1)) {
      if (overload.isSetter()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Calls the overload that fits the arguments best.
   *
   * @param self the object to call it on, ignored for static methods
   * @param first the number of the first argument
   */
  Varargs invoke(JavaBridge bridge, @Nullable Object self, Varargs args, int first) {
    return switch (args.narg() - first + 1) {
      case 0 -> invoke(bridge, self);
      case 1 -> invoke(bridge, self, args.arg(first));
      case 2 -> invoke(bridge, self, args.arg(first), args.arg(first + 1));
      case 3 -> {
        LuaValue a = args.arg(first);
        LuaValue b = args.arg(first + 1);
        LuaValue c = args.arg(first + 2);
        @Nullable Route route = candidates(3).route(bridge, a, b, c);
        yield route == null
            ? invokeAny(bridge, self, args, first)
            : route.call(bridge, name, self, a, b, c);
      }
      default -> invokeAny(bridge, self, args, first);
    };
  }

  private Varargs invokeAny(JavaBridge bridge, @Nullable Object self, Varargs args, int first) {
    Overload[] candidates = taking(Math.max(0, args.narg() - first + 1));
    @Nullable Overload chosen = Candidates.best(candidates, bridge, args, first);
    if (chosen == null) {
      throw bridge.failure(noneTakes(bridge, args, first));
    }
    Object[] values;
    try {
      values = chosen.convert(bridge, args, first);
    } catch (ClassCastException e) {
      throw badArgument(bridge, name, e);
    }
    return results(bridge, chosen.invoke(bridge, self, values));
  }

  /** Calls without arguments. */
  Varargs invoke(JavaBridge bridge, @Nullable Object self) {
    Candidates candidates = candidates(0);
    @Nullable Route route = candidates.route(bridge, LuaValue.NIL, LuaValue.NIL, LuaValue.NIL);
    if (route != null) {
      return route.call(bridge, name, self, LuaValue.NIL, LuaValue.NIL, LuaValue.NIL);
    }
    @Nullable Overload only = candidates.only();
    return only == null
        ? invokeAny(bridge, self, LuaValue.NONE, 1)
        : results(bridge, only.invoke(bridge, self, NO_VALUES));
  }

  /** Calls with one argument. */
  Varargs invoke(JavaBridge bridge, @Nullable Object self, LuaValue arg) {
    Candidates candidates = candidates(1);
    @Nullable Route route = candidates.route(bridge, arg, LuaValue.NIL, LuaValue.NIL);
    if (route != null) {
      return route.call(bridge, name, self, arg, LuaValue.NIL, LuaValue.NIL);
    }
    @Nullable Overload only = candidates.only();
    if (only == null || !only.fits(bridge, arg)) {
      return invokeAny(bridge, self, arg, 1);
    }
    Object[] values;
    try {
      values = only.convert(bridge, arg);
    } catch (ClassCastException e) {
      throw badArgument(bridge, name, e);
    }
    return results(bridge, only.invoke(bridge, self, values));
  }

  /** Calls with two arguments. */
  Varargs invoke(JavaBridge bridge, @Nullable Object self, LuaValue a, LuaValue b) {
    @Nullable Route route = candidates(2).route(bridge, a, b, LuaValue.NIL);
    return route == null
        ? invokeAny(bridge, self, LuaValue.varargsOf(a, b), 1)
        : route.call(bridge, name, self, a, b, LuaValue.NIL);
  }

  static LuaError badArgument(JavaBridge bridge, String name, ClassCastException e) {
    return bridge.failure("bad argument to '" + name + "': " + e.getMessage());
  }

  static Varargs results(JavaBridge bridge, @Nullable Object result) {
    bridge.lua().afterJava();
    return result instanceof Varargs several ? several : bridge.toLua(result);
  }

  private Overload[] taking(int count) {
    return count >= CACHED_COUNTS ? find(count) : candidates(count).overloads();
  }

  private Candidates candidates(int count) {
    @Nullable Candidates known = byCount[count];
    if (known == null) {
      known = new Candidates(find(count), count);
      byCount[count] = known;
    }
    return known;
  }

  private Overload[] find(int count) {
    List<Overload> found = new ArrayList<>();
    for (Overload overload : overloads) {
      if (overload.takes(count)) {
        found.add(overload);
      }
    }
    return found.toArray(new Overload[0]);
  }

  private String noneTakes(JavaBridge bridge, Varargs args, int first) {
    StringBuilder text = new StringBuilder();
    text.append(name.equals("new") ? "no constructor of " : "no method '" + name + "' of ");
    text.append(owner.getTypeName()).append(" takes (");
    int last = Math.min(args.narg(), first + MOST_SHOWN - 1);
    for (int i = first; i <= last; i++) {
      text.append(i == first ? "" : ", ").append(shown(bridge, args.arg(i)));
    }
    text.append(last < args.narg() ? ", ..." : "");
    text.append("); candidates: ");
    for (int i = 0; i < overloads.length; i++) {
      text.append(i == 0 ? "" : ", ").append(overloads[i]);
    }
    return text.toString();
  }

  /**
   * Returns the name of an argument's type, by which overloads are chosen, and of a number the
   * value too: an integer may be too large for the parameter.
   */
  private static String shown(JavaBridge bridge, LuaValue arg) {
    if (arg.type() != LuaValue.TNUMBER) {
      return bridge.typeName(arg);
    }
    return numberType(bridge, arg) + " " + bridge.describe(arg);
  }

  private static String numberType(JavaBridge bridge, LuaValue number) {
    if (!bridge.lua().level().hasIntegers()) {
      return "number";
    }
    return Integers.isInteger(number) ? "integer" : "float";
  }
}
