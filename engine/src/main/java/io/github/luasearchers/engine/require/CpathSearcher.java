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

/** {@code searcher_C}: libraries along {@code package.cpath}, one for each module. */
final class CpathSearcher implements ModuleSearcher {

  static final String NAME = "cpath";

  private final LuaTable packageTable;
  private final @Nullable Libraries libraries;

  /**
   * @param libraries null in a sandbox, which has none
   */
  CpathSearcher(LuaTable packageTable, @Nullable Libraries libraries) {
    this.packageTable = packageTable;
    this.libraries = libraries;
  }

  @Override
  public Finding find(LuaString name, String text) {
    List<String> unlinked = new ArrayList<>();
    SearchResult result = search(packageTable.get(NAME), text, unlinked);
    return Finding.of(result, unlinked);
  }

  @Override
  public SearchResult locate(String text) {
    List<String> unlinked = new ArrayList<>();
    SearchResult result = search(packageTable.rawget(NAME), text, unlinked);
    return Finding.of(result, unlinked).notFoundOr(result);
  }

  private SearchResult search(LuaValue cpath, String moduleName, List<String> unlinked) {
    if (libraries == null) {
      return SearchResult.notFound(
          "no library for module '" + LuaText.excerpt(moduleName) + "' (the sandbox links none)");
    }
    List<String> missed = new ArrayList<>();
    @Nullable String file = libraries.search(cpath, moduleName, missed, unlinked);
    if (file == null) {
      return SearchResult.notFound(missed);
    }
    LibrarySymbol found = libraries.loadFunction(file, moduleName);
    @Nullable LuaFunction function = found.function();
    if (function == null) {
      throw SearchError.ofLoad(moduleName, file, found.problem(), found.cause());
    }
    return SearchResult.loader(function, LuaText.of(file));
  }

  @Override
  public boolean answersWithText() {
    return true;
  }
}
