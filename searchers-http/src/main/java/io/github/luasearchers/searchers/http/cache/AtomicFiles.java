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

/** Files that are there as a whole or not at all, whoever reads and whoever is killed. */
public final class AtomicFiles {

  private static final int ATTEMPTS = 10;

  /** How long a file counts as just used: its time isn't set at every use. */
  private static final Duration RECENT = Duration.ofHours(1);

  private AtomicFiles() {}

  /**
   * Writes a file beside its place and moves it there. Nothing is forced to the disk: after a power
   * cut a blob may be cut short, which its digest tells, and it is fetched again.
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
   * Writes a file of the cache, whose folders are made when they turn out not to be there: to look
   * for them each time takes longer than to write.
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

  /** Returns a name that no other thread or process has. */
  public static String temporaryName() {
    return ProcessHandle.current().pid()
        + "-"
        + Long.toHexString(ThreadLocalRandom.current().nextLong())
        + ".tmp";
  }

  /** Notes that a file is used, unless that has just been noted. */
  static void touch(Path file) {
    try {
      Instant now = Instant.now();
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(RECENT))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException e) {
      // Then it is forgotten earlier than it need be.
    }
  }

  /** Windows denies access to a file that another process has open, be it a virus scanner. */
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
      // The move is tried again all the same: it is a matter of milliseconds.
      Thread.currentThread().interrupt();
    }
  }
}
