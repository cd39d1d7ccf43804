package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.FileStamp;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The text that a module was loaded from. */
public final class LoadedCode {

  private final SearchResult.Source source;
  private final byte @Nullable [] kept;
  private final long compileNanos;

  /**
   * @param kept the text, if it is kept: where modules can be reloaded
   */
  LoadedCode(SearchResult.Source source, byte @Nullable [] kept, long compileNanos) {
    this.source = source;
    this.kept = kept;
    this.compileNanos = compileNanos;
  }

  /** Returns what the searcher found. */
  public SearchResult.Source source() {
    return source;
  }

  long compileNanos() {
    return compileNanos;
  }

  /** Tells whether a source of the same origin certainly has the same bytes. */
  boolean hasStampOf(SearchResult.Source other) {
    return source.stamp().isPresent() && source.stamp().equals(other.stamp());
  }

  /**
   * Tells whether other bytes are those that were loaded; false also where nobody knows.
   *
   * @throws IOException if the text was not kept, and can't be read again
   */
  public boolean has(byte[] bytes) throws IOException {
    byte @Nullable [] own = bytes();
    return own != null && Arrays.equals(own, bytes);
  }

  /** Returns the text; null if it was not kept and is not certainly the same now. */
  byte @Nullable [] bytes() throws IOException {
    if (kept != null) {
      return kept;
    }
    Optional<FileStamp> file = source.file();
    if (file.isPresent() && !file.get().isCurrent()) {
      return null;
    }
    byte[] read = source.content().read();
    return file.isPresent() && !file.get().isCurrent() ? null : read;
  }

  /** Returns the text if it certainly is the one that was loaded, else null. */
  byte @Nullable [] certainBytes() throws IOException {
    return kept != null || source.file().isPresent() ? bytes() : null;
  }

  /** Returns the SHA-256 of the text, in hexadecimal digits; empty if nobody knows it. */
  public Optional<String> sha256() {
    try {
      byte @Nullable [] bytes = bytes();
      return bytes == null ? Optional.empty() : Optional.of(Sha256.of(bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the length of the text; empty if nobody knows it. */
  OptionalLong size() {
    try {
      byte @Nullable [] bytes = bytes();
      return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
