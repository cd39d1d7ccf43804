package io.github.luasearchers.engine.value;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Ends a script from outside. No {@code pcall} catches it, nor does anything else that a script can
 * do.
 */
public final class ScriptStopped extends Error {

  private static final long serialVersionUID = 2L;

  private final @Nullable String limit;

  /** Where the script was. */
  public transient @Nullable LuaString stack;

  /**
   * Makes one.
   *
   * @param limit the setting whose bound was reached, null if it was none
   * @param cause what Java knows the reason by
   */
  public ScriptStopped(String reason, @Nullable String limit, @Nullable Throwable cause) {
    super("the script was stopped: " + reason, cause);
    this.limit = limit;
  }

  /** Returns what stops a script whose thread was interrupted. */
  public static ScriptStopped interrupted() {
    String reason = "its thread was interrupted";
    return new ScriptStopped(reason, null, new InterruptedException(reason));
  }

  /**
   * Tells whether Java that a script has called was interrupted. Whoever throws such an exception
   * has taken the thread's flag away; it is set again, as it is the host's, and not for a script to
   * swallow. What has stopped a script tells of the thread in which that was.
   */
  public static boolean isInterruption(Throwable thrown) {
    Throwable each = thrown;
    for (; each != null && !(each instanceof ScriptStopped); each = each.getCause()) {
      if (each instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
    return false;
  }

  /** Returns the setting whose bound was reached, if it was one. */
  public Optional<String> limit() {
    return Optional.ofNullable(limit);
  }

  /** Returns where in Lua the script was, the empty text if that isn't known. */
  public String traceback() {
    return stack == null ? "" : LuaText.toJava(stack);
  }
}
