package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.spi.SearchResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** {@code searcher_Croot}: submodules in the library of the root of their names. */
final class AllInOneSearcher implements ModuleSearcher {

  static final String NAME = "all-in-one";

  private final LuaTable packageTable;
  private final @Nullable Libraries libraries;

  /**
   * @param libraries null in a sandbox, which has none
   */
  AllInOneSearcher(LuaTable packageTable, @Nullable Libraries libraries) {
    this.packageTable = packageTable;
    this.libraries = libraries;
  }

  @Override
  public Finding find(LuaString name, String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || libraries == null) {
      return Finding.of(SearchResult.notFound());
    }
    List<String> unlinked = new ArrayList<>();
    LuaValue cpath = packageTable.get(CpathSearcher.NAME);
    return Finding.of(search(libraries, cpath, dot, text, unlinked), unlinked);
  }

  @Override
  public SearchResult locate(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || libraries == null) {
      return SearchResult.notFound();
    }
    List<String> unlinked = new ArrayList<>();
    LuaValue cpath = packageTable.rawget(CpathSearcher.NAME);
    SearchResult result = search(libraries, cpath, dot, text, unlinked);
    return Finding.of(result, unlinked).notFoundOr(result);
  }

  private static SearchResult search(
      Libraries libraries, LuaValue cpath, int dot, String moduleName, List<String> unlinked) {
    List<String> missed = new ArrayList<>();
    @Nullable String file = libraries.search(cpath, moduleName.substring(0, dot), missed, unlinked);
    if (file == null) {
      return SearchResult.notFound(missed);
    }
    LibrarySymbol found = libraries.loadFunction(file, moduleName);
    @Nullable LuaFunction function = found.function();
    if (function != null) {
      return SearchResult.loader(function, LuaText.of(file));
    }
    if (!found.isMissing()) {
      throw SearchError.ofLoad(moduleName, file, found.problem(), found.cause());
    }
    missed.add("no module '" + LuaText.excerpt(moduleName) + "' in file '" + file + "'");
    return SearchResult.notFound(missed);
  }
}
