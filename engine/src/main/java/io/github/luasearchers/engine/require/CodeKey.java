package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.Level;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What compiled code is known by: what stands for its source, or the source itself, and the version
 * of Lua that it was read as.
 */
final class CodeKey {

  private final Level level;
  private final Object source;
  private final String chunkName;
  private final String origin;
  private final String searcher;
  private final int hash;

  private CodeKey(
      Level level,
      Object source,
      int sourceHash,
      String chunkName,
      String origin,
      String searcher) {
    this.level = level;
    this.source = source;
    this.chunkName = chunkName;
    this.origin = origin;
    this.searcher = searcher;
    this.hash = sourceHash * 31 + chunkName.hashCode() * 17 + origin.hashCode();
  }

  /** The key of a source that a searcher found and that has a stamp. */
  static CodeKey stamped(
      Level level, String searcher, String origin, String chunkName, String stamp) {
    return new CodeKey(level, stamp, stamp.hashCode(), chunkName, origin, searcher);
  }

  /** The key of a source that is known by its bytes. They are compared, so no two are mistaken. */
  static CodeKey bytes(Level level, byte[] bytes, String chunkName) {
    return new CodeKey(level, bytes, Arrays.hashCode(bytes), chunkName, "", "");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CodeKey key
        && hash == key.hash
        && level == key.level
        && chunkName.equals(key.chunkName)
        && origin.equals(key.origin)
        && searcher.equals(key.searcher)
        && sameSource(key.source);
  }

  private boolean sameSource(Object other) {
    return source instanceof byte[] bytes
        ? other instanceof byte[] others && Arrays.equals(bytes, others)
        : source.equals(other);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
