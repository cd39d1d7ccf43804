package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.LuaCallable;
import org.jspecify.annotations.Nullable;

/**
 * How a call from Java enters Lua: through an interface that a Lua function implements, or through
 * a {@link LuaCallable}. An engine puts its own in to set up what the code it calls may expect.
 */
public interface Caller {

  /** Calls back, when no other thread runs Lua. */
  @Nullable Object call(Callback callback);

  /** Tells whether the calling thread may call now. */
  default boolean admits() {
    return true;
  }

  /**
   * Waits until no other thread runs Lua or looks at what is Lua's. Lua that one thread has to
   * itself needs none of this.
   *
   * @throws IllegalStateException if the thread is interrupted while it waits
   */
  default void enter() {}

  /** Undoes one {@link #enter}. */
  default void exit() {}

  /** Returns how what is handed to Java now is called back. */
  default Caller lend() {
    return this;
  }

  /** Lets others call back while Java runs that a script has called. */
  default void leave() {}

  /** Undoes one {@link #leave}, once they have ended. */
  default void comeBack() {}
}
