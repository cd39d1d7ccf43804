package io.github.luasearchers.searchers.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;

class JarSearcherTest {

  @TempDir Path temp;

  private final Map<String, String> settings = new HashMap<>();
  private String root = "";

  @BeforeEach
  void setPath() {
    root = temp.toString().replace('\\', '/');
    settings.put("path", root + "/*.jar!/lua/?.lua;" + root + "/*.jar!/lua/?/init.lua");
  }

  @Test
  void provider_isFoundByItsName() {
    List<String> names = new ArrayList<>();
    for (LuaSearcherProvider provider : ServiceLoader.load(LuaSearcherProvider.class)) {
      names.add(provider.name());
    }
    assertThat(names).contains("jar");
  }

  @Test
  void withoutASetting_nothingIsFound_inSilence() throws Exception {
    settings.clear();
    assertThat(sentences(searcher(), "m")).isEmpty();
  }

  @Test
  void archive_hasTheModule() throws Exception {
    jar("a.jar", Map.of("lua/a/b.lua", "return 'b'", "lua/pack/init.lua", "return 1"));
    LuaSearcher searcher = searcher();
    SearchResult.Source source = found(searcher, "a.b");
    assertThat(text(source)).isEqualTo("return 'b'");
    assertThat(source.origin()).isEqualTo(root + "/a.jar!/lua/a/b.lua");
    assertThat(source.chunkName()).isEqualTo("@" + root + "/a.jar!/lua/a/b.lua");
    assertThat(source.stamp()).as("of an archive that changed just now").isEmpty();
    assertThat(found(searcher, "pack").origin()).endsWith("a.jar!/lua/pack/init.lua");
    assertThat(source.content().openStream().readAllBytes()).hasSize(10);
  }

  @Test
  void notFound_listsEveryPlace_archivesInOrder() throws Exception {
    jar("b.jar", Map.of("lua/x.lua", "1"));
    jar("a.jar", Map.of("lua/y.lua", "1"));
    Files.writeString(temp.resolve("a.txt"), "no archive");
    assertThat(sentences(searcher(), "m"))
        .containsExactly(
            "no file '" + root + "/a.jar!/lua/m.lua'",
            "no file '" + root + "/b.jar!/lua/m.lua'",
            "no file '" + root + "/a.jar!/lua/m/init.lua'",
            "no file '" + root + "/b.jar!/lua/m/init.lua'");
  }

  @Test
  void noArchive_isSaid() throws Exception {
    assertThat(sentences(searcher(), "m").get(0))
        .isEqualTo("no file '" + root + "/*.jar!/lua/m.lua' (there is no such archive)");
    settings.put("path", root + "/none.jar!/?.lua;" + root + "/none/*.jar!/?.lua");
    assertThat(sentences(searcher(), "a.b"))
        .containsExactly(
            "no file '" + root + "/none.jar!/a/b.lua' (there is no such archive)",
            "no file '" + root + "/none/*.jar!/a/b.lua' (there is no such archive)");
  }

  @Test
  void firstArchive_wins() throws Exception {
    jar("2.jar", Map.of("lua/m.lua", "return 2"));
    jar("10.jar", Map.of("lua/m.lua", "return 10"));
    assertThat(found(searcher(), "m").origin()).endsWith("/10.jar!/lua/m.lua");
  }

  @Test
  void globs_matchPartsOfNames_inFoldersToo() throws Exception {
    Files.createDirectories(temp.resolve("one/libs"));
    Files.createDirectories(temp.resolve("two/libs"));
    Files.createDirectories(temp.resolve("two/libs/x-1.jar"));
    jar("one/libs/x-1.2.jar", Map.of("a.lua", "1"));
    jar("two/libs/x-3.zip", Map.of("b.lua", "1"));
    jar("two/libs/y-3.jar", Map.of("c.lua", "1"));
    settings.put("path", root + "/*/libs/x-*.*!/?.lua");
    LuaSearcher searcher = searcher();
    assertThat(found(searcher, "a").origin()).isEqualTo(root + "/one/libs/x-1.2.jar!/a.lua");
    assertThat(found(searcher, "b").origin()).isEqualTo(root + "/two/libs/x-3.zip!/b.lua");
    assertThat(sentences(searcher, "c")).hasSize(2);
  }

  @Test
  void archiveNamedByTheModule_isOpened_andItsNameIsNoPattern() throws Exception {
    jar("m.jar", Map.of("m.lua", "1"));
    settings.put("path", root + "/?.jar!/?.lua");
    assertThat(found(searcher(), "m").origin()).isEqualTo(root + "/m.jar!/m.lua");
    assertThat(sentences(searcher(), "*"))
        .containsExactly("no file '" + root + "/*.jar!/*.lua' (there is no such archive)");
    settings.put("path", root + "/*?.jar!/m.lua");
    assertThat(sentences(searcher(), "*")).hasSize(1);
    assertThat(found(searcher(), "m").origin()).isEqualTo(root + "/m.jar!/m.lua");
  }

  @Test
  void newAndRemovedArchives_areNoticed() throws Exception {
    LuaSearcher searcher = searcher();
    assertThat(sentences(searcher, "m")).hasSize(2);
    Path jar = jar("a.jar", Map.of("lua/m.lua", "return 1"));
    assertThat(text(found(searcher, "m"))).isEqualTo("return 1");
    Files.delete(jar);
    assertThat(sentences(searcher, "m")).hasSize(2);
  }

  @Test
  void settledFolder_isListedAgainWhenItChanges() throws Exception {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews())
        .as("the system tells when a file changed")
        .contains("unix");
    jar("a.jar", Map.of("lua/m.lua", "1"));
    Files.setLastModifiedTime(temp, FileTime.fromMillis(1_000_000));
    Thread.sleep(2100);
    LuaSearcher searcher = searcher();
    assertThat(found(searcher, "m").stamp()).isPresent().isEqualTo(found(searcher(), "m").stamp());
    found(searcher, "m");
    jar("b.jar", Map.of("lua/n.lua", "1"));
    assertThat(found(searcher, "n").origin()).endsWith("b.jar!/lua/n.lua");
  }

  @Test
  void replacedArchive_isReadAnew() throws Exception {
    jar("a.jar", Map.of("lua/m.lua", "return 'old'"));
    LuaSearcher searcher = searcher();
    SearchResult.Source old = found(searcher, "m");
    Path other = jar("other", Map.of("lua/n.lua", "return 'new, and longer'"));
    Files.move(other, temp.resolve("a.jar"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(searcher.search("m")).isInstanceOf(SearchResult.NotFound.class);
    SearchResult.Source replaced = found(searcher, "n");
    assertThat(text(replaced)).isEqualTo("return 'new, and longer'");
    assertThat(old.file()).hasValueSatisfying(file -> assertThat(file.isCurrent()).isFalse());
    assertThatThrownBy(() -> old.content().read())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read '" + old.origin() + "': ");
  }

  @Test
  void archiveThatIsGone_whenRead_isAFailure() throws Exception {
    Path jar = jar("a.jar", Map.of("lua/m.lua", "1"));
    SearchResult.Source source = found(searcher(), "m");
    Files.delete(jar);
    assertThatThrownBy(() -> source.content().read())
        .hasMessage("cannot read '" + source.origin() + "': it is gone");
  }

  @Test
  void folders_areNoModules() throws Exception {
    jar("a.jar", Map.of("lua/m.lua/", "", "lua/m.lua/x", "1"));
    assertThat(searcher().search("m")).isInstanceOf(SearchResult.NotFound.class);
  }

  @Test
  void hostileNames_areNotFound() throws Exception {
    jar("a.jar", Map.of("secret.lua", "1"));
    for (String name :
        new String[] {
          "..secret",
          "../secret",
          "..\\secret",
          "a;b",
          "x\0",
          "",
          "a.",
          "/x",
          "C:x",
          "a\nb",
          "x".repeat(256)
        }) {
      assertThat(sentences(searcher(), name))
          .as(name)
          .containsExactly(
              "no file for module '" + name.replaceAll("\\p{Cntrl}", "?") + "' (not a plain name)");
    }
  }

  @Test
  void emptyArchive_andEmptyFile_areArchives() throws Exception {
    Files.write(temp.resolve("empty.jar"), new ZipWriter().toBytes());
    ZipWriter zip = new ZipWriter().add("lua/deflated.lua", "");
    zip.method = 0;
    zip.add("lua/stored.lua", "");
    Files.write(temp.resolve("files.jar"), zip.toBytes());
    assertThat(text(found(searcher(), "deflated"))).isEmpty();
    assertThat(text(found(searcher(), "stored"))).isEmpty();
  }

  @Test
  void prefixedArchives_work() throws Exception {
    byte[] zip = new ZipWriter().add("lua/m.lua", "return 1").toBytes();
    write("a.jar", join("#!/bin/sh\nexec java -jar $0\n".getBytes(UTF_8), zip));
    assertThat(text(found(searcher(), "m"))).isEqualTo("return 1");
  }

  @Test
  void archivesOf64Bits_work() throws Exception {
    byte[] zip = new ZipWriter().add("lua/m.lua", "return 1").toBytes64();
    write("a.jar", zip);
    write("b.jar", join(new byte[100], zip));
    assertThat(text(found(searcher(), "m"))).isEqualTo("return 1");
    Files.delete(temp.resolve("a.jar"));
    assertThat(text(found(searcher(), "m"))).isEqualTo("return 1");
  }

  @Test
  void dataDescriptorsAndComments_work() throws Exception {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temp.resolve("a.jar")))) {
      zip.setComment("a comment PK\5\6 with what looks like an end");
      zip.putNextEntry(new ZipEntry("lua/m.lua"));
      zip.write("return 1".getBytes(UTF_8));
    }
    assertThat(text(found(searcher(), "m"))).isEqualTo("return 1");
  }

  @Test
  void licencesThatDifferInCase_areForgiven() throws Exception {
    ZipWriter zip = new ZipWriter().add("META-INF/LICENSE", "1").add("META-INF/license", "2");
    write("a.jar", zip.add("lua/m.lua", "3").toBytes());
    assertThat(text(found(searcher(), "m"))).isEqualTo("3");
  }

  // ---- archives that are refused

  @Test
  void namesThatLeadElsewhere_areRefused() throws Exception {
    for (String name :
        new String[] {
          "../m.lua",
          "a/../../m.lua",
          "/m.lua",
          "C:/m.lua",
          "c:m.lua",
          "a//m.lua",
          "./m.lua",
          "a/..",
          ""
        }) {
      refused(
          new ZipWriter().add("lua/m.lua", "1").add(name, "2").toBytes(),
          "the name '" + name + "' of an entry leads elsewhere");
    }
    refused(
        new ZipWriter().add("..\\m.lua", "2").toBytes(),
        "the name '..\\m.lua' of an entry has a backslash");
    refused(
        new ZipWriter().add("a\u001b[2J.lua", "2").toBytes(),
        "the name of an entry has a control character");
    refused(
        new ZipWriter().add("a\0.lua", "2").toBytes(),
        "the name of an entry has a control character");
  }

  @Test
  void symbolicLinks_areRefused() throws Exception {
    ZipWriter zip = new ZipWriter();
    zip.attributes = 0120777 << 16;
    refused(zip.add("lua/m.lua", "/etc/passwd").toBytes(), "'lua/m.lua' is a symbolic link");
  }

  @Test
  void duplicates_areRefused() throws Exception {
    refused(
        new ZipWriter().add("lua/m.lua", "1").add("lua/m.lua", "2").toBytes(),
        "it has two entries 'lua/m.lua'");
    refused(
        new ZipWriter().add("lua/m.lua", "1").add("lua/M.lua", "2").toBytes(),
        "it has another entry that differs from 'lua/M.lua' in case only");
    refused(
        new ZipWriter().add("META-INF/lua/m.lua", "1").add("META-INF/lua/M.LUA", "2").toBytes(),
        "it has another entry that differs from 'META-INF/lua/M.LUA' in case only");
  }

  @Test
  void encryptedOrStrangelyPackedEntries_areRefused() throws Exception {
    ZipWriter encrypted = new ZipWriter();
    encrypted.flags = 1;
    refused(encrypted.add("lua/m.lua", "1").toBytes(), "'lua/m.lua' is encrypted");
    ZipWriter strange = new ZipWriter();
    strange.method = 12;
    refused(
        strange.add("lua/m.lua", "1").toBytes(),
        "'lua/m.lua' is packed by method 12, which is unknown here");
  }

  @Test
  void tooManyEntries_areRefused() throws Exception {
    ZipWriter zip = new ZipWriter();
    zip.method = 0;
    for (int i = 0; i < 70_000; i++) {
      zip.add("lua/m" + i + ".lua", "");
    }
    refused(zip.toBytes(), "it has more than 10000 entries (lua.jar.max-entries)");
    settings.put("max-entries", "70000");
    write("a.jar", zip.toBytes64());
    assertThat(found(searcher(), "m69999").origin()).endsWith("m69999.lua");
    refused(zip.toBytes(), "its directory is damaged");
  }

  @Test
  void bombs_areRefused() throws Exception {
    byte[] zeros = new byte[(1 << 20) + 1];
    refused(
        new ZipWriter().add("lua/m.lua", zeros).toBytes(),
        "'lua/m.lua' expands to more than 100 times its size (lua.jar.max-ratio)");
    settings.put("max-ratio", "5000");
    write("a.jar", new ZipWriter().add("lua/m.lua", zeros).toBytes());
    assertThat(found(searcher(), "m").content().size()).isEqualTo(zeros.length);
    settings.put("max-size", "2000000B");
    refused(
        new ZipWriter().add("lua/m.lua", zeros).add("lua/n.lua", zeros).toBytes(),
        "it expands to more than 2000000 bytes (lua.jar.max-size)");
  }

  @Test
  void directoryLargerThanAllowed_isRefused() throws Exception {
    settings.put("max-size", "100B");
    refused(
        new ZipWriter().add("lua/" + "m".repeat(90) + ".lua", "").toBytes(),
        "its directory of 144 bytes is larger than 100 (lua.jar.max-size)");
  }

  @Test
  void overlappingEntries_areRefused() throws Exception {
    ZipWriter zip = new ZipWriter();
    zip.method = 0;
    zip.add("lua/m.lua", "x".repeat(1000));
    byte[] honest = zip.toBytes();
    assertThat(honest).hasSizeGreaterThan(1000);
    byte[] directory = Arrays.copyOfRange(honest, honest.length - 22 - 55, honest.length - 22);
    byte[] second = directory.clone();
    second[46 + 4] = 'n';
    byte[] end = Arrays.copyOfRange(honest, honest.length - 22, honest.length);
    end[8] = 2;
    end[10] = 2;
    end[12] = 110;
    byte[] body = Arrays.copyOf(honest, honest.length - 22 - 55);
    refused(join(join(body, directory), join(second, end)), "its entries overlap");
  }

  @Test
  void lyingSizes_areFoundOut() throws Exception {
    for (int size : new int[] {0, 5, 7, 100}) {
      ZipWriter zip = new ZipWriter();
      zip.declaredSize = size;
      write("a.jar", zip.add("lua/m.lua", "return").toBytes());
      SearchResult.Source source = found(searcher(), "m");
      assertThatThrownBy(() -> source.content().read())
          .hasMessage(
              "cannot read '"
                  + source.origin()
                  + "': its size is not the declared one of "
                  + size
                  + " bytes");
    }
    ZipWriter stored = new ZipWriter();
    stored.method = 0;
    stored.declaredSize = 7;
    refused(
        stored.add("lua/m.lua", "return").toBytes(),
        "'lua/m.lua' is stored, and yet its two sizes differ");
    ZipWriter huge = new ZipWriter();
    huge.declaredSize = 0x7fffffff;
    refused(huge.add("lua/m.lua", "return").toBytes(), "its directory is damaged");
  }

  @Test
  void damagedContent_isFoundOut() throws Exception {
    ZipWriter stored = new ZipWriter();
    stored.method = 0;
    byte[] zip = stored.add("lua/m.lua", "return 1").toBytes();
    zip[30 + 9] ^= 1;
    write("a.jar", zip);
    SearchResult.Source source = found(searcher(), "m");
    assertThatThrownBy(() -> source.content().read())
        .hasMessage("cannot read '" + source.origin() + "': its checksum is wrong");
    byte[] deflated = new ZipWriter().add("lua/m.lua", "return 1".repeat(50)).toBytes();
    Arrays.fill(deflated, 39, 45, (byte) 0xff);
    write("a.jar", deflated);
    SearchResult.Source broken = found(searcher(), "m");
    assertThatThrownBy(() -> broken.content().read())
        .hasMessage("cannot read '" + broken.origin() + "': its data is damaged");
  }

  @Test
  void truncatedAndOtherFiles_areRefused() throws Exception {
    byte[] zip = new ZipWriter().add("lua/m.lua", "return 1").toBytes();
    refused(Arrays.copyOf(zip, zip.length - 1), "it is no zip archive, or not all of one");
    refused(Arrays.copyOfRange(zip, 20, zip.length), "its directory is damaged");
    refused(new byte[0], "it is no zip archive, or not all of one");
    refused(
        "no archive at all".repeat(9).getBytes(UTF_8), "it is no zip archive, or not all of one");
    byte[] split = zip.clone();
    split[zip.length - 22 + 4] = 1;
    refused(split, "it is one part of several");
  }

  /** Changes every byte of an archive in turn: whatever it comes to, it comes to an end. */
  @Test
  void anyDamage_isAResultOrAnIoException() throws Exception {
    byte[] zip =
        new ZipWriter().add("lua/m.lua", "return 1").add("lua/n.lua", "return 2").toBytes64();
    int failures = 0;
    for (int i = 0; i < zip.length; i++) {
      for (int flip : new int[] {1, 0x80, 0xff}) {
        byte[] damaged = zip.clone();
        damaged[i] ^= (byte) flip;
        write("a.jar", damaged);
        try {
          if (searcher().search("m") instanceof SearchResult.Source source) {
            assertThat(text(source)).isEqualTo("return 1");
          }
        } catch (IOException e) {
          assertThat(e).hasMessageStartingWith("cannot read ");
          failures++;
        }
      }
    }
    assertThat(failures).isGreaterThan(zip.length);
  }

  @Test
  void folderNamedAsAnArchive_isAFailure() throws Exception {
    Files.createDirectories(temp.resolve("x.jar"));
    settings.put("path", root + "/x.jar!/?.lua");
    assertThatThrownBy(() -> searcher().search("m"))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot read archive '" + root + "/x.jar': it is a folder");
  }

  @Test
  void refusedArchive_isReadAgainOnceItIsMended() throws Exception {
    write("a.jar", new byte[30]);
    LuaSearcher searcher = searcher();
    assertThatThrownBy(() -> searcher.search("m")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> searcher.search("m")).isInstanceOf(IOException.class);
    write("a.jar", new ZipWriter().add("lua/m.lua", "return 1").toBytes());
    assertThat(text(found(searcher, "m"))).isEqualTo("return 1");
  }

  @Test
  void settings_areChecked() {
    for (String wrong : new String[] {"libs/x.jar", "!/x.lua", "libs/x.jar!/"}) {
      settings.put("path", wrong);
      assertThatThrownBy(this::searcher)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "lua.jar.path: '"
                  + wrong
                  + "' is not an archive, '!/' and a name in it, as in 'libs/*.jar!/lua/?.lua'");
    }
    settings.remove("path");
    for (String wrong : new String[] {"0B", "-1B", "many", "1.5MiB", "64"}) {
      settings.put("max-size", wrong);
      assertThatThrownBy(this::searcher)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "lua.jar.max-size = "
                  + wrong
                  + ": there is no such value; give it a size with its unit (B, KiB, MiB or GiB),"
                  + " such as 64MiB");
    }
  }

  // ---- what is needed

  private void refused(byte[] archive, String reason) throws IOException {
    write("a.jar", archive);
    assertThatThrownBy(() -> searcher().search("m"))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot read archive '" + root + "/a.jar': " + reason);
  }

  private LuaSearcher searcher() {
    return new JarSearcherProvider().create(context());
  }

  private SearchContext context() {
    return new SearchContext() {
      @Override
      public Globals globals() {
        throw new AssertionError("not asked for");
      }

      @Override
      public LuaTable packageTable() {
        throw new AssertionError("not asked for");
      }

      @Override
      public ClassLoader classLoader() {
        throw new AssertionError("not asked for");
      }

      @Override
      public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
      }

      @Override
      public String settingName(String key) {
        return "lua.jar." + key;
      }
    };
  }

  private static SearchResult.Source found(LuaSearcher searcher, String name) throws IOException {
    SearchResult result = searcher.search(name);
    assertThat(result).isInstanceOf(SearchResult.Source.class);
    return (SearchResult.Source) result;
  }

  private static List<String> sentences(LuaSearcher searcher, String name) throws IOException {
    SearchResult result = searcher.search(name);
    assertThat(result).isInstanceOf(SearchResult.NotFound.class);
    return ((SearchResult.NotFound) result).sentences();
  }

  private static String text(SearchResult.Source source) throws IOException {
    return source.content().asCharSource(UTF_8).read();
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(temp.resolve(name), content);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Path jar = temp.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(UTF_8));
      }
    }
    return jar;
  }
}
