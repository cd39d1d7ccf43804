package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Files that are there as a whole or not at all, whoever reads and whoever is killed. */
final class AtomicFiles {

  private static final int ATTEMPTS = 10;

  private AtomicFiles() {}

  /**
   * Writes a file beside its place and moves it there. Nothing is forced to the disk: after a power
   * cut a blob may be cut short, which its digest tells, and it is fetched again.
   *
   * @param temporary a new file, in a folder of the same file system
   */
  static void write(Path temporary, Path target, byte[] content) throws IOException {
    try {
      Files.write(temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      move(temporary, target);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** Returns a name that no other thread or process has. */
  static String temporaryName() {
    return ProcessHandle.current().pid()
        + "-"
        + Long.toHexString(ThreadLocalRandom.current().nextLong())
        + ".tmp";
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
