package io.github.luasearchers.searchers.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The archives that were read, each as long as its file doesn't change. */
final class Archives {

  private final Limits limits;
  private final Map<String, Known> known = new HashMap<>();
  private long search;

  Archives(Limits limits) {
    this.limits = limits;
  }

  /** Has each file looked at anew, once. */
  void beginSearch() {
    search++;
  }

  /**
   * Returns an archive as it is now, null if there is no such file.
   *
   * @throws IOException if it can't be read, or is not as an archive should be
   */
  @Nullable Archive open(String name) throws IOException {
    @Nullable Known seen = known.get(name);
    if (seen != null && seen.search == search) {
      return seen.archive;
    }
    Path file = seen == null ? Path.of(name) : seen.archive.file();
    @Nullable String stamp = stamp(name, file);
    if (stamp == null) {
      known.remove(name);
      return null;
    }
    if (seen == null || !seen.archive.stamp().equals(stamp)) {
      seen = new Known(read(name, file, stamp));
      known.put(name, seen);
    }
    seen.search = search;
    return seen.archive;
  }

  private static @Nullable String stamp(String name, Path file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    }
    if (attributes.isDirectory()) {
      throw new IOException("cannot read archive '" + name + "': it is a folder");
    }
    return attributes.size()
        + ":"
        + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
        + ":"
        + attributes.fileKey();
  }

  private Archive read(String name, Path file, String stamp) throws IOException {
    try {
      return new Archive(name, file, stamp, new CentralDirectory(limits).read(file));
    } catch (IOException e) {
      throw new IOException("cannot read archive '" + name + "': " + Archive.reason(e), e);
    }
  }

  private static final class Known {
    final Archive archive;
    long search;

    Known(Archive archive) {
      this.archive = archive;
    }
  }
}
