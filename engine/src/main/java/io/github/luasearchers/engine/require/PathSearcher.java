package io.github.luasearchers.engine.require;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.luasearchers.spi.SearchResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code searcher_Lua}: Lua files along {@code package.path}. */
final class PathSearcher implements OwnSearcher {

  /**
   * How long a file may change without its time changing: the coarsest file systems count in 2 s.
   */
  private static final long CLOCK_STEP_MILLIS = 2000;

  /** What a file is asked for at once: whether it may be read, too, where that costs no more. */
  private static final Class<? extends BasicFileAttributes> ATTRIBUTES =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? PosixFileAttributes.class
          : BasicFileAttributes.class;

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
        Optional<String> stamp = stamp(new File(name));
        if (stamp.isPresent()) {
          KnownFiles.put(name, stamp.get());
        }
        return source(name, stamp);
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
    @Nullable String known = library.options().places() == null ? KnownFiles.stamp(name) : null;
    if (known == null) {
      return Optional.empty();
    }
    Optional<String> now = stamp(new File(name));
    return now.isPresent() && now.get().equals(known) ? now : Optional.empty();
  }

  private static SearchResult source(String name, Optional<String> stamp) {
    return new SearchResult.Source(new FileSource(name), "@" + name, name, stamp);
  }

  /** Returns what tells the file from what it was before, or nothing if its clock is too coarse. */
  private static Optional<String> stamp(File file) {
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(file.toPath(), ATTRIBUTES);
    } catch (IOException e) {
      // It is gone since. Reading it will say so.
      return Optional.empty();
    }
    FileTime changed = found.lastModifiedTime();
    long age = System.currentTimeMillis() - changed.toMillis();
    if (!found.isRegularFile() || age < CLOCK_STEP_MILLIS) {
      return Optional.empty();
    }
    @Nullable Object key = found.fileKey();
    Object identity = key == null ? found.creationTime() : key;
    return Optional.of(
        found.size() + " " + changed.to(NANOSECONDS) + " " + readers(found) + " " + identity);
  }

  /** Returns who may read a file, where there are such permissions. */
  private static String readers(BasicFileAttributes file) {
    if (!(file instanceof PosixFileAttributes posix)) {
      return "";
    }
    Set<PosixFilePermission> all = posix.permissions();
    return (all.contains(PosixFilePermission.OWNER_READ) ? "u" : "")
        + (all.contains(PosixFilePermission.GROUP_READ) ? "g" : "")
        + (all.contains(PosixFilePermission.OTHERS_READ) ? "o" : "");
  }
}
