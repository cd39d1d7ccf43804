package io.github.luasearchers.engine;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.ScriptExit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * What is known about a failure.
 *
 * @param message what went wrong, without the position if {@code file} has it
 * @param file the file of the script or module that failed, null if it has no name
 * @param line the line in it, -1 if unknown
 * @param value the error's value as Java sees it
 * @param traceback the Lua traceback, empty if there is none
 * @param requiredFrom what required the module that failed to load, empty if nothing did
 * @param exitStatus the status with which the script ended itself
 * @param limit the setting whose limit stopped the script, null if none did
 * @param cause the Java exception behind it
 */
record Failure(
    String message,
    @Nullable String file,
    int line,
    @Nullable Object value,
    String traceback,
    String requiredFrom,
    OptionalInt exitStatus,
    @Nullable String limit,
    @Nullable Throwable cause) {

  private static final String REQUIRED_FROM = "required from ";

  /**
   * Returns the exception that a host gets for what a script has thrown. Rethrows an {@code Error}
   * of the host's own as it is.
   *
   * @param file the script's name, null if it has none
   */
  static ScriptException of(LuaState state, Throwable thrown, @Nullable String file) {
    try {
      return new LuaScriptException(
          thrown instanceof LuaError error ? ofLua(state, error, file) : ofJava(thrown, file));
    } catch (ScriptStopped stopped) {
      // The error's __tostring metamethod was stopped.
      return new LuaScriptException(ofStopped(stopped, file));
    }
  }

  private static Failure ofJava(Throwable thrown, @Nullable String file) {
    if (thrown instanceof ScriptStopped stopped) {
      return ofStopped(stopped, file);
    }
    if (thrown instanceof ScriptExit exit) {
      OptionalInt status = OptionalInt.of(exit.status());
      String message = "the script has ended itself by " + exit.getMessage();
      return new Failure(message, file, -1, exit.status(), "", "", status, null, null);
    }
    String message = message(thrown);
    return new Failure(message, file, -1, message, "", "", OptionalInt.empty(), null, thrown);
  }

  private static Failure ofStopped(ScriptStopped stopped, @Nullable String file) {
    String message = text(stopped);
    String traceback = stopped.traceback();
    Position position = Position.of(message, file, traceback);
    return new Failure(
        position.message(),
        position.file(),
        position.line(),
        message,
        traceback,
        "",
        OptionalInt.empty(),
        stopped.limit().orElse(null),
        stopped.getCause());
  }

  private static String message(Throwable thrown) {
    if (thrown instanceof StackOverflowError) {
      return "stack overflow";
    }
    return thrown instanceof OutOfMemoryError ? "not enough memory" : text(thrown);
  }

  private static String text(Throwable thrown) {
    @Nullable String message = thrown.getMessage();
    return message == null ? thrown.toString() : message;
  }

  private static Failure ofLua(LuaState state, LuaError error, @Nullable String file) {
    @Nullable LuaValue thrown = error.getMessageObject();
    LuaValue value = thrown == null ? LuaValue.NIL : thrown;
    @Nullable Throwable cause = cause(error, value);
    if (cause instanceof ScriptStopped stopped) {
      return ofStopped(stopped, file);
    }
    // An exception that is only the value was thrown by a script, which may have created it.
    boolean scripts = error.getCause() == null;
    if (!scripts && cause instanceof Error hosts && !(cause instanceof VirtualMachineError)) {
      throw hosts;
    }
    String text = text(state, value, cause);
    String traceback = LuaRuntime.traceback(error).orElse("");
    Position position = Position.of(text, file, traceback);
    return new Failure(
        position.message(),
        position.file(),
        position.line(),
        state.bridge().toJava(value),
        traceback,
        requiredFrom(error),
        OptionalInt.empty(),
        null,
        cause);
  }

  /** Returns the Java exception that led to an error: its cause, its value, or a suppressed one. */
  private static @Nullable Throwable cause(LuaError error, LuaValue value) {
    @Nullable Throwable cause = error.getCause();
    while (cause instanceof LuaError) {
      cause = cause.getCause();
    }
    if (cause != null) {
      return cause;
    }
    if (value.isuserdata(Throwable.class)) {
      return (Throwable) value.touserdata();
    }
    for (Throwable each : asides(error)) {
      if (!isRequiredFrom(each)) {
        return each;
      }
    }
    return null;
  }

  /** Returns the suppressed exceptions of an error and of the errors that caused it. */
  private static List<Throwable> asides(LuaError error) {
    List<Throwable> asides = new ArrayList<>();
    for (Throwable each = error; each instanceof LuaError; each = each.getCause()) {
      Collections.addAll(asides, each.getSuppressed());
    }
    return asides;
  }

  private static String text(LuaState state, LuaValue value, @Nullable Throwable cause) {
    if (value instanceof LuaString text) {
      return LuaText.toJava(text);
    }
    if (value instanceof LuaNumber) {
      return LuaText.toJava(state.text(value));
    }
    if (value.isuserdata() && cause != null) {
      return text(cause);
    }
    return state.describe(value).orElse("(error object is a " + value.typename() + " value)");
  }

  private static String requiredFrom(LuaError error) {
    StringBuilder chain = new StringBuilder();
    for (Throwable each : asides(error)) {
      if (isRequiredFrom(each)) {
        chain.append(chain.length() == 0 ? "" : ", ").append(each.getMessage());
      }
    }
    return chain.toString();
  }

  private static boolean isRequiredFrom(Throwable aside) {
    @Nullable String message = aside.getMessage();
    return message != null && message.startsWith(REQUIRED_FROM);
  }
}
