package io.github.luasearchers.engine.interop;

import org.jspecify.annotations.Nullable;

/**
 * A Lua function as Java sees it. Two of these are equal if they are the same function, and given
 * back to Lua each is that function again.
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

  /** Returns an object whose interface's methods all call this function. */
  <T> T as(Class<T> type);
}
