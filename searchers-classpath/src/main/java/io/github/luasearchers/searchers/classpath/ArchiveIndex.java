package io.github.luasearchers.searchers.classpath;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.spi.FileStamp;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of an archive are, by its central directory (APPNOTE.TXT, 4.3.12 and 4.3.16) as
 * of a stamp. With it an entry takes one read, while {@link ArchiveEntry} has the JDK go through
 * the whole directory for each.
 *
 * <p>What is unusual is left to the JDK: it is in no index. An index never changes; any thread may
 * use it. It doesn't keep the archive open.
 */
final class ArchiveIndex {

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_SIZE = 46;

  /** A program whose directory is larger takes long to start anyway. */
  private static final int LARGEST_DIRECTORY = 4 << 20;

  private final FileStamp stamp;
  private final Map<String, PackedEntry> entries;

  private ArchiveIndex(FileStamp stamp, Map<String, PackedEntry> entries) {
    this.stamp = stamp;
    this.entries = entries;
  }

  /**
   * Reads the directory of an archive. The index is empty if the directory is unusual, or can't be
   * read: whoever reads an entry is told.
   *
   * @param stamp the archive's, taken before
   */
  static ArchiveIndex of(File archive, FileStamp stamp) {
    try (RandomAccessFile file = new RandomAccessFile(archive, "r")) {
      return new ArchiveIndex(stamp, entries(directory(file)));
    } catch (IOException e) {
      return new ArchiveIndex(stamp, Map.of());
    }
  }

  /** Returns the stamp that the archive had when its directory was read. */
  FileStamp stamp() {
    return stamp;
  }

  /** Returns a file in the archive; null if there is none of this name that is as usual. */
  @Nullable PackedEntry entry(String name) {
    return entries.get(name);
  }

  private static byte[] directory(RandomAccessFile file) throws IOException {
    long position = file.length() - END_SIZE;
    byte[] end = bytes(file, position, END_SIZE);
    int size = PackedEntry.number(end, 12);
    int offset = PackedEntry.number(end, 16);
    // With a comment, or with bytes before its own such as a launcher's, the archive is unusual.
    if (PackedEntry.number(end, 0) != END
        || size < 0
        || size > LARGEST_DIRECTORY
        || offset < 0
        || (long) offset + size != position) {
      throw new IOException("the end is unusual");
    }
    return bytes(file, offset, size);
  }

  private static byte[] bytes(RandomAccessFile file, long position, int size) throws IOException {
    byte[] bytes = new byte[size];
    file.seek(position);
    file.readFully(bytes);
    return bytes;
  }

  private static Map<String, PackedEntry> entries(byte[] directory) throws IOException {
    Map<String, PackedEntry> entries = new HashMap<>();
    int next;
    for (int at = 0; at < directory.length; at = next) {
      if (directory.length - at < HEADER_SIZE || PackedEntry.number(directory, at) != HEADER) {
        throw new IOException("the directory is damaged");
      }
      int nameSize = PackedEntry.half(directory, at + 28);
      int nameEnd = at + HEADER_SIZE + nameSize;
      next = nameEnd + PackedEntry.half(directory, at + 30) + PackedEntry.half(directory, at + 32);
      if (next > directory.length) {
        throw new IOException("the directory is damaged");
      }
      String name = new String(directory, at + HEADER_SIZE, nameSize, UTF_8);
      PackedEntry entry = PackedEntry.of(directory, at, nameSize);
      if (isUsual(name, entry) && entries.put(name, entry) != null) {
        throw new IOException("the JDK knows which of two entries '" + name + "' counts");
      }
    }
    return entries;
  }

  /** Tells whether it can be a module: an ASCII name is as long in characters as in bytes. */
  private static boolean isUsual(String name, PackedEntry entry) {
    return name.length() == entry.nameSize()
        && !name.endsWith("/")
        && !name.endsWith(".class")
        && entry.isUsual();
  }
}
