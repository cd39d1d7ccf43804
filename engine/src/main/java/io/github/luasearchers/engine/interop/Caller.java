package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.LuaCallable;
import org.jspecify.annotations.Nullable;

/**
 * How a call from Java enters Lua: through an interface that a Lua function implements, or through
 * a {@link LuaCallable}. An engine provides one that sets up what the called code may expect.
 */
public interface Caller {

  /** Calls back when no other thread runs Lua. */
  @Nullable Object call(Callback callback);

  /** Tells whether the calling thread may call now. */
  default boolean admits() {
    return true;
  }

  /**
   * Waits until no other thread runs Lua or uses Lua values. Lua that is used by a single thread
   * needs none of this.
   *
   * @throws IllegalStateException if the thread is interrupted while it waits
   */
  default void enter() {}

  /** Undoes one {@link #enter}. */
  default void exit() {}

  /** Returns the caller for what is handed to Java now. */
  default Caller lend() {
    return this;
  }

  /** Lets other threads call back while Java code runs that a script has called. */
  default void leave() {}

  /** Undoes one {@link #leave}, once the callbacks have ended. */
  default void comeBack() {}
}
