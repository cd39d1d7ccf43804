package io.github.luasearchers.searchers.http.cache;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Blobs in a folder. Any number of processes share it, and any of them may be killed at any time: a
 * blob is moved to its place when it is complete, and never changes there.
 */
final class DiskBlobs implements BlobStore {

  private final Path folder;
  private final long maxSize;
  private final Listener listener;
  private final Eviction eviction;

  /**
   * @param folder the cache's folder; created when the first blob is stored
   * @param maxSize how many bytes all blobs may have
   * @param eviction keeps the folder to its limits
   */
  DiskBlobs(Path folder, long maxSize, Eviction eviction, Listener listener) {
    this.folder = folder.toAbsolutePath().resolve("v1");
    this.maxSize = maxSize;
    this.eviction = eviction;
    this.listener = listener;
  }

  @Override
  public Optional<byte[]> read(Digest digest) {
    Path file = place(digest);
    byte[] content;
    // No channel: reading must work in a thread that has been interrupted, as it does for files.
    try (InputStream in = new FileInputStream(file.toFile())) {
      content = in.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      return Optional.empty();
    }
    if (content.length > LARGEST || !Digest.of(content).equals(digest)) {
      forget(digest, file);
      return Optional.empty();
    }
    AtomicFiles.touch(file);
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
      // In a read-only folder it stays; each reader finds that it is damaged.
    }
    listener.corrupted(digest, file.toString());
  }

  @Override
  public void write(Digest digest, byte[] content) {
    try {
      if (store(digest, content)) {
        eviction.runIfDue(content.length);
      }
    } catch (IOException e) {
      listener.notStored(digest, e);
    }
  }

  /** Returns false if the blob is there already. */
  private boolean store(Digest digest, byte[] content) throws IOException {
    Path place = place(digest);
    if (Files.exists(place) && Files.size(place) == content.length) {
      AtomicFiles.touch(place);
      return false;
    }
    if (content.length > Math.min(LARGEST, maxSize)) {
      throw new IOException("its " + content.length + " bytes are more than the cache may hold");
    }
    AtomicFiles.writeBelow(folder.resolve("tmp"), place, content);
    return true;
  }
}
