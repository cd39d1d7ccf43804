package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.Integers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;

/**
 * Makes handles of members that are used often. Other than reflection, they take and give primitive
 * values without objects of Java's in between. The first ones of a JVM take as long as many
 * thousands of reflective calls.
 *
 * <p>A handle is only made of what any class may use, or what has been made accessible: then it
 * does not matter who calls, as it does for some methods of the JDK's.
 */
final class Handles {

  /** The number of uses from which a member gets a handle. */
  static final int HOT = 10_000;

  private static final boolean NATIVE_IMAGE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  private static final MethodHandles.Lookup PUBLIC = MethodHandles.publicLookup();

  /** Converts numbers and booleans to the primitive types that they fit. */
  private static final Map<Class<?>, MethodHandle> ARGUMENTS =
      Map.of(
          int.class, own("toInt", int.class, Object.class),
          long.class, own("toLong", long.class, Object.class),
          double.class, own("toDouble", double.class, Object.class),
          float.class, own("toFloat", float.class, Object.class),
          boolean.class, own("toBoolean", boolean.class, Object.class));

  /** Converts primitive values to Lua. */
  private static final Map<Class<?>, MethodHandle> RESULTS =
      Map.of(
          void.class, own("nothing", LuaValue.class),
          int.class, own("ofInt", LuaValue.class, int.class),
          short.class, own("ofInt", LuaValue.class, int.class),
          byte.class, own("ofInt", LuaValue.class, int.class),
          long.class, own("ofLong", LuaValue.class, long.class),
          double.class, own("ofDouble", LuaValue.class, double.class),
          float.class, own("ofDouble", LuaValue.class, double.class),
          boolean.class, own("ofBoolean", LuaValue.class, boolean.class));

  private Handles() {}

  /** Tells whether a value is converted to a primitive type without a question. */
  static boolean isExact(Class<?> type, LuaValue value) {
    if (type == int.class) {
      return value instanceof LuaInteger;
    }
    if (type == long.class) {
      return Integers.isInteger(value);
    }
    return type == double.class || type == float.class
        ? value instanceof LuaNumber
        : type == boolean.class && value.isboolean();
  }

  /**
   * Returns a method or constructor as a function of the object (of any, if there is none) and of
   * the arguments, all of them of type Object; null if that is not possible. What it returns is a
   * Lua value if the method's type is primitive.
   *
   * @param exact which arguments are Lua values that are {@link #isExact exactly} of the type; the
   *     others are converted already
   */
  static @Nullable MethodHandle of(Executable executable, boolean[] exact) {
    if (NATIVE_IMAGE) {
      return null;
    }
    MethodHandle handle;
    try {
      handle =
          executable instanceof Method method
              ? PUBLIC.unreflect(method).asFixedArity()
              : PUBLIC.unreflectConstructor((Constructor<?>) executable).asFixedArity();
    } catch (IllegalAccessException e) {
      return null;
    }
    boolean onObject =
        executable instanceof Method && !Modifier.isStatic(executable.getModifiers());
    if (!onObject) {
      handle = MethodHandles.dropArguments(handle, 0, Object.class);
    }
    for (int i = 0; i < exact.length; i++) {
      if (exact[i]) {
        MethodHandle filter = ARGUMENTS.get(handle.type().parameterType(i + 1));
        handle = MethodHandles.filterArguments(handle, i + 1, filter);
      }
    }
    return withResult(handle).asType(MethodType.genericMethodType(exact.length + 1));
  }

  private static MethodHandle withResult(MethodHandle handle) {
    Class<?> type = handle.type().returnType();
    @Nullable MethodHandle filter = RESULTS.get(type);
    if (filter == null) {
      return handle;
    }
    return type == void.class
        ? MethodHandles.filterReturnValue(handle, filter)
        : MethodHandles.filterReturnValue(
            handle.asType(handle.type().changeReturnType(filter.type().parameterType(0))), filter);
  }

  /** Returns what reads a field: a Lua value if its type is primitive. Null if not possible. */
  static @Nullable MethodHandle getter(Field field) {
    if (NATIVE_IMAGE || field.getType() == char.class) {
      return null;
    }
    try {
      MethodHandle handle = onObject(field, PUBLIC.unreflectGetter(field));
      return withResult(handle).asType(MethodType.genericMethodType(1));
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  /** Returns what assigns a field, as {@link #of} does. Null if not possible. */
  static @Nullable MethodHandle setter(Field field) {
    @Nullable MethodHandle filter = ARGUMENTS.get(field.getType());
    if (NATIVE_IMAGE || (filter == null && field.getType().isPrimitive())) {
      return null;
    }
    try {
      MethodHandle handle = onObject(field, PUBLIC.unreflectSetter(field));
      MethodHandle filtered =
          filter == null ? handle : MethodHandles.filterArguments(handle, 1, filter);
      return filtered.asType(MethodType.methodType(void.class, Object.class, Object.class));
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private static MethodHandle onObject(Field field, MethodHandle handle) {
    return Modifier.isStatic(field.getModifiers())
        ? MethodHandles.dropArguments(handle, 0, Object.class)
        : handle;
  }

  private static MethodHandle own(String name, Class<?> result, Class<?>... arguments) {
    try {
      return MethodHandles.lookup()
          .findStatic(Filters.class, name, MethodType.methodType(result, arguments));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
