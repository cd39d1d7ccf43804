package io.github.luasearchers.searchers.jar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
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

  /** The largest size of an array. */
  private static final long LARGEST = Integer.MAX_VALUE - 8;

  private final ArchiveLimits limits;
  private final Map<String, Archive.Entry> entries = new HashMap<>();
  private final Set<String> folded = new HashSet<>();
  private long count;
  private long total;
  private long packedTotal;

  CentralDirectory(ArchiveLimits limits) {
    this.limits = limits;
  }

  /** Returns the archive's files by name, without folders. */
  Map<String, Archive.Entry> read(ArchiveBytes archive) throws IOException {
    try (ArchiveBytes.Opened bytes = archive.open()) {
      End end = findEnd(bytes);
      limits.checkDirectory(end.size);
      ByteBuffer directory = bytes.read(end.start, (int) end.size);
      while (directory.hasRemaining()) {
        readHeader(directory, end);
      }
      if (count != end.count) {
        throw damaged();
      }
      return entries;
    }
  }

  private static IOException damaged() {
    return new IOException("its directory is damaged");
  }

  // ---- the end of the archive, which says where the directory is

  /**
   * The position of the directory.
   *
   * @param prefix how many bytes precede the archive's own, such as a launcher's
   */
  private record End(long start, long size, long count, long prefix) {}

  private static End findEnd(ArchiveBytes.Opened bytes) throws IOException {
    long fileSize = bytes.size();
    int tailSize = (int) Math.min(fileSize, END_SIZE + LARGEST_COMMENT);
    ByteBuffer tail = bytes.read(fileSize - tailSize, tailSize);
    for (int at = tailSize - END_SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END && at + END_SIZE + unsigned(tail.getShort(at + 20)) == tailSize) {
        return readEnd(bytes, tail, at, fileSize - tailSize + at);
      }
    }
    throw new IOException("it is no zip archive, or not all of one");
  }

  private static End readEnd(ArchiveBytes.Opened bytes, ByteBuffer tail, int at, long position)
      throws IOException {
    long number = unsigned(tail.getShort(at + 10));
    long size = unsigned(tail.getInt(at + 12));
    long offset = unsigned(tail.getInt(at + 16));
    if (tail.getShort(at + 4) != 0 || tail.getShort(at + 6) != 0) {
      throw new IOException("it is one part of several");
    }
    boolean large = number == 0xffff || size == 0xffffffffL || offset == 0xffffffffL;
    if (large && at >= LOCATOR_64_SIZE && tail.getInt(at - LOCATOR_64_SIZE) == LOCATOR_64) {
      return readEnd64(bytes, position - LOCATOR_64_SIZE - END_64_SIZE);
    }
    return end(position, number, size, offset);
  }

  private static End readEnd64(ArchiveBytes.Opened bytes, long position) throws IOException {
    if (position < 0) {
      throw damaged();
    }
    ByteBuffer end = bytes.read(position, END_64_SIZE);
    if (end.getInt(0) != END_64) {
      throw damaged();
    }
    return end(position, end.getLong(32), end.getLong(40), end.getLong(48));
  }

  private static End end(long position, long number, long size, long offset) throws IOException {
    long start = position - size;
    if (size < 0 || start < 0 || offset < 0 || offset > start) {
      throw damaged();
    }
    return new End(start, size, number, start - offset);
  }

  // ---- one entry

  private void readHeader(ByteBuffer directory, End end) throws IOException {
    int at = directory.position();
    if (directory.remaining() < HEADER_SIZE || directory.getInt(at) != HEADER) {
      throw damaged();
    }
    limits.checkEntries(++count);
    int nameSize = unsigned(directory.getShort(at + 28));
    int extraSize = unsigned(directory.getShort(at + 30));
    int commentSize = unsigned(directory.getShort(at + 32));
    if (directory.remaining() < HEADER_SIZE + nameSize + extraSize + commentSize) {
      throw damaged();
    }
    byte[] name = new byte[nameSize];
    directory.get(at + HEADER_SIZE, name);
    ByteBuffer extra = directory.slice(at + HEADER_SIZE + nameSize, extraSize);
    add(decode(name), directory.slice(at, HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN), extra, end);
    directory.position(at + HEADER_SIZE + nameSize + extraSize + commentSize);
  }

  private void add(String name, ByteBuffer header, ByteBuffer extra, End end) throws IOException {
    EntryNames.check(name);
    if ((header.getInt(38) >>> 16 & FILE_TYPE) == SYMBOLIC_LINK) {
      throw new IOException("'" + name + "' is a symbolic link");
    }
    if (name.endsWith("/")) {
      return;
    }
    Archive.Entry entry = entry(name, header, extra, end.prefix);
    checkSizes(name, entry, end.start);
    if (entries.put(name, entry) != null) {
      throw new IOException("it has two entries '" + name + "'");
    }
    if (EntryNames.matters(name) && !folded.add(EntryNames.fold(name))) {
      throw new IOException("it has another entry that differs from '" + name + "' in case only");
    }
  }

  private static Archive.Entry entry(String name, ByteBuffer header, ByteBuffer extra, long prefix)
      throws IOException {
    if ((header.getShort(8) & ENCRYPTED) != 0) {
      throw new IOException("'" + name + "' is encrypted");
    }
    int method = unsigned(header.getShort(10));
    if (method != Archive.STORED && method != Archive.DEFLATED) {
      throw new IOException(
          "'" + name + "' is packed by method " + method + ", which is unknown here");
    }
    long packedSize = unsigned(header.getInt(20));
    long size = unsigned(header.getInt(24));
    long offset = unsigned(header.getInt(42));
    ByteBuffer large = largeFields(extra);
    size = size == LARGE ? next(large) : size;
    packedSize = packedSize == LARGE ? next(large) : packedSize;
    offset = offset == LARGE ? next(large) : offset;
    return new Archive.Entry(prefix + offset, method, packedSize, size, header.getInt(16));
  }

  /** Returns the fields for values that do not fit the header; empty if there are none. */
  private static ByteBuffer largeFields(ByteBuffer extra) throws IOException {
    extra.order(ByteOrder.LITTLE_ENDIAN);
    while (extra.remaining() >= 4) {
      int kind = unsigned(extra.getShort());
      int size = unsigned(extra.getShort());
      if (size > extra.remaining()) {
        throw damaged();
      }
      if (kind == EXTRA_64) {
        return extra.slice(extra.position(), size).order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + size);
    }
    return ByteBuffer.allocate(0);
  }

  private static long next(ByteBuffer large) throws IOException {
    if (large.remaining() < Long.BYTES) {
      throw damaged();
    }
    return large.getLong();
  }

  private void checkSizes(String name, Archive.Entry entry, long directoryStart)
      throws IOException {
    long size = entry.size();
    long packed = entry.packedSize();
    if (size < 0 || packed < 0 || entry.offset() < 0 || size > LARGEST || packed > LARGEST) {
      throw damaged();
    }
    total += size;
    limits.checkTotal(total);
    limits.checkRatio(name, packed, size);
    if (entry.method() == Archive.STORED && size != packed) {
      throw new IOException("'" + name + "' is stored, and yet its two sizes differ");
    }
    packedTotal += Archive.LOCAL_HEADER_SIZE + packed;
    if (entry.offset() > directoryStart - Archive.LOCAL_HEADER_SIZE - packed) {
      throw new IOException("'" + name + "' is not where the directory says");
    }
    if (packedTotal > directoryStart) {
      throw new IOException("its entries overlap");
    }
  }

  // ---- bytes

  /**
   * Names are UTF-8, as the JDK's tools write them. A name that is not valid UTF-8 is no module's,
   * so Latin-1 will do.
   */
  private static String decode(byte[] name) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      return new String(name, ISO_8859_1);
    }
  }

  private static int unsigned(short value) {
    return Short.toUnsignedInt(value);
  }

  private static long unsigned(int value) {
    return Integer.toUnsignedLong(value);
  }
}
