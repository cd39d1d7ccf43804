package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;

/** What looking for a function in a library came to: {@code lookforfunc} of loadlib.c. */
final class LibrarySymbol {

  private final @Nullable LuaFunction function;
  private final String problem;
  private final @Nullable Throwable cause;
  private final boolean open;

  private LibrarySymbol(
      @Nullable LuaFunction function, String problem, @Nullable Throwable cause, boolean open) {
    this.function = function;
    this.problem = problem;
    this.cause = cause;
    this.open = open;
  }

  static LibrarySymbol found(LuaFunction function) {
    return new LibrarySymbol(function, "", null, true);
  }

  /** The library can't be opened: PUC's {@code ERRLIB}. */
  static LibrarySymbol closed(Exception cause) {
    return new LibrarySymbol(null, SearchError.reason(cause), cause, false);
  }

  /** The library has no such function: PUC's {@code ERRFUNC}. */
  static LibrarySymbol missing(String file, String symbol) {
    return new LibrarySymbol(
        null, LuaText.excerpt(file) + ": undefined symbol: " + LuaText.excerpt(symbol), null, true);
  }

  @Nullable LuaFunction function() {
    return function;
  }

  String problem() {
    return problem;
  }

  @Nullable Throwable cause() {
    return cause;
  }

  boolean isOpen() {
    return open;
  }
}
