package io.github.luasearchers.searchers.jar;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchPath;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for modules in the archives of its templates, in their order. One thread at a time does.
 */
final class JarSearcher implements LuaSearcher, SearchPath.Reader {

  private final SearchPath path;
  private final List<ArchivePath> templates;
  private final Archives archives;

  /** The module of the search that is under way, and its next template. */
  private String module = "";

  private int next;

  JarSearcher(SearchPath path, List<ArchivePath> templates, Archives archives) {
    this.path = path;
    this.templates = templates;
    this.archives = archives;
  }

  @Override
  public SearchResult search(String moduleName) throws IOException {
    archives.beginSearch();
    module = moduleName.replace('.', '/');
    next = 0;
    return path.search(moduleName, this);
  }

  /** Looks in the archives of the next template. */
  @Override
  public Optional<SearchResult> read(String candidate) throws IOException {
    ArchivePath template = templates.get(next++);
    List<String> sentences = new ArrayList<>();
    String entry = template.entry(module);
    for (String name : template.archives(module)) {
      @Nullable Archive archive = archives.open(name);
      if (archive == null) {
        sentences.add("no file '" + name + "!/" + entry + "' (there is no such archive)");
        continue;
      }
      @Nullable SearchResult found = archive.find(entry);
      if (found != null) {
        return Optional.of(found);
      }
      sentences.add("no file '" + name + "!/" + entry + "'");
    }
    if (sentences.isEmpty()) {
      sentences.add("no file '" + candidate + "' (there is no such archive)");
    }
    return Optional.of(SearchResult.notFound(sentences));
  }
}
