package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.spi.SearchResult;
import java.util.ArrayList;
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
  private final List<String> unlinked;
  private final @Nullable LoadedCode code;

  private Finding(@Nullable Varargs results, @Nullable String origin, List<String> missed) {
    this(results, origin, missed, List.of(), null);
  }

  private Finding(
      @Nullable Varargs results,
      @Nullable String origin,
      List<String> missed,
      List<String> unlinked,
      @Nullable LoadedCode code) {
    this.results = results;
    this.origin = origin;
    this.missed = missed;
    this.unlinked = unlinked;
    this.code = code;
  }

  /** A source was found, of which this is the function. */
  static Finding source(LuaFunction function, LoadedCode code) {
    String origin = code.source().origin();
    Varargs results = LuaValue.varargsOf(function, LuaText.of(origin));
    return new Finding(results, origin, List.of(), List.of(), code);
  }

  /** The searcher found a loader, or not. */
  static Finding of(SearchResult result) {
    if (result instanceof SearchResult.Loader loader) {
      LuaValue data = loader.data();
      return new Finding(LuaValue.varargsOf(loader.function(), data), origin(data), List.of());
    }
    return new Finding(null, null, ((SearchResult.NotFound) result).sentences());
  }

  /**
   * The searcher found a loader, or not.
   *
   * @param unlinked sentences about libraries that it has passed over
   */
  static Finding of(SearchResult result, List<String> unlinked) {
    Finding found = of(result);
    return found.results != null || unlinked.isEmpty()
        ? found
        : new Finding(null, null, found.missed, unlinked, null);
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

  /** Returns the text that was found; null if it is another loader, or none. */
  @Nullable LoadedCode code() {
    return code;
  }

  /** Returns the places where the module is not. */
  List<String> missed() {
    return missed;
  }

  /** Returns the sentences about libraries that were passed over: each says what to do. */
  List<String> unlinked() {
    return unlinked;
  }

  /** Returns all these sentences. */
  List<String> sentences() {
    if (unlinked.isEmpty()) {
      return missed;
    }
    List<String> all = new ArrayList<>(missed);
    all.addAll(unlinked);
    return all;
  }

  /** Returns this as the result that it was made of, with all sentences. */
  SearchResult notFoundOr(SearchResult found) {
    return unlinked.isEmpty() ? found : SearchResult.notFound(sentences());
  }
}
