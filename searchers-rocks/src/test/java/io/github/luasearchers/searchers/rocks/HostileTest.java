package io.github.luasearchers.searchers.rocks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rocks and manifests that mean harm, or are damaged: nothing is unpacked and nothing runs. */
class HostileTest {

  private static final String SPEC = "foo-1-1.rockspec";

  @TempDir Path temp;
  @AutoClose private final RocksServer server = new RocksServer();

  private String outcome(Path folder) throws Exception {
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.path", "")
            .setting("lua.cpath", "")
            .setting("lua.rocks.trees", "")
            .setting("lua.rocks.servers", server.url())
            .setting("lua.rocks.allow", "foo")
            .setting("lua.http.retries", "0")
            .setting("lua.http.cache", folder.resolve("cache").toString())
            .build()) {
      return String.valueOf(
          lua.eval(
              "local ok, e = pcall(require, 'foo') return ok and 'found ' .. tostring(e) or e"));
    }
  }

  // ---- rocks

  private static Map<String, byte[]> good(String text) {
    Map<String, byte[]> content = new LinkedHashMap<>();
    content.put(SPEC, TestRocks.rockspec("foo", "1-1", List.of()).getBytes(UTF_8));
    content.put("lua/foo.lua", text.getBytes(UTF_8));
    return content;
  }

  private static byte[] with(String path, byte[] bytes) {
    Map<String, byte[]> content = good("return 1");
    content.put(path, bytes);
    return TestRocks.zip(content);
  }

  private static byte[] module(byte[] bytes) {
    return with("lua/foo.lua", bytes);
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] spec(String text) {
    return with(SPEC, text(text));
  }

  /** Returns a rock one of whose names is replaced by another of the same length, everywhere. */
  private static byte[] renamed(String from, String to) {
    byte[] zip = with(from, text("x"));
    byte[] old = text(from);
    byte[] fresh = text(to);
    for (int i = 0; i <= zip.length - old.length; i++) {
      if (Arrays.equals(Arrays.copyOfRange(zip, i, i + old.length), old)) {
        System.arraycopy(fresh, 0, zip, i, fresh.length);
      }
    }
    return zip;
  }

  /** Returns a rock whose last entry is a symbolic link, by its attributes. */
  private static byte[] link() {
    byte[] zip = with("lua/link.lua", text("/etc/passwd"));
    int at = lastIndexOf(zip, new byte[] {'P', 'K', 1, 2});
    zip[at + 5] = 3; // made by Unix
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 38, 0xA1FF << 16);
    return zip;
  }

  private static int lastIndexOf(byte[] bytes, byte[] part) {
    for (int i = bytes.length - part.length; i >= 0; i--) {
      if (Arrays.equals(Arrays.copyOfRange(bytes, i, i + part.length), part)) {
        return i;
      }
    }
    throw new AssertionError();
  }

  private static byte[] many() {
    Map<String, byte[]> content = good("return 1");
    for (int i = 0; i < 70_000; i++) {
      content.put("lua/m" + i + ".lua", new byte[0]);
    }
    return TestRocks.zip(content);
  }

  private static byte[] badSum() {
    Map<String, byte[]> content = good("return 1");
    String sums = TestRocks.sums(content);
    content.put("lua/foo.lua", text("return 2"));
    content.put("rock_manifest", text(sums));
    return TestRocks.zip(content);
  }

  private static byte[] sums(String text) {
    return with("rock_manifest", text(text));
  }

  private static byte[] unlisted() {
    Map<String, byte[]> content = good("return 1");
    String sums = TestRocks.sums(content);
    content.put("lua/more.lua", text("return 2"));
    content.put("rock_manifest", text(sums));
    return TestRocks.zip(content);
  }

  private static byte[] without(String path) {
    Map<String, byte[]> content = good("return 1");
    content.remove(path);
    return TestRocks.zip(content);
  }

  private static byte[] truncated(int by) {
    byte[] zip = TestRocks.zip(good("return 1"));
    return Arrays.copyOf(zip, zip.length - by);
  }

  private static byte[] prefixed() {
    byte[] zip = TestRocks.zip(good("return 'prefixed'"));
    return ByteBuffer.allocate(zip.length + 5).put(text("#!sh\n")).put(zip).array();
  }

  /** Returns a zip as LuaRocks' own writer makes it: sizes behind the data, no flag for it. */
  private static byte[] shapedByLuaRocks() {
    byte[] zip = TestRocks.zip(good("return 'shaped'"));
    byte[] local = {'P', 'K', 3, 4};
    byte[] central = {'P', 'K', 1, 2};
    for (int i = 0; i < zip.length - 4; i++) {
      byte[] here = Arrays.copyOfRange(zip, i, i + 4);
      if (Arrays.equals(here, local) || Arrays.equals(here, central)) {
        int flags = i + (here[2] == 3 ? 6 : 8);
        zip[flags] &= ~8;
        Arrays.fill(zip, flags + 4, flags + 8, (byte) 0); // its dates are zero as well
      }
    }
    return zip;
  }

  static Stream<Arguments> rocks() {
    return Stream.of(
        Arguments.of("zip-slip", renamed("lua/a/b/c.lua", "../../../evil"), "leads elsewhere"),
        Arguments.of("absolute name", renamed("lua/abcdefg", "/etc/passwd"), "leads elsewhere"),
        Arguments.of("backslash", renamed("lua/x/a.lua", "lua\\..\\a.lu"), "has a backslash"),
        Arguments.of("drive letter", renamed("lua/x.lua", "C:/ab.lua"), "leads elsewhere"),
        Arguments.of("control byte", renamed("lua/x.lua", "lua/\u0001.lua"), "control character"),
        Arguments.of("symbolic link", link(), "link"),
        Arguments.of("bomb", with("lua/bomb.lua", new byte[60 << 20]), "more than 100 times"),
        Arguments.of("large", with("a", new byte[65 << 20]), "expands to more than"),
        Arguments.of("70 000 entries", many(), "more than 10000 entries"),
        Arguments.of("duplicate", renamed("lua/fox.lua", "lua/foo.lua"), "lua/foo.lua"),
        Arguments.of("case clash", with("lua/FOO.lua", text("return 2")), "FOO.lua"),
        Arguments.of("bad md5", badSum(), "is damaged: its MD5 is"),
        Arguments.of("sum of nothing", sums("rock_manifest = { x = 'y' }"), "lacks 'x'"),
        Arguments.of("no sums", sums("rock_manifest = 1"), "has no sums"),
        Arguments.of("sums that run", sums("os.exit(1)"), "calls are no data"),
        Arguments.of("file without a sum", unlisted(), "is not in the rock's own list"),
        Arguments.of("no rockspec", without(SPEC), "lacks '" + SPEC + "'"),
        Arguments.of("other name", spec("package = 'bar' version = '1-1'"), "is that of 'bar 1-1'"),
        Arguments.of(
            "other version", spec("package = 'foo' version = '2-1'"), "is that of 'foo 2-1'"),
        Arguments.of("empty rockspec", spec(""), "is that of '? ?'"),
        Arguments.of("rockspec that runs", spec("os.execute('x')"), "calls are no data"),
        Arguments.of("rockspec that loops", spec("while true do end"), "'while' is no data"),
        Arguments.of(
            "bad dependency",
            spec("package = 'foo' version = '1-1' dependencies = { '>>' }"),
            "'>>'"),
        Arguments.of(
            "rockspec in bytecode", with(SPEC, text("\u001bLua")), "it is precompiled code"),
        Arguments.of("bytecode", module(text("\u001bLuaR")), "binary chunk"),
        Arguments.of("UTF-16", module("return 1".getBytes(UTF_16LE)), "foo.lua"),
        Arguments.of("syntax error", module(text("return +")), "foo.lua:1:"),
        Arguments.of("truncated", truncated(40), "no zip archive, or not all of one"),
        Arguments.of("cut in the middle", truncated(200), "no zip archive, or not all of one"),
        Arguments.of("not a zip", text("nothing"), "no zip archive"),
        Arguments.of("empty", new byte[0], "no zip archive"),
        Arguments.of("web page", text("<html>login"), "a web page came"),
        // What is unusual, and right.
        Arguments.of("BOM", module(text("\ufeffreturn 'bom'")), "found bom"),
        Arguments.of("CRLF", module(text("return\r\n'crlf'\r\n")), "found crlf"),
        Arguments.of("shebang", module(text("#!/usr/bin/lua\nreturn 'sh'")), "found sh"),
        Arguments.of("Latin-1", module("return #'\u00e4'".getBytes(ISO_8859_1)), "found 1"),
        Arguments.of("NUL", module(text("return #'a\0b'")), "found 3"),
        Arguments.of("prefixed", prefixed(), "found prefixed"),
        Arguments.of("as LuaRocks writes it", shapedByLuaRocks(), "found shaped"),
        Arguments.of("rockspec with BOM", spec("\ufeffpackage='foo' version='1-1'"), "found 1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rocks")
  void rock_isRefusedOrRead(String kind, byte[] rock, String expected) throws Exception {
    server.rock("foo", "1-1", "all", rock);
    check("rock", kind, expected);
  }

  // ---- sources

  private static byte[] sources(byte[] tar) {
    String rockspec =
        TestRocks.rockspec(
            "foo",
            "1-1",
            List.of(),
            "source = { url = 'x/s.tar.gz' }",
            "build = { type = 'builtin', modules = { foo = 'foo.lua' } }");
    return TestRocks.source("foo", "1-1", rockspec, "s.tar.gz", tar);
  }

  private static byte[] tar(String name, byte type, String target) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
      if (!target.isEmpty()) {
        entry.setLinkName(target);
      }
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    return sources(bytes.toByteArray());
  }

  private static byte[] tar(Map<String, String> files) {
    return sources(TestRocks.tarGz(files));
  }

  private static byte[] manySources() {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < 10_001; i++) {
      files.put("d/" + i, "");
    }
    return tar(files);
  }

  static Stream<Arguments> sourceRocks() throws Exception {
    byte[] whole = TestRocks.tarGz(Map.of("d/foo.lua", "return 'x'".repeat(2000)));
    byte[] random = new byte[2000];
    new Random(1).nextBytes(random);
    return Stream.of(
        Arguments.of("slip", tar(Map.of("../foo.lua", "return 1")), "leads elsewhere"),
        Arguments.of("absolute", tar(Map.of("/tmp/foo.lua", "return 1")), "leads elsewhere"),
        Arguments.of("link", tar("foo.lua", TarConstants.LF_SYMLINK, "/etc/passwd"), "is a link"),
        Arguments.of("hard link", tar("foo.lua", TarConstants.LF_LINK, "/etc/passwd"), "is a link"),
        Arguments.of("device", tar("foo.lua", TarConstants.LF_CHR, ""), "no plain file"),
        Arguments.of("pipe", tar("foo.lua", TarConstants.LF_FIFO, ""), "no plain file"),
        Arguments.of("many", manySources(), "more than 10000 entries"),
        Arguments.of("bomb", tar(Map.of("foo.lua", "\0".repeat(40 << 20))), "more than 100 times"),
        Arguments.of(
            "case clash", tar(Map.of("d/foo.lua", "return 1", "d/FOO.lua", "")), "differs in case"),
        Arguments.of("truncated", sources(Arrays.copyOf(whole, 60)), "cannot read archive"),
        Arguments.of("not gzip", sources(text("no archive")), "cannot read archive"),
        Arguments.of("noise", sources(random), "cannot read archive"),
        Arguments.of("bytecode", tar(Map.of("d/foo.lua", "\u001bLua")), "binary chunk"),
        Arguments.of("plain", tar(Map.of("d/foo.lua", "return 'plain'")), "found plain"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sourceRocks")
  void sourceRock_isRefusedOrRead(String kind, byte[] rock, String expected) throws Exception {
    server.rock("foo", "1-1", "src", rock);
    check("source rock", kind, expected);
  }

  // ---- manifests

  static Stream<Arguments> manifests() {
    String good = "repository = { foo = { ['1-1'] = { { arch = 'all' } } } }";
    return Stream.of(
        Arguments.of("loop", "while true do end", "'while' is no data"),
        Arguments.of("call", "os.execute('touch x')", "calls are no data"),
        Arguments.of("function", "f = function() end", "functions are no data"),
        Arguments.of("growth", "a = 'x' " + "a = a .. a ".repeat(60), "joins texts"),
        Arguments.of("depth", "a = " + "{".repeat(5000), "nested deeper"),
        Arguments.of("syntax error", "repository = {", "in the middle of a value"),
        Arguments.of("no repository", "modules = {}", "is no manifest: it lacks 'repository'"),
        Arguments.of("empty", "", "is no manifest"),
        Arguments.of("bytecode", "\u001bLua", "precompiled"),
        Arguments.of("NUL", good + "\0", "a byte 0 is not expected"),
        Arguments.of("version", good.replace("1-1", "../../x"), "no version that will do"),
        Arguments.of("arch", good.replace("all", "../../x"), "no version that will do"),
        Arguments.of("versions", "repository = { foo = 'x' }", "no server has rock 'foo'"),
        Arguments.of("BOM", "\ufeff" + good, "found 1"),
        Arguments.of("CRLF", good.replace(" ", "\r\n"), "found 1"),
        Arguments.of("shebang", "#!/usr/bin/lua\n" + good, "found 1"),
        Arguments.of(
            "wrapped",
            "repository = (function() return " + good.substring(13) + " end)()",
            "found 1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void manifest_isRefusedOrRead(String kind, String manifest, String expected) throws Exception {
    server.file("foo", "1-1", "all", TestRocks.zip(good("return 1"))).manifest(manifest);
    check("manifest", kind, expected);
  }

  private void check(String what, String kind, String expected) throws Exception {
    Path folder = Files.createDirectory(temp.resolve("run"));
    String outcome = outcome(folder);
    assertThat(outcome).contains(expected).doesNotContain("Exception");
    // All that was written is the cache, and nothing there has a name that the rock chose.
    try (Stream<Path> files = Files.walk(temp)) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(file -> file.startsWith(folder.resolve("cache")))
          .noneMatch(file -> file.toString().endsWith(".lua"));
    }
    assertThat(outcome.startsWith("found")).isEqualTo(expected.startsWith("found"));
  }
}
