package io.github.luasearchers.clibs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A shared library of Linux, as far as it says which symbols it needs. What can't be read is left
 * to {@code dlopen}, which says what is wrong.
 */
final class ElfFile {

  private static final int MAGIC = 0x7f454c46;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int DYNAMIC_SYMBOLS = 11;
  private static final int SYMBOL = 24;
  private static final int GLOBAL = 1;
  private static final int SECTION = 64;

  private final ByteBuffer bytes;

  private ElfFile(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the first function of PUC's API that a library needs and that this version has not,
   * another has. The shim exports those of all versions, so {@code dlopen} would not notice.
   *
   * @return null if there is none
   */
  static @Nullable String foreignSymbol(String file, int version) {
    try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      return new ElfFile(bytes).foreign(version);
    } catch (IOException | IndexOutOfBoundsException | BufferUnderflowException e) {
      return null;
    }
  }

  private @Nullable String foreign(int version) {
    boolean isKnown =
        Integer.reverseBytes(bytes.getInt(0)) == MAGIC
            && bytes.get(4) == CLASS_64
            && bytes.get(5) == LITTLE_ENDIAN;
    if (!isKnown) {
      return null;
    }
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
