package io.github.luasearchers.searchers.jar;

import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.io.IOException;

/**
 * The limits of what an archive may contain.
 *
 * @param entries how many entries it may have
 * @param size how many bytes all entries together may have when expanded, and the directory as well
 * @param ratio how many times larger than its compressed form a large entry may be
 */
record ArchiveLimits(long entries, long size, long ratio) {

  /** The size from which the ratio of an entry counts: below it, no ratio does harm. */
  static final long LARGE = 1 << 20;

  static final Setting<Long> MAX_ENTRIES = Setting.count("max-entries", 1, 10_000);
  static final Setting<Long> MAX_SIZE = Setting.size("max-size", "64MiB");
  static final Setting<Long> MAX_RATIO = Setting.count("max-ratio", 1, 100);

  static final ArchiveLimits DEFAULT =
      new ArchiveLimits(MAX_ENTRIES.standard(), MAX_SIZE.standard(), MAX_RATIO.standard());

  static ArchiveLimits of(SearchContext context) {
    return new ArchiveLimits(
        MAX_ENTRIES.read(context), MAX_SIZE.read(context), MAX_RATIO.read(context));
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
