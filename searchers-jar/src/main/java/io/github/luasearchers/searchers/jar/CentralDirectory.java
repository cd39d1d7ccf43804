package io.github.luasearchers.searchers.jar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads an archive's central directory (APPNOTE.TXT, 4.3.12 to 4.3.16), and rejects what no honest
 * archive has: names that lead elsewhere, links, two entries of one name, impossible sizes.
 */
final class CentralDirectory {

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_64_SIZE = 20;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_SIZE = 56;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_SIZE = 46;
  private static final int EXTRA_64 = 1;
  private static final int LARGEST_COMMENT = 0xffff;
  private static final int FILE_TYPE = 0xf000;
  private static final int SYMBOLIC_LINK = 0xa000;
  private static final int ENCRYPTED = 0x2041;

  /** In a field of 32 bits: the value is in a field of 64 bits elsewhere. */
  private static final long LARGE = 0xffffffffL;

  private static final byte[] NONE = {};

  /** The largest size of an array. */
  private static final long LARGEST = Integer.MAX_VALUE - 8;

  private final ArchiveLimits limits;
  private final ArchiveBytes archive;
  private final Map<String, ArchiveEntry> entries = new HashMap<>();
  private final Set<String> folded = new HashSet<>();

  /** Where the directory is, and how many bytes it has. */
  private long start;

  private long length;

  /** How many entries the end of the archive says it has. */
  private long declared;

  /** How many bytes precede the archive's own, such as a launcher's. */
  private long prefix;

  private long count;
  private long total;
  private long packedTotal;

  CentralDirectory(ArchiveLimits limits, ArchiveBytes archive) {
    this.limits = limits;
    this.archive = archive;
  }

  /** Returns the archive's files by name, without folders. */
  Map<String, ArchiveEntry> read() throws IOException {
    byte[] directory;
    try (ArchiveBytes.Opened bytes = archive.open()) {
      findEnd(bytes);
      limits.checkDirectory(length);
      directory = bytes.read(start, (int) length);
    }
    int at = 0;
    while (at < directory.length) {
      at = readHeader(directory, at);
    }
    if (count != declared) {
      throw damaged();
    }
    return entries;
  }

  private static IOException damaged() {
    return new IOException("its directory is damaged");
  }

  // ---- the end of the archive, which says where the directory is

  private void findEnd(ArchiveBytes.Opened bytes) throws IOException {
    long fileSize = bytes.size();
    int tailSize = (int) Math.min(fileSize, END_SIZE + LARGEST_COMMENT);
    byte[] tail = bytes.read(fileSize - tailSize, tailSize);
    for (int at = tailSize - END_SIZE; at >= 0; at--) {
      if (number(tail, at) == END && at + END_SIZE + half(tail, at + 20) == tailSize) {
        readEnd(bytes, tail, at, fileSize - tailSize + at);
        return;
      }
    }
    throw new IOException("it is no zip archive, or not all of one");
  }

  private void readEnd(ArchiveBytes.Opened bytes, byte[] tail, int at, long position)
      throws IOException {
    if (half(tail, at + 4) != 0 || half(tail, at + 6) != 0) {
      throw new IOException("it is one part of several");
    }
    int number = half(tail, at + 10);
    long size = unsigned(tail, at + 12);
    long offset = unsigned(tail, at + 16);
    boolean large = number == 0xffff || size == LARGE || offset == LARGE;
    if (large && at >= LOCATOR_64_SIZE && number(tail, at - LOCATOR_64_SIZE) == LOCATOR_64) {
      readEnd64(bytes, position - LOCATOR_64_SIZE - END_64_SIZE);
    } else {
      end(position, number, size, offset);
    }
  }

  private void readEnd64(ArchiveBytes.Opened bytes, long position) throws IOException {
    if (position < 0) {
      throw damaged();
    }
    byte[] end = bytes.read(position, END_64_SIZE);
    if (number(end, 0) != END_64) {
      throw damaged();
    }
    end(
        position,
        ArchiveBytes.large(end, 32),
        ArchiveBytes.large(end, 40),
        ArchiveBytes.large(end, 48));
  }

  private void end(long position, long number, long size, long offset) throws IOException {
    start = position - size;
    if (size < 0 || start < 0 || offset < 0 || offset > start) {
      throw damaged();
    }
    length = size;
    declared = number;
    prefix = start - offset;
  }

  // ---- one entry

  /** Reads the header at a position, and returns where the next one is. */
  private int readHeader(byte[] directory, int at) throws IOException {
    if (directory.length - at < HEADER_SIZE || number(directory, at) != HEADER) {
      throw damaged();
    }
    limits.checkEntries(++count);
    int nameEnd = at + HEADER_SIZE + half(directory, at + 28);
    int extraEnd = nameEnd + half(directory, at + 30);
    int next = extraEnd + half(directory, at + 32);
    if (next > directory.length) {
      throw damaged();
    }
    String name = decode(directory, at + HEADER_SIZE, nameEnd);
    EntryNames.check(name);
    if ((number(directory, at + 38) >>> 16 & FILE_TYPE) == SYMBOLIC_LINK) {
      throw new IOException("'" + name + "' is a symbolic link");
    }
    if (!name.endsWith("/")) {
      add(name, entry(name, directory, at, nameEnd, extraEnd));
    }
    return next;
  }

  private void add(String name, ArchiveEntry entry) throws IOException {
    checkSizes(name, entry);
    if (entries.put(name, entry) != null) {
      throw new IOException("it has two entries '" + name + "'");
    }
    if (EntryNames.matters(name) && !folded.add(EntryNames.fold(name))) {
      throw new IOException("it has another entry that differs from '" + name + "' in case only");
    }
  }

  private ArchiveEntry entry(String name, byte[] directory, int at, int extra, int extraEnd)
      throws IOException {
    if ((half(directory, at + 8) & ENCRYPTED) != 0) {
      throw new IOException("'" + name + "' is encrypted");
    }
    int method = half(directory, at + 10);
    if (method != ArchiveEntry.STORED && method != ArchiveEntry.DEFLATED) {
      throw new IOException(
          "'" + name + "' is packed by method " + method + ", which is unknown here");
    }
    long packedSize = unsigned(directory, at + 20);
    long size = unsigned(directory, at + 24);
    long offset = unsigned(directory, at + 42);
    byte[] fields = largeFields(directory, extra, extraEnd);
    int field = 0;
    size = size == LARGE ? field(fields, field++) : size;
    packedSize = packedSize == LARGE ? field(fields, field++) : packedSize;
    offset = offset == LARGE ? field(fields, field) : offset;
    int crc = number(directory, at + 16);
    return new ArchiveEntry(archive, name, prefix + offset, method, packedSize, size, crc);
  }

  /** Returns the fields for values that do not fit the header; none if there are none. */
  private static byte[] largeFields(byte[] directory, int extra, int extraEnd) throws IOException {
    int at = extra;
    while (extraEnd - at >= 4) {
      int kind = half(directory, at);
      int end = at + 4 + half(directory, at + 2);
      if (end > extraEnd) {
        throw damaged();
      }
      if (kind == EXTRA_64) {
        return Arrays.copyOfRange(directory, at + 4, end);
      }
      at = end;
    }
    return NONE;
  }

  private static long field(byte[] fields, int index) throws IOException {
    if (fields.length < (index + 1) * Long.BYTES) {
      throw damaged();
    }
    return ArchiveBytes.large(fields, index * Long.BYTES);
  }

  private void checkSizes(String name, ArchiveEntry entry) throws IOException {
    long size = entry.expandedSize();
    long packed = entry.packedSize();
    if (size < 0 || packed < 0 || entry.offset() < 0 || size > LARGEST || packed > LARGEST) {
      throw damaged();
    }
    total += size;
    limits.checkTotal(total);
    limits.checkRatio(name, packed, size);
    if (entry.isStored() && size != packed) {
      throw new IOException("'" + name + "' is stored, and yet its two sizes differ");
    }
    packedTotal += ArchiveEntry.LOCAL_HEADER_SIZE + packed;
    if (entry.offset() > start - ArchiveEntry.LOCAL_HEADER_SIZE - packed) {
      throw new IOException("'" + name + "' is not where the directory says");
    }
    if (packedTotal > start) {
      throw new IOException("its entries overlap");
    }
  }

  // ---- bytes

  /**
   * Names are UTF-8, as the JDK's tools write them. A name that is not valid UTF-8 is no module's,
   * so Latin-1 will do.
   */
  private static String decode(byte[] directory, int start, int end) {
    String name = new String(directory, start, end - start, UTF_8);
    // What is no UTF-8 is read as this character, which a name may have of its own as well.
    return name.indexOf('\uFFFD') < 0
            || Arrays.equals(name.getBytes(UTF_8), Arrays.copyOfRange(directory, start, end))
        ? name
        : new String(directory, start, end - start, ISO_8859_1);
  }

  private static int half(byte[] bytes, int at) {
    return ArchiveBytes.half(bytes, at);
  }

  private static int number(byte[] bytes, int at) {
    return ArchiveBytes.number(bytes, at);
  }

  private static long unsigned(byte[] bytes, int at) {
    return Integer.toUnsignedLong(ArchiveBytes.number(bytes, at));
  }
}
