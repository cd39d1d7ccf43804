package io.github.luasearchers.searchers.http.cache;

import java.time.Duration;
import java.util.Set;

/**
 * Opens caches on servers of one kind. Jars register implementations for {@link
 * java.util.ServiceLoader}, so that only hosts with such a server need a client for it.
 */
public interface CacheProvider {

  /** Returns the schemes of its addresses, in lower case: {@code redis}. */
  Set<String> schemes();

  /**
   * Opens a cache. The connection is made when it is needed. If the server can't be reached, the
   * cache behaves like an empty one.
   *
   * @param address the address as the user gave it, which begins with one of the schemes
   * @param near a cache in memory, to be asked first
   * @param age how long the server keeps what nobody reads
   * @param listener is told of blobs that are damaged or can't be stored
   * @throws IllegalArgumentException if the address is malformed; the message must not quote it,
   *     since it may have a password
   */
  Cache open(String address, Cache near, Duration age, BlobStore.Listener listener);
}
