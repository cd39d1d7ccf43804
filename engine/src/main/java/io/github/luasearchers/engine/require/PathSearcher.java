package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.SearchResult;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code searcher_Lua}: Lua files along {@code package.path}. */
final class PathSearcher implements OwnSearcher {

  private final PackageLibrary library;
  private final FilePath path;
  private final boolean binary;

  PathSearcher(PackageLibrary library, boolean binary) {
    this.library = library;
    this.path = new FilePath(library, "path");
    this.binary = binary;
  }

  /** Tells whether precompiled chunks are loaded too. */
  boolean isBinary() {
    return binary;
  }

  @Override
  public SearchResult search(String moduleName) {
    String part = FilePath.part(moduleName, ".", library.platform().directorySeparator());
    @Nullable List<String> missed = null;
    for (String template : path.templates()) {
      String name = FilePath.fileName(template, part);
      Optional<String> known = known(name);
      if (known.isPresent()) {
        return source(name, known);
      }
      @Nullable String problem = FilePath.problem(library, name);
      if (problem == null) {
        return source(name, stamp(name));
      }
      if (missed == null) {
        missed = new ArrayList<>();
      }
      missed.add(problem);
    }
    return missed == null ? new SearchResult.NotFound() : new SearchResult.NotFound(missed);
  }

  /** Returns the stamp of a file that is as it was when it could be read, else nothing. */
  private Optional<String> known(String name) {
    // In a sandbox there is more to ask than whether a file can be read.
    @Nullable FileStamp known = library.options().places() == null ? KnownFiles.stamp(name) : null;
    return known != null && known.isOf(new File(name)) ? known.text() : Optional.empty();
  }

  /** Returns the stamp of a file that was found to be readable, if it has one. */
  private static Optional<String> stamp(String name) {
    @Nullable FileStamp stamp = FileStamp.of(new File(name));
    if (stamp == null) {
      return Optional.empty();
    }
    KnownFiles.put(name, stamp);
    return stamp.text();
  }

  private static SearchResult source(String name, Optional<String> stamp) {
    return new SearchResult.Source(new FileSource(name), "@" + name, name, stamp);
  }
}
