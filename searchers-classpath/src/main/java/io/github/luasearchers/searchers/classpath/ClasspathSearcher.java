package io.github.luasearchers.searchers.classpath;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchPath;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for modules among the resources of one class loader. */
final class ClasspathSearcher implements LuaSearcher, SearchPath.Reader {

  /** That a module is not there, without the places where it was looked for. */
  private static final SearchResult SILENCE = SearchResult.notFound(List.of());

  private final SearchPath path;
  private final ClassLoader loader;
  private final Locations locations;
  private final boolean reportHidden;
  private final boolean reportMissing;
  private final boolean exactCase;

  ClasspathSearcher(
      SearchPath path,
      ClassLoader loader,
      boolean reportHidden,
      boolean reportMissing,
      boolean exactCase) {
    this.path = path;
    this.loader = loader;
    this.locations = Locations.of(loader);
    this.reportHidden = reportHidden;
    this.reportMissing = reportMissing;
    this.exactCase = exactCase;
  }

  @Override
  public SearchResult search(String moduleName) throws IOException {
    SearchResult result = path.search(moduleName, this);
    return reportMissing || !(result instanceof SearchResult.NotFound) ? result : SILENCE;
  }

  @Override
  public Optional<SearchResult> read(String candidate) throws IOException {
    Resource resource = find(candidate);
    if (resource == null) {
      return Optional.of(SearchResult.notFound("no file '" + candidate + "' on the class path"));
    }
    if (exactCase && !resource.hasName(candidate)) {
      return Optional.of(
          SearchResult.notFound(
              "no file '" + candidate + "' on the class path (one differs in case)"));
    }
    if (reportHidden) {
      reportHidden(candidate);
    }
    return Optional.of(source(candidate, resource));
  }

  private static SearchResult source(String candidate, Resource resource) {
    SearchResult.Source source = SearchResult.source(resource, "@" + candidate, candidate);
    if (resource.file().isPresent()) {
      source = source.withStamp(resource.file().get());
    }
    return resource.stamp().isPresent() ? source.withStamp(resource.stamp().get()) : source;
  }

  private @Nullable Resource find(String candidate) throws IOException {
    Resource known = findAgain(candidate);
    if (known != null) {
      return known;
    }
    URL url = loader.getResource(candidate);
    if (url == null) {
      return null;
    }
    Resource found = Resource.at(url, locations);
    if (found == null || (!found.isFileOfArchive() && isFolder(candidate, url))) {
      return null;
    }
    if (found.file().isPresent()) {
      locations.put(candidate, found);
    }
    return found;
  }

  private @Nullable Resource findAgain(String candidate) {
    Resource known = locations.get(candidate);
    if (known == null) {
      return null;
    }
    try {
      Resource now = known.now(locations);
      if (now != null) {
        if (now != known) {
          locations.put(candidate, now);
        }
        return now;
      }
    } catch (IOException e) {
      // It is gone or cannot be read: what the loader returns now counts.
    }
    locations.remove(candidate);
    return null;
  }

  /**
   * Tells whether a resource is a folder of an archive, which loaders return even without its
   * slash. (For a folder of the file system, {@link Resource#at} checks that.)
   */
  private boolean isFolder(String candidate, URL url) {
    if (url.getProtocol().equals("file")) {
      return false;
    }
    URL folder = loader.getResource(candidate + "/");
    return folder != null && folder.toString().equals(url + "/");
  }

  /** Logs which resources are hidden by the first one of the same name. */
  private void reportHidden(String candidate) throws IOException {
    List<URL> all = Collections.list(loader.getResources(candidate));
    if (all.size() > 1) {
      System.getLogger(ClasspathSearcher.class.getName())
          .log(System.Logger.Level.WARNING, all.get(0) + " hides " + all.subList(1, all.size()));
    }
  }
}
