package io.github.luasearchers.searchers.http;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Blobs in a folder that any number of processes share, and any of them may be killed at any time:
 * a blob is moved to its place when it is whole, and never changes there.
 */
final class DiskBlobs implements BlobStore {

  /** How long a blob counts as just used: its time isn't set at every use. */
  private static final Duration RECENT = Duration.ofHours(1);

  private final Path folder;
  private final long maxSize;
  private final Listener listener;
  private final Eviction eviction;
  private final AtomicLong written = new AtomicLong();

  /**
   * @param folder the cache's folder; created when the first blob is kept
   * @param maxSize how many bytes all blobs may have
   * @param maxAge how long a blob stays that nobody reads
   * @param kept what to keep all the same: the digests of the lock file
   */
  DiskBlobs(
      Path folder, long maxSize, Duration maxAge, Supplier<Set<Digest>> kept, Listener listener) {
    this.folder = folder.toAbsolutePath().resolve("v1");
    this.maxSize = maxSize;
    this.listener = listener;
    this.eviction = new Eviction(this.folder, maxSize, maxAge, kept, listener);
  }

  @Override
  public Optional<byte[]> read(Digest digest) {
    Path file = place(digest);
    byte[] content;
    // No channel: reading must go on in a thread that has been interrupted, as it does for files.
    try (InputStream in = new FileInputStream(file.toFile())) {
      content = in.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      return Optional.empty();
    }
    if (content.length > LARGEST || !Digest.of(content).equals(digest)) {
      forget(digest, file);
      return Optional.empty();
    }
    touch(file);
    return Optional.of(content);
  }

  private Path place(Digest digest) {
    return shelf(digest).resolve(digest.hex());
  }

  private Path shelf(Digest digest) {
    return folder.resolve("blobs").resolve(digest.hex().substring(0, 2));
  }

  private void forget(Digest digest, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It can stay where nothing can be written: whoever reads it finds out as well.
    }
    listener.corrupted(digest, file.toString());
  }

  private static void touch(Path file) {
    try {
      Instant now = Instant.now();
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(RECENT))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException e) {
      // Then it is forgotten earlier than it need be.
    }
  }

  @Override
  public Digest write(byte[] content) {
    Digest digest = Digest.of(content);
    try {
      if (store(digest, content)) {
        evictIfDue(content.length);
      }
    } catch (IOException e) {
      listener.notStored(digest, e);
    }
    return digest;
  }

  /** Returns false if the blob is there already. */
  private boolean store(Digest digest, byte[] content) throws IOException {
    Path place = place(digest);
    if (Files.exists(place) && Files.size(place) == content.length) {
      touch(place);
      return false;
    }
    if (content.length > Math.min(LARGEST, maxSize)) {
      throw new IOException("its " + content.length + " bytes are more than the cache may hold");
    }
    CacheFolder.create(shelf(digest));
    Path temporary = folder.resolve("tmp");
    CacheFolder.create(temporary);
    AtomicFiles.write(temporary.resolve(AtomicFiles.temporaryName()), place, content);
    return true;
  }

  /** Looks at the limits at the first blob and then from time to time, for that takes a while. */
  private void evictIfDue(int size) throws IOException {
    long before = written.getAndAdd(size);
    long step = Math.max(1, maxSize / 16);
    if (before == 0 ? eviction.isDue() : before / step != (before + size) / step) {
      eviction.run();
    }
  }
}
