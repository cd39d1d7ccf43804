package io.github.luasearchers.engine.value;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Stops a script from outside. Neither {@code pcall} nor anything else that a script can do catches
 * it.
 */
public final class ScriptStopped extends Error {

  private static final long serialVersionUID = 2L;

  private final @Nullable String limit;

  /** The script's traceback. */
  public transient @Nullable LuaString stack;

  /**
   * Creates an instance.
   *
   * @param limit the setting whose limit was reached, null if none was
   * @param cause the reason as a Java exception
   */
  public ScriptStopped(String reason, @Nullable String limit, @Nullable Throwable cause) {
    super("the script was stopped: " + reason, cause);
    this.limit = limit;
  }

  /** Returns the error that stops a script whose thread was interrupted. */
  public static ScriptStopped interrupted() {
    String reason = "its thread was interrupted";
    return new ScriptStopped(reason, null, new InterruptedException(reason));
  }

  /**
   * Tells whether Java code that a script has called was interrupted. Code that throws such an
   * exception has cleared the thread's interrupt flag. The flag is set again, since it is the
   * host's, and a script must not swallow it. The cause of a {@link ScriptStopped} does not count:
   * it concerns the thread in which the script was stopped.
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

  /** Returns the setting whose limit was reached, if one was. */
  public Optional<String> limit() {
    return Optional.ofNullable(limit);
  }

  /** Returns the script's traceback, empty if it is not known. */
  public String traceback() {
    return stack == null ? "" : LuaText.toJava(stack);
  }
}
