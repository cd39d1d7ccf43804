package io.github.luasearchers.engine.require;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tells a file from what it was before, and from others of its name. */
final class FileStamp {

  /**
   * How long a file may change without its time changing: the coarsest file systems count in 2 s.
   */
  private static final long CLOCK_STEP_MILLIS = 2000;

  /** What a file is asked for at once: who may read it, too, where that costs no more. */
  private static final Class<? extends BasicFileAttributes> ATTRIBUTES =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? PosixFileAttributes.class
          : BasicFileAttributes.class;

  private final long size;
  private final FileTime changed;
  private final Object identity;
  private final int readers;
  private final Optional<String> text;

  private FileStamp(BasicFileAttributes file) {
    size = file.size();
    changed = file.lastModifiedTime();
    identity = identity(file);
    readers = readers(file);
    text = Optional.of(size + " " + changed.to(NANOSECONDS) + " " + identity + " " + readers);
  }

  /** Returns a file's stamp, null if its clock is too coarse to tell. */
  static @Nullable FileStamp of(File file) {
    @Nullable BasicFileAttributes found = attributes(file);
    if (found == null
        || !found.isRegularFile()
        || System.currentTimeMillis() - found.lastModifiedTime().toMillis() < CLOCK_STEP_MILLIS) {
      return null;
    }
    return new FileStamp(found);
  }

  /** Tells whether a file still has this stamp. */
  boolean isOf(File file) {
    @Nullable BasicFileAttributes found = attributes(file);
    return found != null
        && found.isRegularFile()
        && found.size() == size
        && found.lastModifiedTime().equals(changed)
        && identity(found).equals(identity)
        && readers(found) == readers;
  }

  /** Returns it as text, which is never absent. */
  Optional<String> text() {
    return text;
  }

  private static @Nullable BasicFileAttributes attributes(File file) {
    try {
      return Files.readAttributes(file.toPath(), ATTRIBUTES);
    } catch (IOException e) {
      // It is gone since. Reading it will say so.
      return null;
    }
  }

  private static Object identity(BasicFileAttributes file) {
    @Nullable Object key = file.fileKey();
    return key == null ? file.creationTime() : key;
  }

  /** Returns who may read a file, as bits; none where there are no such permissions. */
  private static int readers(BasicFileAttributes file) {
    if (!(file instanceof PosixFileAttributes posix)) {
      return 0;
    }
    Set<PosixFilePermission> all = posix.permissions();
    return (all.contains(PosixFilePermission.OWNER_READ) ? 4 : 0)
        + (all.contains(PosixFilePermission.GROUP_READ) ? 2 : 0)
        + (all.contains(PosixFilePermission.OTHERS_READ) ? 1 : 0);
  }
}
