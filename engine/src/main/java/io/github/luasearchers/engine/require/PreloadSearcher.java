package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.spi.SearchResult;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * {@code searcher_preload}: looks into the table that {@code package.preload} was at first,
 * whatever the script has put into its place.
 */
final class PreloadSearcher implements ModuleSearcher {

  static final String NAME = "preload";

  private final LuaTable preload;

  /** The second argument of the loader. */
  private final LuaValue data;

  PreloadSearcher(Level level, LuaTable preload) {
    this.preload = preload;
    this.data = level.atLeast(Level.LUA_5_4) ? LuaString.valueOf(":preload:") : LuaValue.NIL;
  }

  /** Looks for a module as PUC does: what is there is the answer, even if it is no function. */
  @Override
  public Finding find(LuaString name, String text) {
    LuaValue value = preload.get(name);
    return value.isnil() ? Finding.of(missing(text)) : Finding.value(value, data);
  }

  @Override
  public SearchResult locate(String text) {
    LuaValue value = preload.rawget(LuaText.of(text));
    return value instanceof LuaFunction function
        ? SearchResult.loader(function, data)
        : missing(text);
  }

  private static SearchResult missing(String name) {
    return SearchResult.notFound("no field package.preload['" + LuaText.excerpt(name) + "']");
  }
}
