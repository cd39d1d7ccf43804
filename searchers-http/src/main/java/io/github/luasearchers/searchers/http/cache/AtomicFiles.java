package io.github.luasearchers.searchers.http.cache;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Writes files atomically: a reader sees the whole file or none, even if the writer is killed. */
public final class AtomicFiles {

  private static final int ATTEMPTS = 10;

  /** A file's time of use is not set again within this time. */
  private static final Duration RECENT = Duration.ofHours(1);

  private AtomicFiles() {}

  /**
   * Writes a temporary file and moves it to its place. The data is not forced to the disk: a power
   * failure may truncate a blob, but then its digest is wrong, and it is fetched again.
   *
   * @param temporary a new file, in a folder of the same file system
   */
  public static void write(Path temporary, Path target, byte[] content) throws IOException {
    try {
      Files.write(temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      move(temporary, target);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /**
   * Writes a file of the cache. Missing folders are created when writing fails for that reason,
   * since to check for them each time would take longer than to write.
   */
  static void writeBelow(Path temporaries, Path target, byte[] content) throws IOException {
    try {
      write(temporaries.resolve(temporaryName()), target, content);
    } catch (NoSuchFileException e) {
      CacheFolder.create(temporaries);
      CacheFolder.create(requireNonNull(target.getParent()));
      write(temporaries.resolve(temporaryName()), target, content);
    }
  }

  /** Returns a name that no other thread or process uses. */
  public static String temporaryName() {
    return ProcessHandle.current().pid()
        + "-"
        + Long.toHexString(ThreadLocalRandom.current().nextLong())
        + ".tmp";
  }

  /** Sets a file's time of use, unless it was set recently. */
  static void touch(Path file) {
    try {
      Instant now = Instant.now();
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(RECENT))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException e) {
      // Then the file is evicted earlier than necessary.
    }
  }

  /** Moves a file. Windows denies it while another process, such as a virus scanner, reads it. */
  private static void move(Path from, Path to) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (AccessDeniedException e) {
        boolean posix = to.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix || attempt == ATTEMPTS) {
          throw e;
        }
        pause(attempt);
      }
    }
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(5L * attempt);
    } catch (InterruptedException e) {
      // The move is still retried: this takes milliseconds.
      Thread.currentThread().interrupt();
    }
  }
}
