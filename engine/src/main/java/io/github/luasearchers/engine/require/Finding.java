package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.spi.SearchResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What asking one searcher came to: a loader and its origin, or where the module is not. */
final class Finding {

  private final @Nullable Varargs results;
  private final @Nullable String origin;
  private final List<String> missed;

  private Finding(@Nullable Varargs results, @Nullable String origin, List<String> missed) {
    this.results = results;
    this.origin = origin;
    this.missed = missed;
  }

  /** A source was found, of which this is the function. */
  static Finding source(LuaFunction function, String origin) {
    return new Finding(LuaValue.varargsOf(function, LuaText.of(origin)), origin, List.of());
  }

  /** The searcher found a loader, or not. */
  static Finding of(SearchResult result) {
    if (result instanceof SearchResult.Loader loader) {
      LuaValue data = loader.data();
      return new Finding(LuaValue.varargsOf(loader.function(), data), origin(data), List.of());
    }
    return new Finding(null, null, ((SearchResult.NotFound) result).sentences());
  }

  /** A script has put this value where a loader is to be; it need be none. */
  static Finding value(LuaValue value, LuaValue data) {
    return new Finding(
        data.isnil() ? value : LuaValue.varargsOf(value, data), origin(data), List.of());
  }

  /** Returns the origin that a loader's second argument is, null if it is none. */
  static @Nullable String origin(LuaValue data) {
    return data instanceof LuaString text ? ByteText.decode(text) : null;
  }

  /** Returns what Lua's searchers return for what they found; null if they did not. */
  @Nullable Varargs results() {
    return results;
  }

  /** Tells whether it is a loader that {@code require} accepts. */
  boolean isLoader() {
    return results != null && results.arg1() instanceof LuaFunction;
  }

  /** Returns where the module is, null if that is not known. */
  @Nullable String origin() {
    return origin;
  }

  /** Returns the places where the module is not. */
  List<String> missed() {
    return missed;
  }
}
