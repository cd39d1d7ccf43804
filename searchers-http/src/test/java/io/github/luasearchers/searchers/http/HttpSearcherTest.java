package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.script.ScriptContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSearcherTest {

  @AutoClose private final TestServer server = new TestServer();

  @Test
  void withoutRepositories_isInertAndSilent() throws IOException {
    try (LuaSearcher searcher = new HttpSearcherProvider().create(new Settings())) {
      assertThat(searcher.search("a")).isEqualTo(SearchResult.notFound());
    }
  }

  @Test
  void require_runsTheModule_whichKnowsItsUrl() throws Exception {
    server.file("/lua/a/b.lua", "local name, origin = ... return name .. ' ' .. origin");
    try (LuaScriptEngine engine = engine("lua/")) {
      assertThat(engine.eval("return (require 'a.b')"))
          .isEqualTo("a.b " + server.url() + "lua/a/b.lua");
    }
  }

  @Test
  void require_namesEachUrlThatItTried() throws Exception {
    try (LuaScriptEngine engine = engine("lua")) {
      assertThatThrownBy(() -> engine.eval("require 'a.b'"))
          .hasMessageContaining("\n\tno file '" + server.url() + "lua/a/b.lua' (404)")
          .hasMessageContaining("\n\tno file '" + server.url() + "lua/a/b/init.lua' (404)");
    }
  }

  @Test
  void require_namesTheFile_inErrorsAndTracebacks() throws Exception {
    server.file("/bad.lua", "return +").file("/fails.lua", "\nerror('oh')");
    try (LuaScriptEngine engine = engine("")) {
      assertThatThrownBy(() -> engine.eval("require 'bad'"))
          .hasMessageContaining(
              "error loading module 'bad' from file '" + server.url() + "bad.lua':");
      assertThatThrownBy(() -> engine.eval("require 'fails'"))
          .hasMessageContaining("oh in " + server.url() + "fails.lua at line number 2");
    }
  }

  @Test
  void folderOfThisMachine_isARepository(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/b.lua"), "return ...");
    Files.write(folder.resolve("bin.lua"), new byte[] {0x1B, 'L', 'u', 'a'});
    Settings settings = Settings.of("here").with("here.url", folder.toUri().toString());
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      SearchResult.Source found = (SearchResult.Source) searcher.search("a.b");
      assertThat(text(found)).isEqualTo("return ...");
      assertThat(found.origin()).endsWith("/a/b.lua").startsWith("file:///");
      assertThat(searcher.search("none"))
          .isEqualTo(
              SearchResult.notFound(
                  "no file '" + address(folder) + "none.lua' (no such file)",
                  "no file '" + address(folder) + "none/init.lua' (no such file)"));
      assertThatThrownBy(() -> searcher.search("bin")).hasMessageContaining("binary chunk");
    }
  }

  @Test
  void folderOfThisMachine_isHeldToTheLockFile(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("m.lua"), "return 1");
    Settings settings =
        Settings.of("here")
            .with("here.url", folder.toUri().toString())
            .with("lock-file", folder.resolve("lock").toString());
    try (LuaSearcher searcher =
        new HttpSearcherProvider().create(settings.with("lock", "record"))) {
      searcher.search("m");
    }
    Files.writeString(folder.resolve("m.lua"), "return 2");
    try (LuaSearcher searcher =
        new HttpSearcherProvider().create(settings.with("lock", "frozen"))) {
      assertThatThrownBy(() -> searcher.search("m")).hasMessageContaining("' has sha256-");
    }
  }

  private static String address(Path folder) {
    return "file://" + folder.toUri().getPath();
  }

  @Test
  void reload_asksOnceMore_alsoForWhatWasMissing() throws Exception {
    server.file("/m.lua", "return 1");
    Settings settings =
        Settings.of("here")
            .with("here.url", server.url())
            .with("path", "?.lua")
            .with("update", "never");
    HttpSearcherProvider provider = new HttpSearcherProvider();
    try (LuaSearcher searcher = provider.create(settings)) {
      searcher.search("m");
      searcher.search("late");
      server.file("/m.lua", "return 2").file("/late.lua", "return 3");
      assertThat(text(searcher.search("m"))).isEqualTo("return 1");
      assertThat(searcher.search("late")).isInstanceOf(SearchResult.NotFound.class);

      provider.reload("m, late*");
      assertThat(text(searcher.search("m"))).isEqualTo("return 2");
      assertThat(text(searcher.search("late"))).isEqualTo("return 3");
      int asked = server.paths().size();
      searcher.search("m");
      assertThat(server.paths()).hasSize(asked);
    }
  }

  @Test
  void repositories_areAskedInTheirOrder() throws Exception {
    server.file("/one/both.lua", "1").file("/two/both.lua", "2").file("/two/second.lua", "3");
    Settings settings =
        Settings.of("one, two")
            .with("one.url", server.url() + "one/")
            .with("two.url", server.url() + "two/")
            .with("path", "?.lua");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      assertThat(text(searcher.search("both"))).isEqualTo("1");
      assertThat(text(searcher.search("second"))).isEqualTo("3");
      assertThat(server.paths())
          .containsExactly("/one/both.lua", "/one/second.lua", "/two/second.lua");
    }
  }

  @Test
  void excludedNames_areNotAskedFor() throws Exception {
    server.file("/two/company/a.lua", "ours").file("/one/company/a.lua", "a stranger's");
    Settings settings =
        Settings.of("one, two")
            .with("one.url", server.url() + "one/")
            .with("one.exclude", "company.*")
            .with("two.url", server.url() + "two/")
            .with("two.include", "company.*");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      assertThat(text(searcher.search("company.a"))).isEqualTo("ours");
      assertThat(server.paths()).noneMatch(path -> path.startsWith("/one/"));
      assertThat(((SearchResult.NotFound) searcher.search("other")).sentences())
          .contains("no url for module 'other' (not asked of 'two')");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a..b",
        ".a",
        "a.",
        "a/b",
        "a\\b",
        "//host/a",
        "a:b",
        "http://host/a",
        "a;b",
        "a\u0000b",
        "a\nb",
        "a\u007fb"
      })
  void hostileName_isAskedOfNobody(String name) throws Exception {
    try (LuaSearcher searcher = new HttpSearcherProvider().create(Settings.of(server.url()))) {
      assertThat(((SearchResult.NotFound) searcher.search(name)).sentences())
          .singleElement()
          .asString()
          .startsWith("no url for module '")
          .doesNotContain("\n");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void veryLongName_isAskedOfNobody() throws Exception {
    try (LuaSearcher searcher = new HttpSearcherProvider().create(Settings.of(server.url()))) {
      assertThat(searcher.search("a".repeat(256))).isInstanceOf(SearchResult.NotFound.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void oddName_isEncodedAndActsOnNothing() throws Exception {
    Settings settings = Settings.of(server.url() + "lua/").with("path", "?.lua");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      searcher.search("%2e%2e");
      searcher.search("a?b#c&d @\u00e9");
      assertThat(server.paths())
          .containsExactly("/lua/%252e%252e.lua", "/lua/a%3Fb%23c%26d%20%40%C3%A9.lua");
    }
  }

  @Test
  void source_carriesDigestUrlAndContent() throws Exception {
    server.file("/a.lua", "return 1");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(Settings.of(server.url()))) {
      SearchResult.Source source = (SearchResult.Source) searcher.search("a");
      assertThat(source.chunkName()).isEqualTo("@" + server.url() + "a.lua");
      assertThat(source.origin()).isEqualTo(server.url() + "a.lua");
      assertThat(source.stamp())
          .contains(Digest.of("return 1".getBytes(StandardCharsets.UTF_8)).hex());
      assertThat(text(source)).isEqualTo("return 1");
    }
  }

  @Test
  void emptyFile_isAnEmptyModule() throws Exception {
    server.status("/a.lua", 200);
    try (LuaScriptEngine engine = engine("")) {
      assertThat(engine.eval("return (require 'a')")).isEqualTo(true);
    }
  }

  @Test
  void attribute_ofAContext_namesNoRepository() throws Exception {
    server.file("/a.lua", "return 1");
    try (LuaScriptEngine engine = LuaScriptEngine.builder().build()) {
      engine
          .getContext()
          .setAttribute("lua.http.repositories", server.url(), ScriptContext.ENGINE_SCOPE);
      assertThatThrownBy(() -> engine.eval("require 'a'"))
          .hasMessageContaining("lua.http.repositories can't be set by an attribute");
      assertThat(server.requests()).isEmpty();
    }
  }

  private LuaScriptEngine engine(String path) {
    return LuaScriptEngine.builder()
        .setting("lua.http.repositories", server.url() + path)
        .setting("lua.http.cache", "memory")
        .build();
  }

  static String text(SearchResult result) throws IOException {
    return ((SearchResult.Source) result).content().asCharSource(StandardCharsets.UTF_8).read();
  }
}
