package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;

/** What looking for a function in a library came to: {@code lookforfunc} of loadlib.c. */
final class LibrarySymbol {

  /** What {@code package.loadlib} says of a library that can't be opened: PUC's {@code ERRLIB}. */
  private static final String OPEN = "open";

  /** What it says of a function that a library has not, or can't give: PUC's {@code ERRFUNC}. */
  private static final String INIT = "init";

  private final @Nullable LuaFunction function;
  private final String where;
  private final String problem;
  private final @Nullable Throwable cause;

  private LibrarySymbol(
      @Nullable LuaFunction function, String where, String problem, @Nullable Throwable cause) {
    this.function = function;
    this.where = where;
    this.problem = problem;
    this.cause = cause;
  }

  static LibrarySymbol found(LuaFunction function) {
    return new LibrarySymbol(function, "", "", null);
  }

  /** The library can't be opened. */
  static LibrarySymbol closed(IOException cause) {
    return new LibrarySymbol(null, OPEN, SearchError.reason(cause), cause);
  }

  /** The library has such a function, which can't be used. */
  static LibrarySymbol broken(IOException cause) {
    return new LibrarySymbol(null, INIT, SearchError.reason(cause), cause);
  }

  /** The library has no such function. */
  static LibrarySymbol missing(String file, String symbol) {
    String problem = LuaText.excerpt(file) + ": undefined symbol: " + LuaText.excerpt(symbol);
    return new LibrarySymbol(null, INIT, problem, null);
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

  /** Returns which step has failed, as {@code package.loadlib} says it. */
  String where() {
    return where;
  }

  /** Tells whether nothing is wrong but that the library has no such function. */
  boolean isMissing() {
    return where.equals(INIT) && cause == null;
  }
}
