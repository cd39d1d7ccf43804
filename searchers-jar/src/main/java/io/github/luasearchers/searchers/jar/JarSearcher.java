package io.github.luasearchers.searchers.jar;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchPath;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for modules in the archives of its templates, in their order. */
final class JarSearcher implements LuaSearcher {

  private final SearchPath path;
  private final List<ArchivePath> templates;
  private final Archives archives;

  JarSearcher(SearchPath path, List<ArchivePath> templates, Archives archives) {
    this.path = path;
    this.templates = templates;
    this.archives = archives;
  }

  @Override
  public SearchResult search(String moduleName) throws IOException {
    archives.beginSearch();
    return path.search(moduleName, new Search(moduleName.replace('.', '/')));
  }

  /** One search, which reads the candidate of each template in turn. */
  private final class Search implements SearchPath.Reader {

    private final String module;
    private final Iterator<ArchivePath> rest = templates.iterator();

    Search(String module) {
      this.module = module;
    }

    @Override
    public Optional<SearchResult> read(String candidate) throws IOException {
      ArchivePath template = rest.next();
      List<String> sentences = new ArrayList<>();
      String entry = template.entry(module);
      for (String name : template.archives(module)) {
        @Nullable Archive archive = archives.open(name);
        if (archive == null) {
          sentences.add("no file '" + name + "!/" + entry + "' (there is no such archive)");
          continue;
        }
        Optional<SearchResult> found = archive.find(entry);
        if (found.isPresent()) {
          return found;
        }
        sentences.add("no file '" + name + "!/" + entry + "'");
      }
      if (sentences.isEmpty()) {
        sentences.add("no file '" + candidate + "' (there is no such archive)");
      }
      return Optional.of(SearchResult.notFound(sentences));
    }
  }
}
