package io.github.luasearchers.engine;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The compiled scripts that were used last, by their text. */
final class ChunkCache {

  private static final int LIMIT = 1_000;
  private static final int LIMIT_CHARS = 8_000_000;

  private final LinkedHashMap<String, Chunk> chunks = new LinkedHashMap<>(16, 0.75f, true);
  private int chars;
  private volatile @Nullable Chunk latest;

  /** Returns the script with this text and name, null if it has to be compiled. */
  @Nullable Chunk find(String source, @Nullable String file) {
    @Nullable Chunk chunk = latest;
    if (chunk != null && chunk.source().equals(source) && Objects.equals(chunk.file(), file)) {
      return chunk;
    }
    return findOlder(source, file);
  }

  private synchronized @Nullable Chunk findOlder(String source, @Nullable String file) {
    @Nullable Chunk chunk = chunks.get(source);
    if (chunk == null || !Objects.equals(chunk.file(), file)) {
      return null;
    }
    latest = chunk;
    return chunk;
  }

  synchronized void add(Chunk chunk) {
    latest = chunk;
    if (chunk.source().length() > LIMIT_CHARS / 4) {
      return;
    }
    if (chunks.put(chunk.source(), chunk) == null) {
      chars += chunk.source().length();
    }
    Iterator<Map.Entry<String, Chunk>> oldest = chunks.entrySet().iterator();
    while (chunks.size() > LIMIT || chars > LIMIT_CHARS) {
      chars -= oldest.next().getKey().length();
      oldest.remove();
    }
  }
}
