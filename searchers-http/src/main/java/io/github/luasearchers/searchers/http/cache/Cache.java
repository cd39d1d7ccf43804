package io.github.luasearchers.searchers.http.cache;

import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One cache: the bytes of files by their digest, and what servers said by URL and reader.
 *
 * @param closing ends what the cache holds open; does nothing if there is no such thing
 */
public record Cache(BlobStore blobs, AnswerStore answers, Runnable closing)
    implements AutoCloseable {

  /** How much of a server's cache is kept in memory as well. */
  private static final long NEAR_BYTES = 64 << 20;

  /**
   * Opens a cache.
   *
   * @param pinned what must not be evicted: the digests that lock files in use have
   * @throws IllegalArgumentException if the address of a server is none, or no jar on the class
   *     path knows such servers; the message does not quote the address
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
    return new Cache(new MemoryBlobs(size), new MemoryAnswers(), () -> {});
  }

  private static Cache inFolder(CacheSettings settings, Path folder, Supplier<Set<Digest>> pinned) {
    BlobLog log = new BlobLog();
    Eviction eviction = new Eviction(folder, settings.size(), settings.age(), pinned, log);
    return new Cache(
        new DiskBlobs(folder, settings.size(), eviction, log),
        new DiskAnswers(folder, eviction),
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
