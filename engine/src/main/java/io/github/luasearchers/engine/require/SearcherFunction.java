package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Level;
import io.github.luasearchers.engine.vm.LuaText;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The Lua face of one searcher: an element of {@code package.searchers}. */
final class SearcherFunction extends Builtin {

  private final PackageLibrary library;
  private final LuaSearcher searcher;

  /** Lua's own searchers take names as bytes; all others take text. */
  private final boolean own;

  SearcherFunction(PackageLibrary library, String name, LuaSearcher searcher) {
    super(library.lua(), name);
    this.library = library;
    this.searcher = searcher;
    this.own = searcher instanceof OwnSearcher;
  }

  @Override
  public Varargs upvalues() {
    return library.packageTable();
  }

  LuaSearcher searcher() {
    return searcher;
  }

  /** Answers a script that calls a searcher itself, with what PUC's searchers return. */
  @Override
  protected Varargs run(Varargs args) {
    LuaString name = checkString(args, 1);
    List<String> missed = new ArrayList<>();
    @Nullable Varargs found;
    try {
      found = find(name, ByteText.decode(name), missed);
    } catch (SearchError e) {
      throw library.error(e.text(), 1, e.getCause());
    }
    if (found != null) {
      return found;
    }
    if (lua.level().atLeast(Level.LUA_5_4)) {
      return missed.isEmpty() ? NONE : LuaText.ofMessage(String.join("\n\t", missed));
    }
    StringBuilder text = new StringBuilder();
    for (String sentence : missed) {
      text.append("\n\t").append(sentence);
    }
    // Along an empty path these two answer with no sentence; the other searchers with no value.
    boolean along = searcher instanceof PathSearcher || searcher instanceof CpathSearcher;
    return missed.isEmpty() && !along ? NONE : LuaText.ofMessage(text.toString());
  }

  /**
   * Looks for a module and loads it.
   *
   * @param missed gets the places where it is not
   * @return what Lua's searchers return for a module that they found, or null
   * @throws SearchError if a place can't be looked into, or the module can't be loaded
   */
  @Nullable Varargs find(LuaString name, String text, List<String> missed) {
    if (searcher instanceof PreloadSearcher preload) {
      return preload.find(name, text, missed);
    }
    SearchResult result = search(text);
    if (result instanceof SearchResult.Source source) {
      LuaFunction function = library.loader().load(name(), searcher, text, source);
      library.found(text, name(), source.origin());
      return varargsOf(function, LuaText.of(source.origin()));
    }
    if (result instanceof SearchResult.Loader loader) {
      LuaValue data = loader.data();
      library.found(text, name(), data instanceof LuaString place ? ByteText.decode(place) : "");
      return varargsOf(loader.function(), data);
    }
    missed.addAll(((SearchResult.NotFound) result).sentences());
    return null;
  }

  /** Asks the searcher, for a value. */
  SearchResult search(String text) {
    if (!own && (text.indexOf(0) >= 0 || text.indexOf(';') >= 0 || LuaText.hasEscapes(text))) {
      return new SearchResult.NotFound(
          "no file for module '" + LuaText.excerpt(text) + "' (not a plain name)");
    }
    @Nullable SearchResult result;
    try {
      result = searcher.search(text);
    } catch (IOException e) {
      throw failure(text, reason(e), e);
    } catch (LinkageError e) {
      throw failure(text, LinkFailure.text(e), LinkFailure.exception(e));
    }
    if (result == null) {
      throw new IllegalStateException(
          "the searcher '"
              + name()
              + "' ("
              + searcher.getClass().getName()
              + ") answered null for module '"
              + LuaText.excerpt(text)
              + "'");
    }
    return result;
  }

  private SearchError failure(String text, String reason, Throwable cause) {
    return new SearchError(
        "error loading module '"
            + LuaText.excerpt(text)
            + "' with searcher '"
            + name()
            + "':\n\t"
            + reason,
        cause);
  }

  /** Returns the message of an exception, or its class where it has none. */
  static String reason(Exception e) {
    @Nullable String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getName() : message;
  }
}
