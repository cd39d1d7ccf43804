package io.github.luasearchers.engine.require;

import com.google.common.io.ByteSource;
import io.github.luasearchers.spi.SearchResult;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a searcher has found ahead of time, with its content. Each is for one {@code require}, which
 * then does without another way over a network, and only for a while: what was asked a moment ago
 * is as good as asked now.
 */
final class KeptSources {

  /** As long as browsers take for fresh what they fetched ahead. */
  private static final long NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Map<String, Kept> sources = new HashMap<>();
  private final long nanos;

  KeptSources() {
    this(NANOS);
  }

  /**
   * @param nanos for how long each is kept
   */
  KeptSources(long nanos) {
    this.nanos = nanos;
  }

  private record Kept(SearchResult.Source source, long since) {}

  void put(String module, SearchResult.Source found, byte[] bytes) {
    SearchResult.Source source =
        SearchResult.source(ByteSource.wrap(bytes), found.chunkName(), found.origin());
    if (found.stamp().isPresent()) {
      source = source.withStamp(found.stamp().get());
    }
    sources.values().removeIf(this::isOld);
    sources.put(module, new Kept(source, System.nanoTime()));
  }

  /** Returns what was found of a module, once; null if nothing was, or too long ago. */
  SearchResult.@Nullable Source take(String module) {
    @Nullable Kept kept = sources.remove(module);
    return kept == null || isOld(kept) ? null : kept.source;
  }

  private boolean isOld(Kept kept) {
    return System.nanoTime() - kept.since > nanos;
  }
}
