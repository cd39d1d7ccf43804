package io.github.luasearchers.clibs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A shared library of Linux, as far as it says which symbols it needs and how long it is. What else
 * is wrong is left to {@code dlopen}, which says it.
 */
final class ElfFile {

  private static final int MAGIC = 0x7f454c46;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int SEGMENT = 56;
  private static final int LOADED = 1;
  private static final int DYNAMIC_SYMBOLS = 11;
  private static final int SYMBOL = 24;
  private static final int GLOBAL = 1;
  private static final int SECTION = 64;

  /** Larger files are mapped, smaller ones read. */
  private static final int LARGE = 1 << 22;

  private final ByteBuffer bytes;

  private ElfFile(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns what is wrong with a library that {@code dlopen} does not notice, in its words: that it
   * needs a function of PUC's API that this version has not and another has, for the shim exports
   * those of all versions; or that it was cut off, which ends the process when the missing part is
   * used.
   *
   * @return null if there is nothing
   */
  static @Nullable String problem(String file, int version) {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      ByteBuffer bytes = contents(in);
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      return new ElfFile(bytes).problem(version);
    } catch (IOException | IndexOutOfBoundsException | BufferUnderflowException e) {
      return null;
    }
  }

  /** Returns what is in a file. The first that a JVM maps takes it many milliseconds. */
  private static ByteBuffer contents(RandomAccessFile in) throws IOException {
    long length = in.length();
    if (length > LARGE) {
      return in.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, length);
    }
    byte[] bytes = new byte[(int) length];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private @Nullable String problem(int version) {
    boolean isKnown =
        Integer.reverseBytes(bytes.getInt(0)) == MAGIC
            && bytes.get(4) == CLASS_64
            && bytes.get(5) == LITTLE_ENDIAN;
    if (!isKnown) {
      return null;
    }
    if (isCutOff()) {
      return "file too short";
    }
    @Nullable String symbol = foreign(version);
    return symbol == null ? null : "undefined symbol: " + symbol;
  }

  /** Tells whether a part that is to be loaded lies behind the file's end. */
  private boolean isCutOff() {
    int segments = (int) bytes.getLong(32);
    int count = Short.toUnsignedInt(bytes.getShort(56));
    for (int i = 0; i < count; i++) {
      int segment = segments + i * SEGMENT;
      long end = bytes.getLong(segment + 8) + bytes.getLong(segment + 32);
      if (bytes.getInt(segment) == LOADED && end > bytes.capacity()) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String foreign(int version) {
    int sections = (int) bytes.getLong(40);
    int count = Short.toUnsignedInt(bytes.getShort(60));
    for (int i = 0; i < count; i++) {
      int section = sections + i * SECTION;
      if (bytes.getInt(section + 4) == DYNAMIC_SYMBOLS) {
        int names = (int) bytes.getLong(sections + bytes.getInt(section + 40) * SECTION + 24);
        return foreign(
            version, (int) bytes.getLong(section + 24), (int) bytes.getLong(section + 32), names);
      }
    }
    return null;
  }

  private @Nullable String foreign(int version, int from, int size, int names) {
    for (int symbol = from; symbol < from + size; symbol += SYMBOL) {
      boolean isUndefined = bytes.getShort(symbol + 6) == 0;
      if (isUndefined && (bytes.get(symbol + 4) & 0xff) >> 4 == GLOBAL) {
        String name = text(names + bytes.getInt(symbol));
        if (ApiVersions.isForeign(name, version)) {
          return name;
        }
      }
    }
    return null;
  }

  private String text(int at) {
    int end = at;
    while (bytes.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - at];
    bytes.get(at, text);
    return new String(text, ISO_8859_1);
  }
}
