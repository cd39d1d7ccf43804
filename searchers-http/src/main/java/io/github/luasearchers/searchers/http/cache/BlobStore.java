package io.github.luasearchers.searchers.http.cache;

import java.io.IOException;
import java.util.Optional;

/**
 * Stores bytes under their SHA-256. What is read has been verified: a store can lose blobs, and it
 * can be tampered with, but it never returns wrong bytes. Implementations are safe for threads.
 */
public interface BlobStore {

  /** How many bytes a blob may have: as many as the largest file that is fetched, an index. */
  int LARGEST = 64 << 20;

  /** Returns the bytes of a digest; nothing if the store has none, or damaged ones. */
  Optional<byte[]> read(Digest digest);

  /**
   * Stores bytes if it can. It does not fail if it can't, since the caller has the bytes.
   *
   * @param digest their digest; it is not computed again, since reading verifies it
   */
  void write(Digest digest, byte[] content);

  /** Receives a store's events. It is called on the thread that uses the store. */
  interface Listener {

    /** A blob did not match its digest, and was removed. */
    void corrupted(Digest digest, String place);

    /** A blob could not be stored: the disk is full, for example, or the folder is read-only. */
    void notStored(Digest digest, IOException reason);

    /** Files were removed to keep to the limits of size and age. */
    void evicted(int blobs, long bytes);
  }
}
