package io.github.luasearchers.searchers.jar;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
    Path file = seen == null ? Path.of(name) : seen.file;
    @Nullable BasicFileAttributes now = attributes(name, file);
    if (now == null) {
      known.remove(name);
      return null;
    }
    if (seen == null || !seen.is(now)) {
      seen = new Known(file, now, read(name, file, stamp(now)));
      known.put(name, seen);
    }
    seen.search = search;
    return seen.archive;
  }

  private static @Nullable BasicFileAttributes attributes(String name, Path file)
      throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new IOException("cannot read archive '" + name + "': it is a folder");
      }
      return attributes;
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      throw Archive.unreadable(name, e);
    }
  }

  private static String stamp(BasicFileAttributes attributes) {
    return attributes.size()
        + ":"
        + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
        + ":"
        + attributes.fileKey();
  }

  private Archive read(String name, Path file, String stamp) throws IOException {
    try {
      ArchiveBytes bytes = ArchiveBytes.of(file);
      return new Archive(name, bytes, stamp, new CentralDirectory(limits).read(bytes));
    } catch (IOException e) {
      throw Archive.unreadable(name, e);
    }
  }

  private static final class Known {
    final Archive archive;
    long search;
    private final Path file;
    private final BasicFileAttributes attributes;

    Known(Path file, BasicFileAttributes attributes, Archive archive) {
      this.file = file;
      this.attributes = attributes;
      this.archive = archive;
    }

    /** Tells whether the file is still the one that was read. */
    boolean is(BasicFileAttributes now) {
      return now.size() == attributes.size()
          && now.lastModifiedTime().equals(attributes.lastModifiedTime())
          && Objects.equals(now.fileKey(), attributes.fileKey());
    }
  }
}
