package io.github.luasearchers.engine;

import java.util.Optional;
import java.util.OptionalInt;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a script, with all that Lua knows about it.
 *
 * <p>The cause is the Java exception that an object of the host has thrown, if that was how it came
 * about. Of a script that was stopped it is an {@code InterruptedException}, and then the thread's
 * flag is still set, or a {@code TimeoutException}, after which it is not.
 *
 * <p>Its methods never wait and never fail, whatever has become of the engine. Serialized, it loses
 * its {@linkplain #getValue value}.
 *
 * @since 0.1.0
 */
public final class LuaScriptException extends ScriptException {

  private static final long serialVersionUID = 1;

  private static final String SEPARATOR = "\n";

  private final transient @Nullable Object value;
  private final String luaTraceback;
  private final String requiredFrom;
  private final @Nullable String limit;
  private final int exitStatus;
  private final boolean exit;

  LuaScriptException(Failure failure) {
    super(failure.message(), failure.file(), failure.line());
    value = failure.value();
    luaTraceback = failure.traceback();
    requiredFrom = failure.requiredFrom();
    limit = failure.limit();
    exit = failure.exitStatus().isPresent();
    exitStatus = failure.exitStatus().orElse(0);
    if (failure.cause() != null) {
      initCause(failure.cause());
    }
  }

  /**
   * Returns the error's value as Java sees it: a {@code String} as a rule; what {@code error{code =
   * 7}} was given, as a {@code Map}.
   */
  public @Nullable Object getValue() {
    return value;
  }

  /** Returns where in Lua the script was, one line for each function; empty if it had not begun. */
  public String getLuaTraceback() {
    return luaTraceback;
  }

  /**
   * Returns what an operator wants to know beyond the message: who required the module that failed
   * to load, and the Lua traceback. May be empty.
   */
  public String getDetail() {
    if (requiredFrom.isEmpty() || luaTraceback.isEmpty()) {
      return requiredFrom + luaTraceback;
    }
    return requiredFrom + SEPARATOR + luaTraceback;
  }

  /** Returns the status that the script has given to {@code os.exit}, if this is how it ended. */
  public OptionalInt getExitStatus() {
    return exit ? OptionalInt.of(exitStatus) : OptionalInt.empty();
  }

  /**
   * Returns the setting whose bound the script has come to, such as {@link Settings#LIMITS_TIME},
   * if this is how it ended.
   */
  public Optional<String> getLimit() {
    return Optional.ofNullable(limit);
  }

  /**
   * Returns the exception's text and, on lines of their own, its {@linkplain #getDetail detail}.
   */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // A traceback is for stack traces, not for users.
  public String toString() {
    String detail = getDetail();
    return detail.isEmpty() ? super.toString() : super.toString() + SEPARATOR + detail;
  }
}
