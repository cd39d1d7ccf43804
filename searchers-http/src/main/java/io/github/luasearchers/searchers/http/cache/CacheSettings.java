package io.github.luasearchers.searchers.http.cache;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where and how much is kept. Engines with equal settings share one cache.
 *
 * @param folder the folder on disk; empty for memory only, or if there is a server
 * @param server the address of a server that has the cache: {@code redis://host:6379}
 * @param size how many bytes to keep in all
 * @param age how long to keep what nobody reads
 */
public record CacheSettings(
    Optional<Path> folder, Optional<String> server, long size, Duration age) {

  // Written by hand: a record's generated methods are linked at their first use, which takes a new
  // JVM as long as reading a dozen modules.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CacheSettings that
        && folder.equals(that.folder)
        && server.equals(that.server)
        && size == that.size
        && age.equals(that.age);
  }

  @Override
  public int hashCode() {
    return Objects.hash(folder, server, size, age);
  }

  /** The address of a server may have a password. */
  @Override
  public String toString() {
    return "CacheSettings[" + folder + "]";
  }
}
