package io.github.luasearchers.searchers.classpath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.spi.FileStamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveIndexTest {

  private static final byte[] TEXT = "return 'a text that is long enough, enough'".getBytes(UTF_8);

  /** After this time without a change a file's stamp counts. */
  private static final long RESTED_MILLIS = 2100;

  @TempDir Path temp;

  private static ZipEntry deflated(String name) {
    return new ZipEntry(name);
  }

  private static ZipEntry stored(String name) {
    CRC32 crc = new CRC32();
    crc.update(TEXT);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(TEXT.length);
    entry.setCrc(crc.getValue());
    return entry;
  }

  private static byte[] zip(String comment, ZipEntry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setComment(comment);
      for (ZipEntry each : entries) {
        zip.putNextEntry(each);
        zip.write(TEXT);
      }
    }
    return bytes.toByteArray();
  }

  private ArchiveIndex index(byte[] content) throws IOException {
    Path file = Files.write(temp.resolve("a.jar"), content);
    return ArchiveIndex.of(file.toFile(), FileStamp.of(file));
  }

  private byte[] read(ArchiveIndex index, String name) throws IOException {
    PackedEntry entry = index.entry(name);
    return entry == null ? null : entry.read(temp.resolve("a.jar").toFile());
  }

  @Test
  void entries_areReadWhetherStoredOrDeflated() throws Exception {
    ZipEntry dated = stored("lua/c.lua");
    dated.setLastModifiedTime(FileTime.fromMillis(1)); // has a field of its own for that
    ArchiveIndex index = index(zip("", stored("lua/a.lua"), deflated("lua/b.lua"), dated));
    assertThat(read(index, "lua/a.lua")).isEqualTo(TEXT);
    assertThat(read(index, "lua/b.lua")).isEqualTo(TEXT);
    assertThat(read(index, "lua/c.lua")).isEqualTo(TEXT);
    assertThat(index.entry("lua/d.lua")).isNull();
  }

  @Test
  void whatIsNoPlainModule_isLeftToTheJdk() throws Exception {
    ArchiveIndex index =
        index(zip("", deflated("A.class"), deflated("lua/\u00e4.lua"), deflated("lua/")));
    assertThat(index.entry("A.class")).isNull();
    assertThat(index.entry("lua/\u00e4.lua")).isNull();
    assertThat(index.entry("lua/")).isNull();
  }

  @Test
  void unusualArchives_areLeftToTheJdk() throws Exception {
    byte[] plain = zip("", stored("a.lua"), stored("b.lua"));
    byte[] launched = new byte[plain.length + 100];
    System.arraycopy(plain, 0, launched, 100, plain.length);
    assertThat(index(zip("a comment", stored("a.lua"))).entry("a.lua")).isNull();
    assertThat(index(launched).entry("a.lua")).isNull();
    assertThat(index(Arrays.copyOf(plain, plain.length - 1)).entry("a.lua")).isNull();
    assertThat(index(new byte[3]).entry("a.lua")).isNull();
    for (int i = 0; i < plain.length; i++) {
      plain[i] = plain[i] == 'b' ? (byte) 'a' : plain[i];
    }
    assertThat(index(plain).entry("a.lua")).isNull(); // there are two
  }

  @Test
  void archiveThatIsGone_hasNoEntries_andCannotBeRead() throws Exception {
    ArchiveIndex index = index(zip("", stored("a.lua")));
    Path file = temp.resolve("a.jar");
    FileStamp stamp = FileStamp.of(file);
    Files.delete(file);
    assertThat(ArchiveIndex.of(file.toFile(), stamp).entry("a.lua")).isNull();
    assertThatThrownBy(() -> read(index, "a.lua")).isInstanceOf(IOException.class);
  }

  /** Wherever a byte is wrong, nothing else than the right content is read. */
  @Test
  void anyWrongByte_isNoticed_orDoesNotMatter() throws Exception {
    for (ZipEntry each : Arrays.asList(stored("a.lua"), deflated("a.lua"))) {
      byte[] content = zip("", each);
      for (int at = 0; at < content.length; at++) {
        byte[] wrong = content.clone();
        wrong[at] ^= 0x55;
        try {
          byte[] read = read(index(wrong), "a.lua");
          assertThat(read == null || Arrays.equals(read, TEXT)).isTrue();
        } catch (IOException e) {
          assertThat(e).isNotNull(); // it says that the file ends too early
        }
      }
    }
  }

  @Test
  void indexIsKept_asLongAsTheStampCountsAndIsTheSame() throws Exception {
    Path file = Files.write(temp.resolve("a.jar"), zip("", stored("a.lua")));
    Locations locations = Locations.of(ClassLoader.getPlatformClassLoader());
    assertThat(locations.index(file.toFile())).isNull(); // it has just been written
    Thread.sleep(RESTED_MILLIS);
    ArchiveIndex index = locations.index(file.toFile());
    assertThat(index).isNotNull();
    assertThat(index.entry("a.lua")).isNotNull();
    assertThat(locations.index(file.toFile())).isSameAs(index);
    Files.write(file, zip("", stored("b.lua")));
    assertThat(locations.index(file.toFile())).isNull();
  }

  @Test
  void ownLoaderOfAProgram_knowsBest() throws Exception {
    Path file = Files.write(temp.resolve("a.jar"), zip("", stored("a.lua")));
    Thread.sleep(RESTED_MILLIS);
    Locations locations = Locations.of(new ClassLoader() {});
    assertThat(locations.index(file.toFile())).isNull();
  }
}
