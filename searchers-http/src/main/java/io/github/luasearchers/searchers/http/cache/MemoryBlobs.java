package io.github.luasearchers.searchers.http.cache;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Blobs that live as long as the process. */
final class MemoryBlobs implements BlobStore {

  private final Cache<Digest, byte[]> blobs;

  /**
   * @param size how many bytes to keep at most
   */
  MemoryBlobs(long size) {
    // One segment, so that the limit is that of the whole and a large blob has a place.
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
