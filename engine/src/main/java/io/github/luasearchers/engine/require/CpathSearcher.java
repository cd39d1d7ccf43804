package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.spi.SearchResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;

/** {@code searcher_C}: libraries along {@code package.cpath}, one for each module. */
final class CpathSearcher implements OwnSearcher {

  private final PackageLibrary library;

  CpathSearcher(PackageLibrary library) {
    this.library = library;
  }

  @Override
  public SearchResult search(String moduleName) {
    if (!library.linksLibraries()) {
      return SearchResult.notFound(
          "no library for module '" + LuaText.excerpt(moduleName) + "' (the sandbox links none)");
    }
    List<String> missed = new ArrayList<>();
    @Nullable String file = library.libraries().search(moduleName, missed);
    if (file == null) {
      return SearchResult.notFound(missed);
    }
    LibrarySymbol found = library.libraries().loadFunction(file, moduleName);
    @Nullable LuaFunction function = found.function();
    if (function == null) {
      throw SourceLoader.failure(moduleName, file, found.problem(), found.cause());
    }
    return SearchResult.loader(function, LuaText.of(file));
  }
}
