package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.LuaCallable;
import io.github.luasearchers.engine.sandbox.JavaAccess;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds functional interfaces: those with one method to implement. */
final class Functional {

  /** Interfaces with one method that are not meant as functions. */
  private static final Set<String> NO_FUNCTIONS =
      Set.of(
          "java.lang.Comparable",
          "java.lang.Iterable",
          "java.lang.AutoCloseable",
          "java.lang.Readable",
          "java.io.Closeable",
          "java.io.Flushable");

  private Functional() {}

  /** Returns the methods that a call of an object calls, or null if it cannot be called. */
  static @Nullable MethodGroup methodOf(Class<?> type, @Nullable JavaAccess access) {
    if (LuaCallable.class.isAssignableFrom(type)) {
      return Methods.ofObjects(LuaCallable.class, access).get("call");
    }
    Set<String> names = new LinkedHashSet<>();
    addNames(type, names);
    return names.size() == 1 ? Methods.ofObjects(type, access).get(names.iterator().next()) : null;
  }

  private static void addNames(Class<?> type, Set<String> names) {
    @Nullable Method method = type.isInterface() ? methodOfInterface(type) : null;
    if (method != null && !NO_FUNCTIONS.contains(type.getName())) {
      names.add(method.getName());
    }
    for (Class<?> each : type.getInterfaces()) {
      addNames(each, names);
    }
    if (type.getSuperclass() != null) {
      addNames(type.getSuperclass(), names);
    }
  }

  /** Returns the one method that an interface leaves to be implemented, or null. */
  static @Nullable Method methodOfInterface(Class<?> type) {
    @Nullable Method only = null;
    for (Method method : type.getMethods()) {
      if (isToImplement(method)) {
        if (only != null && !isSame(only, method)) {
          return null;
        }
        only = method;
      }
    }
    return only;
  }

  /** Tells whether a class is an interface that leaves anything to be implemented. */
  static boolean isImplementable(Class<?> type) {
    if (type.isInterface() && !type.isAnnotation() && !type.isSealed()) {
      for (Method method : type.getMethods()) {
        if (isToImplement(method)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells whether one of the types is a functional interface whose method returns something. */
  static boolean yields(Class<?>[] types) {
    for (Class<?> type : types) {
      @Nullable Method method = type.isInterface() ? methodOfInterface(type) : null;
      if (method != null && method.getReturnType() != void.class) {
        return true;
      }
    }
    return false;
  }

  private static boolean isToImplement(Method method) {
    return Modifier.isAbstract(method.getModifiers()) && !isObjects(method);
  }

  private static boolean isObjects(Method method) {
    int parameters = method.getParameterCount();
    return switch (method.getName()) {
      case "equals" -> parameters == 1 && method.getParameterTypes()[0] == Object.class;
      case "hashCode", "toString" -> parameters == 0;
      default -> false;
    };
  }

  private static boolean isSame(Method one, Method other) {
    return one.getName().equals(other.getName())
        && one.getParameterCount() == other.getParameterCount();
  }
}
