package io.github.luasearchers.searchers.http.cache;

import java.time.Duration;
import java.util.Set;

/**
 * Opens caches on servers of one kind. A jar registers it for {@link java.util.ServiceLoader}, so
 * that only those who use such servers need a client for them.
 */
public interface CacheProvider {

  /** Returns the schemes that its addresses begin with, in lower case: {@code redis}. */
  Set<String> schemes();

  /**
   * Opens a cache. The server is connected to when it is needed: one that can't be reached is an
   * empty cache, not a failure.
   *
   * @param address the address as the user gave it, which begins with one of the schemes
   * @param near a cache in memory, to be asked before the server
   * @param age how long the server keeps what nobody reads
   * @param listener hears of blobs that are wrong or can't be kept
   * @throws IllegalArgumentException if the address is malformed; the message must not quote it,
   *     for it may have a password
   */
  Cache open(String address, Cache near, Duration age, BlobStore.Listener listener);
}
