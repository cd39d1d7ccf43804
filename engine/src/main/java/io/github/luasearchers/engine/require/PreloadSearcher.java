package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.spi.SearchResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * {@code searcher_preload}: looks into the table that {@code package.preload} was at first,
 * whatever the script has put into its place.
 */
final class PreloadSearcher implements OwnSearcher {

  private static final LuaString DATA = LuaString.valueOf(":preload:");

  private final PackageLibrary library;

  PreloadSearcher(PackageLibrary library) {
    this.library = library;
  }

  @Override
  public SearchResult search(String moduleName) {
    LuaValue value = library.preload().rawget(LuaText.of(moduleName));
    if (value instanceof LuaFunction function) {
      return SearchResult.loader(function, data());
    }
    return SearchResult.notFound(sentence(moduleName));
  }

  /** Looks for a module as PUC does: what is there is the answer, even if it is no function. */
  @Nullable Varargs find(LuaString name, String text, List<String> missed) {
    LuaValue value = library.preload().get(name);
    if (value.isnil()) {
      missed.add(sentence(text));
      return null;
    }
    LuaValue data = data();
    return data.isnil() ? value : LuaValue.varargsOf(value, data);
  }

  private LuaValue data() {
    return library.lua().level().atLeast(Level.LUA_5_4) ? DATA : LuaValue.NIL;
  }

  private static String sentence(String name) {
    return "no field package.preload['" + LuaText.excerpt(name) + "']";
  }
}
