package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.ModuleName;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** The searcher that a provider has made. */
final class ProvidedSearcher implements ModuleSearcher {

  private final String name;
  private final LuaSearcher searcher;
  private final SourceLoader loader;
  private @Nullable KeptSources kept;

  ProvidedSearcher(LuaRuntime lua, String name, LuaSearcher searcher, boolean live) {
    this.name = name;
    this.searcher = searcher;
    this.loader = new SourceLoader(lua, name, false, live);
  }

  @Override
  public Finding find(LuaString bytes, String text) {
    SearchResult.@Nullable Source ahead = kept == null ? null : kept.take(text);
    return loader.load(text, ahead == null ? locate(text) : ahead);
  }

  /** Asks the searcher, unless the name is none that it could be asked for. */
  @Override
  public SearchResult locate(String text) {
    if (!ModuleName.isSearchable(text) || LuaText.hasEscapes(text)) {
      return SearchResult.notFound(
          "no file for module '" + LuaText.excerpt(text) + "' (not a plain name)");
    }
    @Nullable SearchResult result;
    try {
      result = searcher.search(text);
    } catch (IOException e) {
      throw failure(text, SearchError.reason(e), e);
    } catch (LinkageError e) {
      throw failure(text, LinkFailure.text(e), LinkFailure.exception(e));
    }
    if (result == null) {
      throw new IllegalStateException(
          "the searcher '"
              + name
              + "' ("
              + searcher.getClass().getName()
              + ") answered null for module '"
              + LuaText.excerpt(text)
              + "'");
    }
    return result;
  }

  private SearchError failure(String text, String reason, IOException cause) {
    return new SearchError(
        "error loading module '"
            + LuaText.excerpt(text)
            + "' with searcher '"
            + name
            + "':\n\t"
            + reason,
        cause);
  }

  @Override
  public boolean isConcurrent() {
    return searcher.isConcurrent();
  }

  @Override
  public SourceLoader loader() {
    return loader;
  }

  /** Keeps what is no local file: where it is, the file is looked at again. */
  @Override
  public void keep(String module, SearchResult.Source found, byte[] bytes) {
    if (found.file().isPresent()) {
      return;
    }
    if (kept == null) {
      kept = new KeptSources();
    }
    kept.put(module, found, bytes);
  }

  @Override
  public boolean holdsResources() {
    return Closing.matters(searcher);
  }

  @Override
  public void close() {
    searcher.close();
  }
}
