package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * The calls in progress, from the innermost outwards: those of the running coroutine, then those of
 * the one that resumed it. It is to be used at once, before anything else runs.
 */
public final class Callers {

  private @Nullable Coroutine thread;
  private CallInfo ci;

  Callers(Coroutine running) {
    this.thread = running;
    this.ci = running.ci;
  }

  /** Goes to the next call outwards; the running one is left out. */
  public boolean next() {
    @Nullable Coroutine now = thread;
    while (now != null) {
      if (!ci.isFirst() && !ci.previous.isFirst()) {
        ci = ci.previous;
        return true;
      }
      now = now.resumer;
      thread = now;
      if (now != null && !now.ci.isFirst()) {
        ci = now.ci;
        return true;
      }
    }
    return false;
  }

  /** Returns the chunk name of the function if it is one of Lua's, else null. */
  public @Nullable LuaString source() {
    return thread != null && ci.isLua() ? DebugInfo.prototype(thread, ci).source : null;
  }

  /** Returns how the function goes on if it is a builtin that waits for what it has called. */
  public @Nullable Continuation waiting() {
    return (ci.status & CallInfo.LUA) == 0 ? ci.then : null;
  }
}
