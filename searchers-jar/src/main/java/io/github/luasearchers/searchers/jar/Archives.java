package io.github.luasearchers.searchers.jar;

import io.github.luasearchers.spi.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The archives that were read, each cached until its file changes. */
final class Archives {

  private final ArchiveLimits limits;
  private final Map<String, Archive> known = new HashMap<>();
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
    @Nullable Archive seen = known.get(name);
    if (seen != null && seen.isCurrent(search)) {
      return seen;
    }
    @Nullable Archive now = look(name, Path.of(name));
    if (now == null) {
      known.remove(name);
      return null;
    }
    now.seen(search);
    known.put(name, now);
    return now;
  }

  private @Nullable Archive look(String name, Path file) throws IOException {
    FileStamp stamp;
    try {
      stamp = FileStamp.of(file);
    } catch (IOException e) {
      if (Failures.isMissing(e)) {
        return null;
      }
      throw Failures.isOfSystem(e) ? Failures.unreadable(name, e) : e;
    }
    if (stamp.isDirectory()) {
      throw new IOException("cannot read archive '" + name + "': it is a folder");
    }
    try {
      ArchiveBytes bytes = ArchiveBytes.of(name, file);
      return new Archive(stamp, new CentralDirectory(limits, bytes).read());
    } catch (IOException e) {
      throw Failures.unreadable(name, e);
    }
  }
}
