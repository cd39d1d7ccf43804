package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.Bundles;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex;
import io.github.luasearchers.searchers.http.integrity.Signatures;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lock files and indexes: what is fetched then, and what is refused. */
class VouchedTest {

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();

  // ---- the lock file

  @Test
  void recordedModule_needsOneRequest_orNone() throws Exception {
    server.file("/a/init.lua", "return 1");
    record("a");
    assertThat(server.paths()).containsExactlyInAnyOrder("/a.lua", "/a/init.lua");
    try (LuaSearcher searcher = searcher(locked("frozen").with("cache", folder("other")))) {
      assertText(searcher.search("a"), "return 1");
    }
    assertThat(server.paths()).hasSize(3).last().isEqualTo("/a/init.lua");
    try (LuaSearcher searcher = searcher(locked("frozen").with("mode", "offline"))) {
      assertText(searcher.search("a"), "return 1");
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void unknownModule_isAnErrorWhenFrozen() throws Exception {
    server.file("/a.lua", "return 1").file("/b.lua", "return 2");
    record("a");
    try (LuaSearcher searcher = searcher(locked("frozen"))) {
      assertThatThrownBy(() -> searcher.search("b"))
          .hasMessageContaining("module 'b' is not in the lock file");
    }
    try (LuaSearcher searcher = searcher(locked("verify"))) {
      assertText(searcher.search("b"), "return 2");
    }
    assertThat(Files.readString(lockFile())).doesNotContain("\"b\"");
  }

  @Test
  void otherBytes_areRefusedAndNotKept() throws Exception {
    server.file("/a.lua", "return 1");
    record("a");
    server.file("/a.lua", "return 'evil'");
    Settings settings = locked("verify").with("cache", folder("other"));
    try (LuaSearcher searcher = searcher(settings.with("fallback", "any-error"))) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageContaining("cannot fetch '" + server.url() + "a.lua'")
          .hasMessageContaining(digest("return 1").sri())
          .hasMessageContaining(digest("return 'evil'").sri());
    }
    Files.createDirectories(temp.resolve("other"));
    try (var files = Files.walk(temp.resolve("other"))) {
      assertThat(files.filter(file -> file.toString().contains("blobs"))).isEmpty();
    }
  }

  @Test
  void lockFileInPlace_isHeededWithoutASetting() throws Exception {
    server.file("/a.lua", "return 1");
    record("a");
    server.file("/a.lua", "return 2");
    Settings settings = settings().with("lock-file", lockFile().toString());
    try (LuaSearcher searcher = searcher(settings.with("cache", "memory"))) {
      assertThatThrownBy(() -> searcher.search("a")).hasMessageContaining("and the lock file '");
    }
  }

  @Test
  void lockedModule_thatIsOutOfReach_isAnError() throws Exception {
    server.file("/a.lua", "return 1");
    record("a");
    Settings offline = locked("verify").with("cache", "memory").with("mode", "offline");
    try (LuaSearcher searcher = searcher(offline)) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessage("cannot fetch '" + server.url() + "a.lua': offline, not in cache");
    }
    Settings elsewhere =
        locked("verify").with("cache", "memory").with("repositories", "https://host.invalid/");
    try (LuaSearcher searcher = searcher(elsewhere)) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageContaining("which lua.http.repositories does not have");
    }
  }

  @Test
  void malformedLockFile_isASentence() throws Exception {
    Files.writeString(lockFile(), "{\"format\": 1,");
    assertThatThrownBy(() -> searcher(locked("verify")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(lockFile().toString());
  }

  private void record(String... modules) throws IOException {
    try (LuaSearcher searcher = searcher(locked("record"))) {
      for (String module : modules) {
        searcher.search(module);
      }
    }
  }

  private Settings locked(String mode) {
    return settings().with("lock", mode).with("lock-file", lockFile().toString());
  }

  private Path lockFile() {
    return temp.resolve("modules.lock");
  }

  // ---- the index

  @Test
  void index_saysWhatIsThere_andBringsTheClosure() throws Exception {
    publish(false);
    try (LuaSearcher searcher = searcher(indexed())) {
      assertText(searcher.search("app"), "require 'app.one' require 'app.two'");
      assertThat(((SearchResult.NotFound) searcher.search("none")).sentences())
          .containsExactly("no module 'none' in '" + server.url() + "lua-modules.json'");
      assertText(searcher.search("app.one"), "return 1");
      assertText(searcher.search("app.two"), "require 'app.one'");
    }
    assertThat(server.paths())
        .containsExactlyInAnyOrder(
            "/lua-modules.json", "/app/init.lua", "/app/one.lua", "/app/two.lua");
  }

  @Test
  void bundle_bringsTheClosureInOneRequest() throws Exception {
    publish(true);
    try (LuaSearcher searcher = searcher(indexed())) {
      assertText(searcher.search("app"), "require 'app.one' require 'app.two'");
      assertText(searcher.search("app.one"), "return 1");
      assertText(searcher.search("app.two"), "require 'app.one'");
    }
    assertThat(server.paths()).containsExactly("/lua-modules.json", "/bundles/app.zip");
  }

  @Test
  void fileThatIsNotWhatTheIndexSays_isRefused() throws Exception {
    publish(false);
    server.file("/app/one.lua", "return 'evil'");
    try (LuaSearcher searcher = searcher(indexed().with("fallback", "any-error"))) {
      assertThatThrownBy(() -> searcher.search("app.one"))
          .hasMessageContaining(digest("return 1").sri())
          .hasMessageContaining(digest("return 'evil'").sri());
    }
  }

  @Test
  void bundleThatIsNotWhatTheIndexSays_isRefused() throws Exception {
    publish(true);
    server.file("/bundles/app.zip", "no zip");
    try (LuaSearcher searcher = searcher(indexed())) {
      assertThatThrownBy(() -> searcher.search("app")).hasMessageContaining("and the index '");
    }
  }

  @Test
  void malformedOrMissingIndex_isAnError() throws Exception {
    try (LuaSearcher searcher = searcher(indexed())) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageContaining("there is no index '" + server.url() + "lua-modules.json' (404)");
      server.file("/lua-modules.json", "{\"format\": 1, \"modules\": {\"a\": 1}}");
    }
    try (LuaSearcher searcher = searcher(indexed().with("cache", folder("third")))) {
      assertThatThrownBy(() -> searcher.search("a")).hasMessageContaining("lua-modules.json");
    }
  }

  @Test
  void signedIndex_isTakenOnlyWithItsSignature() throws Exception {
    publish(false);
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Settings settings =
        indexed()
            .with("index-key", Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()))
            .with("update", "always")
            .with("missing", "0s");
    try (LuaSearcher searcher = searcher(settings)) {
      assertThatThrownBy(() -> searcher.search("app.one")).hasMessageContaining("must be signed");
      String key = Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
      server.file("/lua-modules.json.sig", Signatures.sign(index(false).toJson(), key));
      assertText(searcher.search("app.one"), "return 1");
      server.file("/lua-modules.json", "{\"format\": 1, \"modules\": {}}");
      assertThatThrownBy(() -> searcher.search("app.one"))
          .hasMessageContaining("is no signature of");
    }
  }

  @Test
  void index_isKeptForOfflineUse() throws Exception {
    publish(false);
    try (LuaSearcher searcher = searcher(indexed())) {
      searcher.search("app");
      searcher.search("app.one");
      searcher.search("app.two");
    }
    server.close();
    try (LuaSearcher searcher = searcher(indexed().with("mode", "offline"))) {
      assertText(searcher.search("app.one"), "return 1");
    }
    try (LuaSearcher searcher =
        searcher(indexed().with("mode", "offline").with("cache", "memory"))) {
      assertThatThrownBy(() -> searcher.search("app"))
          .hasMessage("cannot fetch '" + server.url() + "lua-modules.json': offline, not in cache");
    }
  }

  private void publish(boolean bundled) throws IOException {
    files().forEach((path, content) -> server.file("/" + path, content));
    server.file("/lua-modules.json", index(bundled).toJson());
    server.file("/bundles/app.zip", Bundles.write(files()));
  }

  private static SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put("app/init.lua", bytes("require 'app.one' require 'app.two'"));
    files.put("app/one.lua", bytes("return 1"));
    files.put("app/two.lua", bytes("require 'app.one'"));
    return files;
  }

  private static ModuleIndex index(boolean bundled) throws IOException {
    SortedMap<String, ModuleIndex.Module> modules = new TreeMap<>();
    modules.put("app", module("app/init.lua", "app.one", "app.two"));
    modules.put("app.one", module("app/one.lua"));
    modules.put("app.two", module("app/two.lua", "app.one"));
    byte[] zip = Bundles.write(files());
    List<ModuleIndex.Bundle> bundles =
        bundled
            ? List.of(
                new ModuleIndex.Bundle(
                    "bundles/app.zip", zip.length, Digest.of(zip), List.copyOf(modules.keySet())))
            : List.of();
    return new ModuleIndex(modules, bundles);
  }

  private static ModuleIndex.Module module(String path, String... requires) {
    byte[] content = files().get(path);
    return new ModuleIndex.Module(path, content.length, Digest.of(content), List.of(requires));
  }

  private Settings indexed() {
    return settings().with("index", "true");
  }

  private Settings settings() {
    return Settings.of("one").with("one.url", server.url()).with("cache", folder("cache"));
  }

  private String folder(String name) {
    return temp.resolve(name).toString();
  }

  private static LuaSearcher searcher(Settings settings) {
    return new HttpSearcherProvider().create(settings);
  }

  private static void assertText(SearchResult result, String content) throws IOException {
    assertThat(HttpSearcherTest.text(result)).isEqualTo(content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Digest digest(String text) {
    return Digest.of(bytes(text));
  }
}
