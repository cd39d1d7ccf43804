package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.spi.SearchResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;

/** {@code searcher_Croot}: submodules in the library of the root of their names. */
final class AllInOneSearcher implements OwnSearcher {

  private final PackageLibrary library;

  AllInOneSearcher(PackageLibrary library) {
    this.library = library;
  }

  @Override
  public SearchResult search(String moduleName) {
    int dot = moduleName.indexOf('.');
    if (dot < 0 || !library.linksLibraries()) {
      return SearchResult.notFound();
    }
    List<String> missed = new ArrayList<>();
    @Nullable String file = library.libraries().search(moduleName.substring(0, dot), missed);
    if (file == null) {
      return SearchResult.notFound(missed);
    }
    LibrarySymbol found = library.libraries().loadFunction(file, moduleName);
    @Nullable LuaFunction function = found.function();
    if (function != null) {
      return SearchResult.loader(function, LuaText.of(file));
    }
    if (!found.isOpen()) {
      throw SourceLoader.failure(moduleName, file, found.problem(), found.cause());
    }
    missed.add("no module '" + LuaText.excerpt(moduleName) + "' in file '" + file + "'");
    return SearchResult.notFound(missed);
  }
}
