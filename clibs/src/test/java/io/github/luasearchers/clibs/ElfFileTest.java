package io.github.luasearchers.clibs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfFileTest {

  private static final byte GLOBAL = 1 << 4;
  private static final byte WEAK = 2 << 4;
  private static final int SECTIONS = 64;
  private static final int SYMBOLS = SECTIONS + 2 * 64;
  private static final int SYMBOL = 24;

  @TempDir private Path folder;

  /** Writes a library that has these symbols, and nothing else. */
  private String library(byte binding, int section, String... names) throws IOException {
    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    bytes.putLong(40, SECTIONS).putShort(60, (short) 2);
    int end = SYMBOLS + names.length * SYMBOL;
    bytes.putInt(SECTIONS + 4, 11).putLong(SECTIONS + 24, SYMBOLS);
    bytes.putLong(SECTIONS + 32, (long) names.length * SYMBOL).putInt(SECTIONS + 40, 1);
    bytes.putInt(SECTIONS + 64 + 4, 3).putLong(SECTIONS + 64 + 24, end);
    for (int i = 0; i < names.length; i++) {
      int symbol = SYMBOLS + i * SYMBOL;
      bytes.putInt(symbol, texts.size()).put(symbol + 4, binding);
      bytes.putShort(symbol + 6, (short) section);
      texts.write((names[i] + '\0').getBytes(ISO_8859_1));
    }
    bytes.put(end, texts.toByteArray());
    return Files.write(folder.resolve("a.so"), bytes.array()).toString();
  }

  @Test
  void library_thatWasCutOff_isTooShort() throws IOException {
    String file = library(GLOBAL, 0, "malloc");
    byte[] bytes = Files.readAllBytes(Path.of(file));
    ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    elf.putLong(32, 2000).putShort(56, (short) 1);
    elf.putInt(2000, 1).putLong(2000 + 8, 1000).putLong(2000 + 32, bytes.length - 1000);
    Files.write(Path.of(file), bytes);
    assertThat(ElfFile.problem(file, 504)).isNull();
    elf.putLong(2000 + 32, bytes.length - 999);
    Files.write(Path.of(file), bytes);
    assertThat(ElfFile.problem(file, 504)).isEqualTo("file too short");
  }

  @Test
  void foreignSymbol_isTheFirstOfAnotherVersion() throws IOException {
    String file = library(GLOBAL, 0, "malloc", "lua_gettop", "lua_insert", "lua_remove");
    assertThat(ElfFile.problem(file, 502)).isNull();
    assertThat(ElfFile.problem(file, 503)).isEqualTo("undefined symbol: lua_insert");
  }

  @Test
  void foreignSymbol_ofOneThatTheLibraryHasItself_isNone() throws IOException {
    assertThat(ElfFile.problem(library(GLOBAL, 7, "lua_insert"), 504)).isNull();
  }

  @Test
  void foreignSymbol_ofOneThatMayBeMissing_isNone() throws IOException {
    assertThat(ElfFile.problem(library(WEAK, 0, "lua_insert"), 504)).isNull();
  }

  @Test
  void foreignSymbol_ofWhatIsNoLibrary_isLeftToTheSystem() throws IOException {
    String file = library(GLOBAL, 0, "lua_insert");
    byte[] whole = Files.readAllBytes(Path.of(file));
    for (int length : new int[] {0, 3, 5, 50, 100, 200}) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      Path cut = Files.write(folder.resolve("cut.so"), part);
      assertThat(ElfFile.problem(cut.toString(), 504)).as("%d bytes", length).isNull();
    }
    assertThat(ElfFile.problem(folder + "/none.so", 504)).isNull();
  }
}
