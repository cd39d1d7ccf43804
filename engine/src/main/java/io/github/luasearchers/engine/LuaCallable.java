package io.github.luasearchers.engine;

import org.jspecify.annotations.Nullable;

/**
 * A Lua function as Java sees it. Two of these are equal if they are the same function, and given
 * back to Lua each is that function again.
 *
 * <p>The object that Lua hands out is also each of the functional interfaces of {@code
 * java.util.function}, a {@code Runnable}, a {@code Callable} and a {@code Comparator}, so that it
 * serves where only Java's compiler knew the type: in a {@code Map<String, Function>}, say. As such
 * it is called as {@link #as} describes. For other interfaces ask {@link #as}.
 */
public interface LuaCallable {

  /**
   * Calls the function.
   *
   * @return null if the function returned nothing, its result if it returned one, and an {@code
   *     Object[]} of several
   * @throws org.luaj.vm2.LuaError if the function fails; its cause is the Java exception that
   *     started it, if one did
   */
  @Nullable Object call(@Nullable Object... args);

  /**
   * Returns an object whose interface's methods all call this function. They return its first
   * result, as what the method returns; a {@code ClassCastException} says if it is none. A Java
   * exception that the function ran into is thrown if the method declares it.
   */
  <T> T as(Class<T> type);
}
