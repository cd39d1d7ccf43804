package io.github.luasearchers.searchers.jar;

import io.github.luasearchers.spi.SearchContext;
import java.io.IOException;
import java.util.Optional;

/**
 * What an archive may be like at most.
 *
 * @param entries how many entries it may have
 * @param size how many bytes all of them may have when expanded, and its directory as well
 * @param ratio how many times larger than its packed form a large entry may be
 */
record Limits(long entries, long size, long ratio) {

  /** How large an entry is for which the ratio counts: below it, no ratio does harm. */
  static final long LARGE = 1 << 20;

  static final Limits DEFAULT = new Limits(10_000, 64L << 20, 100);

  static Limits of(SearchContext context) {
    return new Limits(
        limit(context, "max-entries", DEFAULT.entries),
        limit(context, "max-size", DEFAULT.size),
        limit(context, "max-ratio", DEFAULT.ratio));
  }

  private static long limit(SearchContext context, String key, long otherwise) {
    Optional<String> setting = context.setting(key);
    if (setting.isEmpty()) {
      return otherwise;
    }
    try {
      long limit = Long.parseLong(setting.get());
      if (limit > 0) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "lua.jar." + key + ": '" + setting.get() + "' is not a whole number above 0");
  }

  void checkEntries(long count) throws IOException {
    if (count > entries) {
      throw new IOException("it has more than " + entries + " entries (lua.jar.max-entries)");
    }
  }

  void checkDirectory(long bytes) throws IOException {
    if (bytes > size) {
      throw new IOException(
          "its directory of " + bytes + " bytes is larger than " + size + " (lua.jar.max-size)");
    }
  }

  void checkTotal(long bytes) throws IOException {
    if (bytes > size) {
      throw new IOException("it expands to more than " + size + " bytes (lua.jar.max-size)");
    }
  }

  void checkRatio(String name, long packed, long expanded) throws IOException {
    if (expanded > LARGE && expanded / ratio > packed) {
      throw new IOException(
          "'" + name + "' expands to more than " + ratio + " times its size (lua.jar.max-ratio)");
    }
  }
}
