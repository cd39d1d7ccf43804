package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.ModuleLocation;
import io.github.luasearchers.spi.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Finds out where {@code require} would take a module from, without loading it. */
final class Which {

  private final LuaTable packageTable;
  private final String moduleName;
  private final List<String> tried = new ArrayList<>();

  Which(LuaTable packageTable, String moduleName) {
    this.packageTable = packageTable;
    this.moduleName = moduleName;
  }

  ModuleLocation ask() {
    if (!(packageTable.rawget("searchers") instanceof LuaTable searchers)) {
      throw new SearchError("'package.searchers' must be a table", null);
    }
    for (int i = 1; !searchers.rawget(i).isnil(); i++) {
      LuaValue searcher = searchers.rawget(i);
      if (!(searcher instanceof SearcherFunction own)) {
        tried.add("a function added by the script, package.searchers[" + i + "], was not asked");
        continue;
      }
      SearchResult result;
      try {
        result = own.locate(moduleName);
      } catch (SearchError e) {
        // No script sees this one: it is a sentence of the answer.
        tried.add(e.text().replace("\n\t", " "));
        return location(ModuleLocation.State.FAILED, own.name(), Optional.empty());
      }
      if (result instanceof SearchResult.NotFound missing) {
        tried.addAll(missing.sentences());
      } else {
        return location(ModuleLocation.State.FOUND, own.name(), origin(result));
      }
    }
    return new ModuleLocation(
        moduleName, ModuleLocation.State.NOT_FOUND, Optional.empty(), Optional.empty(), tried);
  }

  private ModuleLocation location(
      ModuleLocation.State state, String searcher, Optional<String> origin) {
    return new ModuleLocation(moduleName, state, Optional.of(searcher), origin, tried);
  }

  private static Optional<String> origin(SearchResult result) {
    if (result instanceof SearchResult.Source source) {
      return Optional.of(source.origin());
    }
    return result instanceof SearchResult.Loader loader
        ? Optional.ofNullable(Finding.origin(loader.data()))
        : Optional.empty();
  }
}
