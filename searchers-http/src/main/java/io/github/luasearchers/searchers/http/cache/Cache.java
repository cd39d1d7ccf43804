package io.github.luasearchers.searchers.http.cache;

import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One cache: the bytes of files by digest, and responses by URL and credentials.
 *
 * @param closing releases what the cache holds open, such as connections
 */
public record Cache(BlobStore blobs, ResponseStore responses, Runnable closing)
    implements AutoCloseable {

  /** How much of a server's cache is also in memory. */
  private static final long NEAR_BYTES = 64 << 20;

  /**
   * Opens a cache.
   *
   * @param pinned the digests that must not be evicted: those of lock files in use
   * @throws IllegalArgumentException if the address of a server is malformed, or no jar on the
   *     class path supports such servers; the message does not quote the address
   */
  public static Cache open(CacheSettings settings, Supplier<Set<Digest>> pinned) {
    if (settings.server().isPresent()) {
      Cache near = inMemory(Math.min(settings.size(), NEAR_BYTES));
      String address = settings.server().get();
      return provider(address).open(address, near, settings.age(), new BlobLog());
    }
    return settings.folder().isPresent()
        ? inFolder(settings, settings.folder().get(), pinned)
        : inMemory(settings.size());
  }

  private static Cache inMemory(long size) {
    return new Cache(new MemoryBlobs(size), new MemoryResponses(), () -> {});
  }

  private static Cache inFolder(CacheSettings settings, Path folder, Supplier<Set<Digest>> pinned) {
    BlobLog log = new BlobLog();
    Eviction eviction = new Eviction(folder, settings.size(), settings.age(), pinned, log);
    return new Cache(
        new DiskBlobs(folder, settings.size(), eviction, log),
        new DiskResponses(folder, eviction),
        () -> {});
  }

  private static CacheProvider provider(String address) {
    String scheme = address.substring(0, address.indexOf("://"));
    ClassLoader loader = CacheProvider.class.getClassLoader();
    for (CacheProvider each : ServiceLoader.load(CacheProvider.class, loader)) {
      if (each.schemes().contains(scheme)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        scheme.matches("rediss?")
            ? "it names a Redis server: put luasearchers-http-redis on the class path"
            : "no jar on the class path knows caches of the kind '" + scheme + "'");
  }

  @Override
  public void close() {
    closing.run();
  }
}
