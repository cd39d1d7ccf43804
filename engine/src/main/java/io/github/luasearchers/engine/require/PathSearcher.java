package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.FileStamp;
import io.github.luasearchers.spi.SearchResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
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
      @Nullable SearchResult known = known(name);
      if (known != null) {
        return known;
      }
      @Nullable String problem = FilePath.problem(library, name);
      if (problem == null) {
        return source(name);
      }
      if (missed == null) {
        missed = new ArrayList<>();
      }
      FilePath.miss(missed, problem);
    }
    return missed == null ? SearchResult.notFound() : SearchResult.notFound(missed);
  }

  private @Nullable SearchResult known(String name) {
    // In a sandbox there is more to ask than whether a file can be read.
    return library.options().places() == null ? KnownFiles.find(name) : null;
  }

  /** Returns a file that was found to be readable. */
  private static SearchResult source(String name) {
    SearchResult.Source source = SearchResult.source(new FileSource(name), "@" + name, name);
    Optional<FileStamp> file = stamp(name);
    if (file.isPresent()) {
      source = source.withStamp(file.get());
    }
    if (source.stamp().isPresent()) {
      KnownFiles.put(source);
    }
    return source;
  }

  private static Optional<FileStamp> stamp(String name) {
    try {
      return Optional.of(FileStamp.of(new File(name).toPath()));
    } catch (IOException | InvalidPathException e) {
      // It is gone since, or no Path can have its name. Reading it will tell.
      return Optional.empty();
    }
  }
}
