package io.github.luasearchers.searchers.http.cache;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Blobs in memory. */
final class MemoryBlobs implements BlobStore {

  private final Cache<Digest, byte[]> blobs;

  /**
   * @param size how many bytes to keep at most
   */
  MemoryBlobs(long size) {
    // One segment: with several, the limit would be split, and a large blob would not fit.
    blobs =
        CacheBuilder.newBuilder()
            .concurrencyLevel(1)
            .maximumWeight(size)
            .weigher((Digest digest, byte[] content) -> content.length)
            .build();
  }

  @Override
  public Optional<byte[]> read(Digest digest) {
    byte @Nullable [] content = blobs.getIfPresent(digest);
    return Optional.ofNullable(content).map(byte[]::clone);
  }

  @Override
  public void write(Digest digest, byte[] content) {
    blobs.put(digest, content.clone());
  }
}
