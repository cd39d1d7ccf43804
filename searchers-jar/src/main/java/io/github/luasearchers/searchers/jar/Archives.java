package io.github.luasearchers.searchers.jar;

import io.github.luasearchers.spi.FileStamp;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The archives that were read, each cached until its file changes. */
final class Archives {

  private final ArchiveLimits limits;
  private final Map<String, Known> known = new HashMap<>();
  private long search;

  Archives(ArchiveLimits limits) {
    this.limits = limits;
  }

  /** Begins a search, in which each file is checked once. */
  void beginSearch() {
    search++;
  }

  /**
   * Returns an archive as it is now, null if there is no such file.
   *
   * @throws IOException if it cannot be read or is not acceptable
   */
  @Nullable Archive open(String name) throws IOException {
    @Nullable Known seen = known.get(name);
    if (seen != null && seen.search == search) {
      return seen.archive;
    }
    if (seen == null || !seen.stamp.isCurrent()) {
      seen = look(name, Path.of(name));
      if (seen == null) {
        known.remove(name);
        return null;
      }
      known.put(name, seen);
    }
    seen.search = search;
    return seen.archive;
  }

  private @Nullable Known look(String name, Path file) throws IOException {
    try {
      FileStamp stamp = FileStamp.of(file);
      if (stamp.isDirectory()) {
        throw new IOException("cannot read archive '" + name + "': it is a folder");
      }
      return new Known(stamp, read(name, file, stamp));
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      throw Archive.unreadable(name, e);
    }
  }

  private Archive read(String name, Path file, FileStamp stamp) throws IOException {
    try {
      ArchiveBytes bytes = ArchiveBytes.of(file);
      return new Archive(name, bytes, Optional.of(stamp), new CentralDirectory(limits).read(bytes));
    } catch (IOException e) {
      throw Archive.unreadable(name, e);
    }
  }

  private static final class Known {
    final FileStamp stamp;
    final Archive archive;
    long search;

    Known(FileStamp stamp, Archive archive) {
      this.stamp = stamp;
      this.archive = archive;
    }
  }
}
