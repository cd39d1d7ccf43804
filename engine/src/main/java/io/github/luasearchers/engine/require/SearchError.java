package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/**
 * A search or a load that failed, on its way to become a Lua error. Whether the message gets a
 * position depends on who called the searcher, which the thrower doesn't know.
 */
final class SearchError extends RuntimeException {

  private static final long serialVersionUID = 1;

  SearchError(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }

  /** Returns {@code checkload}'s error. */
  static SearchError ofLoad(
      String moduleName, String file, String problem, @Nullable Throwable cause) {
    return new SearchError(
        "error loading module '"
            + LuaText.excerpt(moduleName)
            + "' from file '"
            + LuaText.excerpt(file)
            + "':\n\t"
            + problem,
        cause instanceof LuaError ? null : cause);
  }

  /** Returns the message of an exception, or its class where it has none. */
  static String reason(Exception e) {
    @Nullable String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getName() : message;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  /** Returns the Lua error, with the position of the caller at a level; 0 for none. */
  ScriptError toLua(LuaRuntime lua, int level) {
    return toLua(lua, text(), level, getCause());
  }

  /** Returns an error as {@link LuaRuntime#error} makes it, but of a text that may be any bytes. */
  static ScriptError toLua(LuaRuntime lua, String text, int level, @Nullable Throwable cause) {
    return new ScriptError(LuaText.ofMessage(lua.where(level) + text), cause);
  }
}
