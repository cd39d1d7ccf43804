package io.github.luasearchers.searchers.jar;

import io.github.luasearchers.spi.FileStamp;
import io.github.luasearchers.spi.SearchResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contents of a file that is an archive when its directory was read. */
final class Archive {

  private final FileStamp stamp;
  private final Map<String, ArchiveEntry> entries;

  /** The last search in which the file was looked at. */
  private long search;

  /**
   * @param stamp the stamp of the file, taken before its directory was read
   * @param entries its files, by name
   */
  Archive(FileStamp stamp, Map<String, ArchiveEntry> entries) {
    this.stamp = stamp;
    this.entries = entries;
  }

  /** Tells whether the file is as it was, in a search that looks at each file once. */
  boolean isCurrent(long inSearch) {
    if (search != inSearch && !stamp.isCurrent()) {
      return false;
    }
    search = inSearch;
    return true;
  }

  /** Notes that the file was looked at. */
  void seen(long inSearch) {
    search = inSearch;
  }

  /** Returns the module in an entry, null if there is no such entry. */
  @Nullable SearchResult find(String entryName) {
    @Nullable ArchiveEntry entry = entries.get(entryName);
    if (entry == null) {
      return null;
    }
    String origin = entry.origin();
    return SearchResult.source(entry, "@" + origin, origin).withStamp(stamp);
  }
}
