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
 *
 * <p>Any thread may call it. A call waits until no other thread uses the engine, unless the script
 * that handed the function out waits in Java itself: then it is called on behalf of that script,
 * within its limits. In a sandbox without {@code lua.java.callbacks} a function that a script has
 * handed to a Java method is called only while that script runs, in its thread.
 *
 * @since 0.1.0
 */
public interface LuaCallable {

  /**
   * Calls the function.
   *
   * @return null if the function returned nothing, its result if it returned one, and an {@code
   *     Object[]} of several
   * @throws org.luaj.vm2.LuaError if the function fails, is stopped by a limit, may not be called
   *     here, or the engine is closed; its cause is the Java exception that started it, if one did
   * @throws IllegalStateException if the thread is interrupted while it waits; the cause is an
   *     {@code InterruptedException}, and the thread's flag stays set
   */
  @Nullable Object call(@Nullable Object... args);

  /**
   * Returns an object whose interface's methods all call this function. They return its first
   * result, as what the method returns; a {@code ClassCastException} says if it is none. A Java
   * exception that the function ran into is thrown if the method declares it. This method never
   * waits; those of the object wait and fail as {@link #call} does.
   *
   * @throws IllegalArgumentException if the type is no interface
   * @throws NullPointerException if the type is null
   * @throws ClassCastException if a sandbox keeps the interface from its scripts
   */
  <T> T as(Class<T> type);
}
