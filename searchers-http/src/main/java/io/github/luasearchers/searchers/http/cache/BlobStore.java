package io.github.luasearchers.searchers.http.cache;

import java.io.IOException;
import java.util.Optional;

/**
 * Bytes by their SHA-256. Whatever comes out has been checked: a store can forget, and it can be
 * tampered with, but it can't give wrong bytes. Any number of threads may use it.
 */
public interface BlobStore {

  /** How large a blob may be: as large as the largest thing that is fetched, a manifest. */
  int LARGEST = 64 << 20;

  /**
   * Returns the bytes of that digest; nothing if they are not here, or no longer what they were.
   */
  Optional<byte[]> read(Digest digest);

  /**
   * Keeps bytes if it can. That it couldn't is no failure, for the bytes are at hand.
   *
   * @param digest what they are; it is not computed again, for what comes out is checked
   */
  void write(Digest digest, byte[] content);

  /** Hears of what a store does in silence. Called by the thread that uses the store. */
  interface Listener {

    /** Bytes were found that are not what they are said to be; they have been forgotten. */
    void corrupted(Digest digest, String place);

    /** Bytes could not be kept: the disk is full, or the folder must not be written to. */
    void notStored(Digest digest, IOException reason);

    /** Blobs were forgotten to keep to the limits of size and age. */
    void evicted(int blobs, long bytes);
  }
}
