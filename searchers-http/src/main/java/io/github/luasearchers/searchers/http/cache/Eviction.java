package io.github.luasearchers.searchers.http.cache;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Keeps the cache's folder to its limits of size and age: the least recently used blobs and
 * responses are deleted first.
 */
final class Eviction {

  /** The writer of a temporary file of this age must have died. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** How long the folder is not scanned again, unless much is written. */
  private static final Duration INTERVAL = Duration.ofHours(1);

  /** The size that a response counts: what a disk allocates for it. */
  static final int RESPONSE_SIZE = 4096;

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final long maxSize;
  private final Duration maxAge;
  private final Supplier<Set<Digest>> kept;
  private final BlobStore.Listener listener;
  private final AtomicLong written = new AtomicLong();

  /**
   * @param folder the cache's folder
   * @param maxSize how many bytes the files may have together
   * @param maxAge how long a file stays that nobody reads
   * @param kept what must not be deleted: the digests of lock files
   */
  Eviction(
      Path folder,
      long maxSize,
      Duration maxAge,
      Supplier<Set<Digest>> kept,
      BlobStore.Listener listener) {
    this.folder = folder.toAbsolutePath().resolve("v1");
    this.maxSize = maxSize;
    this.maxAge = maxAge;
    this.kept = kept;
    this.listener = listener;
  }

  /**
   * Scans the folder at the first file and then from time to time, because a scan takes long.
   *
   * @param size how many bytes were written just now
   */
  void runIfDue(int size) throws IOException {
    long before = written.getAndAdd(size);
    long step = Math.max(1, maxSize / 16);
    if (before == 0 ? isDue() : before / step != (before + size) / step) {
      run();
    }
  }

  private Path lock() {
    return folder.resolve("eviction.lock");
  }

  /** Tells whether no process has scanned the folder recently; the lock file has the time. */
  private boolean isDue() throws IOException {
    Instant before = Instant.now().minus(INTERVAL);
    return Files.notExists(lock()) || modified(lock()).isBefore(before);
  }

  /** Scans the folder now, unless another thread or process does it. */
  void run() throws IOException {
    new FileMutex(lock())
        .holdIfFree(
            () -> {
              Files.setLastModifiedTime(lock(), FileTime.from(Instant.now()));
              deleteAbandoned();
              deleteBeyondLimits();
            });
  }

  private void deleteAbandoned() throws IOException {
    Instant before = Instant.now().minus(ABANDONED);
    for (Path file : list(folder.resolve("tmp"))) {
      if (modified(file).isBefore(before)) {
        delete(file);
      }
    }
  }

  private void deleteBeyondLimits() throws IOException {
    Set<String> wanted = new HashSet<>();
    for (Digest digest : kept.get()) {
      wanted.add(digest.hex());
    }
    List<Blob> blobs = blobs();
    long size = blobs.stream().mapToLong(Blob::size).sum();
    Instant before = Instant.now().minus(maxAge);
    int deleted = 0;
    long freed = 0;
    for (Blob blob : blobs) {
      if (!blob.used.isBefore(before) && size - freed <= maxSize) {
        break;
      }
      if (!wanted.contains(blob.file.getFileName().toString()) && delete(blob.file)) {
        deleted++;
        freed += blob.size;
      }
    }
    if (deleted > 0) {
      listener.evicted(deleted, freed);
    }
  }

  private record Blob(Path file, long size, Instant used) {}

  /** Returns all files, least recently used first. */
  private List<Blob> blobs() throws IOException {
    List<Blob> blobs = new ArrayList<>();
    for (String kind : List.of("blobs", "answers")) {
      for (Path each : list(folder.resolve(kind))) {
        for (Path file : list(each)) {
          if (NAME.matcher(file.getFileName().toString()).matches()) {
            add(blobs, file, kind.equals("answers") ? RESPONSE_SIZE : 0);
          }
        }
      }
    }
    blobs.sort(Comparator.comparing(Blob::used));
    return blobs;
  }

  private static void add(List<Blob> blobs, Path file, int least) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      blobs.add(new Blob(file, Math.max(least, now.size()), now.lastModifiedTime().toInstant()));
    } catch (IOException e) {
      // Gone in the meantime.
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> content = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return content;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path each : stream) {
        content.add(each);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return content;
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      // Gone in the meantime.
      return Instant.MAX;
    }
  }

  /** Deletes a file, unless another process has done it or, on Windows, has it open. */
  private static boolean delete(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      return false;
    }
  }
}
