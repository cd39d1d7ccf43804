package io.github.luasearchers.searchers.classpath;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the central directory of its archive has it.
 *
 * @param offset where its local header begins
 * @param nameSize how many bytes its name has
 * @param method how it is compressed
 * @param crc the checksum of its content
 */
record PackedEntry(
    int offset, int nameSize, int flags, int method, int packedSize, int size, int crc) {

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int LOCAL_HEADER_SIZE = 30;
  private static final int ENCRYPTED = 0x2041;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** A size from which on a module would be unusual. */
  private static final int LARGE = 16 << 20;

  /**
   * Returns the entry of a header.
   *
   * @param at where the header begins in the directory
   */
  static PackedEntry of(byte[] directory, int at, int nameSize) {
    return new PackedEntry(
        number(directory, at + 42),
        nameSize,
        half(directory, at + 8),
        half(directory, at + 10),
        number(directory, at + 20),
        number(directory, at + 24),
        number(directory, at + 16));
  }

  /** Tells whether {@link #read} can do without the JDK. Values of 64 bits are negative here. */
  boolean isUsual() {
    return offset >= 0
        && packedSize >= 0
        && packedSize < LARGE
        && size >= 0
        && size < LARGE
        && (flags & ENCRYPTED) == 0
        && (method == DEFLATED || (method == STORED && size == packedSize));
  }

  /**
   * Returns the content; null if the archive isn't as its directory says.
   *
   * @throws IOException if the archive can't be read
   */
  byte @Nullable [] read(File archive) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(archive, "r")) {
      // The local header may have more extra fields than none, which bundles and most others have.
      int start = LOCAL_HEADER_SIZE + nameSize;
      byte[] packed = new byte[start + packedSize];
      file.seek(offset);
      file.readFully(packed);
      if (number(packed, 0) != LOCAL_HEADER || half(packed, 26) != nameSize) {
        return null;
      }
      int extraSize = half(packed, 28);
      if (extraSize > 0) {
        file.seek((long) offset + start + extraSize);
        file.readFully(packed, start, packedSize);
      }
      return checked(unpack(packed, start));
    }
  }

  private byte @Nullable [] unpack(byte[] packed, int start) {
    if (method == STORED) {
      return Arrays.copyOfRange(packed, start, packed.length);
    }
    return Deflated.content(packed, start, packedSize, size);
  }

  private byte @Nullable [] checked(byte @Nullable [] content) {
    if (content == null) {
      return null;
    }
    CRC32 actual = new CRC32();
    actual.update(content);
    return (int) actual.getValue() == crc ? content : null;
  }

  /** Returns an unsigned number of two bytes, the lower one first. */
  static int half(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  /** Returns a number of four bytes, the lowest one first. */
  static int number(byte[] bytes, int at) {
    return half(bytes, at) | half(bytes, at + 2) << 16;
  }
}
