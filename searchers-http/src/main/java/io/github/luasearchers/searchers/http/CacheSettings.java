package io.github.luasearchers.searchers.http;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where and how much is kept. Engines with equal ones share what they keep.
 *
 * @param folder where; empty for memory only, or if there is a server
 * @param redis the address of the Redis server that has it
 * @param size how many bytes in all
 * @param age how long what nobody asks for
 */
record CacheSettings(Optional<Path> folder, Optional<String> redis, long size, Duration age) {

  static CacheSettings read(HttpSettings settings) {
    String place = settings.get(HttpKeys.CACHE);
    // Not asked of Redis: that class needs Jedis, which need not be there.
    boolean server = place.startsWith("redis://") || place.startsWith("rediss://");
    if (!server && place.matches("rediss?:.*")) {
      // Not quoted: it may have a password.
      throw new IllegalArgumentException(
          "the setting lua.http.cache is no address of a Redis server: give one such as"
              + " redis://host:6379");
    }
    Optional<String> redis = server ? Optional.of(place) : Optional.empty();
    return new CacheSettings(
        place.equals("memory") || redis.isPresent()
            ? Optional.empty()
            : Optional.of(folder(settings, place)),
        redis,
        settings.get(HttpKeys.CACHE_SIZE),
        settings.get(HttpKeys.CACHE_AGE));
  }

  private static Path folder(HttpSettings settings, String place) {
    try {
      return place.isEmpty()
          ? CacheFolder.standard(System.getenv(), Path.of(System.getProperty("user.home")))
          : Path.of(place).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw settings.malformed(
          HttpKeys.CACHE, place, "give a folder, memory, or redis://host:port");
    }
  }

  // By hand: a record's own are put together at their first use, which takes a new JVM as long as
  // reading a dozen modules.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CacheSettings that
        && folder.equals(that.folder)
        && redis.equals(that.redis)
        && size == that.size
        && age.equals(that.age);
  }

  @Override
  public int hashCode() {
    return Objects.hash(folder, redis, size, age);
  }

  /** The address of a server may have a password. */
  @Override
  public String toString() {
    return "CacheSettings[" + folder + "]";
  }
}
