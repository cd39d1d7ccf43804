package io.github.luasearchers.searchers.jar;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive in memory, for searchers that get archives from elsewhere. It must meet the default
 * requirements of the searcher {@code jar}: the number of entries, their size and ratio when
 * expanded, no names that lead elsewhere, no links, no two entries of one name.
 *
 * <p>Any number of threads may use it.
 *
 * @since 0.1.0
 */
public final class ZipBytes {

  private final Map<String, ArchiveEntry> entries;

  private ZipBytes(Map<String, ArchiveEntry> entries) {
    this.entries = entries;
  }

  /**
   * Reads an archive's directory.
   *
   * @param name the archive's name in error messages
   * @param content the whole archive, which must not be changed
   * @throws IOException if the archive is not acceptable
   */
  public static ZipBytes open(String name, byte[] content) throws IOException {
    ArchiveBytes bytes = ArchiveBytes.of(name, content);
    try {
      return new ZipBytes(new CentralDirectory(ArchiveLimits.DEFAULT, bytes).read());
    } catch (IOException e) {
      throw Failures.unreadable(name, e);
    }
  }

  /** Returns the names of its files, without folders, in no order; the set can't be changed. */
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /**
   * Returns the content of a file in the archive; empty if there is no such file.
   *
   * @throws IOException if the file is damaged
   */
  public Optional<byte[]> read(String entryName) throws IOException {
    @Nullable ArchiveEntry entry = entries.get(entryName);
    return entry == null ? Optional.empty() : Optional.of(entry.read());
  }
}
