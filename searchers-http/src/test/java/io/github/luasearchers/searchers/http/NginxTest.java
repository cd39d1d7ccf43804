package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.Program;
import io.github.luasearchers.testing.http.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debian's Lua modules as a loose-file repository behind a server that the world uses. */
@Tag("slow")
class NginxTest {

  private static final Path MODULES = Path.of("/usr/share/lua/5.2");

  /** As much of LuaFileSystem as Penlight asks for while it is loaded. */
  private static final String FILE_SYSTEM =
      "package.preload.lfs = function() return {"
          + "attributes = function() end, currentdir = function() return '/' end,"
          + "mkdir = function() end, rmdir = function() end, dir = function() end,"
          + "chdir = function() end, symlinkattributes = function() end} end\n";

  @TempDir Path temp;
  private final List<HttpEvent> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void everyModule_isRequired() throws Exception {
    try (Nginx nginx = debianModules();
        LuaScriptEngine engine = engine(nginx)) {
      List<String> names = new ArrayList<>();
      for (String name :
          List.of("dkjson", "inspect", "argparse", "ansicolors", "say", "luassert")) {
        assertThat(
                Files.exists(MODULES.resolve(name + ".lua")) || Files.exists(MODULES.resolve(name)))
            .as("Debian's lua-" + name)
            .isTrue();
        names.add(name);
      }
      try (Stream<Path> files = Files.list(MODULES.resolve("pl"))) {
        files
            .map(file -> file.getFileName().toString().replace(".lua", ""))
            .filter(name -> !name.equals("init") && !name.equals("strict"))
            .sorted()
            .forEach(name -> names.add("pl." + name));
      }
      engine.eval(FILE_SYSTEM);
      for (String name : names) {
        engine.eval("assert(require('" + name + "') ~= nil, '" + name + "')");
      }
      assertThat(names).hasSizeGreaterThan(40);
    }
  }

  @Test
  void luassert_runsASuite_inSeventeenRoundsAtMost() throws Exception {
    try (Nginx nginx = debianModules();
        LuaScriptEngine engine = engine(nginx)) {
      engine.eval("assert = require 'luassert'");
      assertThat(count(Kind.SEARCH)).isBetween(10L, 17L);
      Object passed =
          engine.eval(
              """
              local spy, match, passed = require 'luassert.spy', require 'luassert.match', 0
              local function check(body) body() passed = passed + 1 end
              check(function() assert.are.same({a = {1, 2}}, {a = {1, 2}}) end)
              check(function() assert.is_not.equal({}, {}) end)
              check(function() assert.has_error(function() error 'x' end, 'x') end)
              check(function()
                local s = spy.new(function(x) return x end)
                s(1) s('two')
                assert.spy(s).was.called(2)
                assert.spy(s).was_called_with(match.is_string())
              end)
              check(function()
                local ok, message = pcall(assert.are.equal, 1, 2)
                assert.is_false(ok)
                assert.truthy(tostring(message):find('Expected objects to be equal', 1, true))
              end)
              return passed
              """);
      assertThat(passed).isEqualTo(5);
    }
  }

  @Test
  void dkjson_inspect_argparse_andPenlight_doTheirJobs() throws Exception {
    try (Nginx nginx = debianModules();
        LuaScriptEngine engine = engine(nginx)) {
      assertThat(
              engine.eval(
                  "local json = require 'dkjson'\n"
                      + "local text = '{\"a\":[1,2,{\"b\":null}],\"c\":\"\\\\u00e9\"}'\n"
                      + "local value = json.decode(text, 1, json.null)\n"
                      + "return json.encode(value, {keyorder = {'a', 'c'}})"))
          .isEqualTo("{\"a\":[1,2,{\"b\":null}],\"c\":\"\u00e9\"}");
      assertThat(engine.eval("return require 'inspect' ({1, 2, x = 'y'})"))
          .isEqualTo("{ 1, 2,\n  x = \"y\"\n}");
      assertThat(
              engine.eval(
                  "local parser = require 'argparse' ('demo')\n"
                      + "parser:argument 'input' parser:option '-n --number' :convert(tonumber)\n"
                      + "local parsed = parser:parse {'file', '-n', '3'}\n"
                      + "return parsed.input .. parsed.number"))
          .isEqualTo("file3");
      assertThat(
              engine.eval(
                  FILE_SYSTEM
                      + "local List, pretty = require 'pl.List', require 'pl.pretty'\n"
                      + "return pretty.write(List{1, 2, 3}:map '_ * 2', '')"))
          .isEqualTo("{2,4,6}");
    }
  }

  @Test
  void secondRun_asksForNothing_andAFrozenOneRunsWithoutTheServer() throws Exception {
    String script = "return require 'inspect' ((require 'dkjson'.decode '[1]'))";
    Path lock = temp.resolve("modules.lock");
    try (Nginx nginx = debianModules()) {
      for (int run = 0; run < 2; run++) {
        try (LuaScriptEngine engine =
            engine(nginx, "lua.http.lock", "record", "lua.http.lock-file", lock.toString())) {
          engine.eval(script);
        }
      }
      assertThat(nginx.log()).filteredOn(line -> line.startsWith("200")).hasSize(2);
      nginx.close();
      try (LuaScriptEngine engine =
          engine(nginx, "lua.http.lock", "frozen", "lua.http.lock-file", lock.toString())) {
        assertThat(engine.eval(script).toString()).startsWith("{ 1");
        assertThatThrownBy(() -> engine.eval("require 'argparse'"))
            .hasMessageContaining("module 'argparse' is not in the lock file");
      }
    }
  }

  @Test
  void gzippedFile_isRevalidatedByItsWeakTag() throws Exception {
    Files.writeString(temp.resolve("a.lua"), "return [[" + "long ".repeat(1000) + "]]");
    String server = "listen PORT; root " + temp + "; gzip on; gzip_types *; gzip_min_length 1;";
    try (Nginx nginx = new Nginx(temp.resolve("nginx"), server);
        LuaSearcher searcher = searcher(nginx, "update", "always")) {
      int length = HttpSearcherTest.text(searcher.search("a")).length();
      assertThat(HttpSearcherTest.text(searcher.search("a"))).hasSize(length);
      assertThat(nginx.log()).containsExactly("200 GET /a.lua", "304 GET /a.lua");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, 'HTTP 401 (no credentials were sent: set lua.http.one.token, or lua.http.one.user and lua.http.one.password)'",
    "403, 'HTTP 403 (these credentials, or none, are not enough)'",
    "429, HTTP 429",
    "500, HTTP 500",
    "503, HTTP 503"
  })
  void status_isAnError(int status, String sentence) throws Exception {
    String server = "listen PORT; add_header Retry-After 120 always; return " + status + ";";
    try (Nginx nginx = new Nginx(temp.resolve("nginx"), server);
        LuaSearcher searcher = searcher(nginx)) {
      assertThatThrownBy(() -> searcher.search("a")).hasMessageEndingWith(sentence);
    }
  }

  @Test
  void passwords_areChecked() throws Exception {
    Files.writeString(temp.resolve("a.lua"), "return 1");
    Files.writeString(temp.resolve("passwords"), "me:{PLAIN}s3cr3t\n");
    String server =
        "listen PORT; root "
            + temp
            + "; auth_basic x; auth_basic_user_file "
            + temp
            + "/passwords;";
    try (Nginx nginx = new Nginx(temp.resolve("nginx"), server)) {
      try (LuaSearcher searcher = searcher(nginx, "one.user", "me", "one.password", "s3cr3t")) {
        assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("return 1");
      }
      try (LuaSearcher searcher = searcher(nginx, "one.user", "me", "one.password", "guess")) {
        assertThatThrownBy(() -> searcher.search("a")).hasMessageContaining("HTTP 401");
      }
    }
  }

  @Test
  void slowDownload_isLeftInTime() throws Exception {
    Files.write(temp.resolve("a.lua"), new byte[1 << 20]);
    String server = "listen PORT; root " + temp + "; limit_rate 10k;";
    try (Nginx nginx = new Nginx(temp.resolve("nginx"), server);
        LuaSearcher searcher = searcher(nginx, "resource-timeout", "600ms")) {
      assertThatThrownBy(() -> searcher.search("a")).hasMessageContaining("within the time");
    }
  }

  @Test
  void http2_isSpokenOverTls() throws Exception {
    Process process =
        new ProcessBuilder(
                Program.need("openssl"),
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=test",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                temp + "/key.pem",
                "-out",
                temp + "/certificate.pem")
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    Files.writeString(temp.resolve("a.lua"), "return 1");
    String server =
        "listen PORT ssl http2; root %s; ssl_certificate %s/certificate.pem; ssl_certificate_key %s/key.pem;"
            .formatted(temp, temp, temp);
    try (Nginx nginx = new Nginx(temp.resolve("nginx"), server)) {
      Settings settings =
          settings(nginx)
              .with("one.url", nginx.url("https"))
              .with("tls.authorities", temp + "/certificate.pem");
      try (LuaSearcher searcher = provider().create(settings)) {
        assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("return 1");
      }
      assertThat(events).anyMatch(e -> e.kind() == Kind.DOWNLOADED && e.detail().equals("HTTP/2"));
    }
  }

  private Nginx debianModules() throws Exception {
    assumeThat(MODULES.resolve("luassert")).as("Debian's Lua modules").exists();
    String server = "listen PORT; root " + MODULES + "; expires 1h;";
    return new Nginx(temp.resolve("nginx"), server);
  }

  private LuaScriptEngine engine(Nginx nginx, String... settings) {
    var builder =
        LuaScriptEngine.builder()
            .searcher(provider())
            .setting("lua.searchers", "preload, http")
            .setting("lua.http.repositories", nginx.url())
            .setting("lua.http.cache", temp.resolve("cache").toString());
    for (int i = 0; i < settings.length; i += 2) {
      builder.setting(settings[i], settings[i + 1]);
    }
    return builder.build();
  }

  private LuaSearcher searcher(Nginx nginx, String... settings) {
    Settings all = settings(nginx);
    for (int i = 0; i < settings.length; i += 2) {
      all.with(settings[i], settings[i + 1]);
    }
    return provider().create(all);
  }

  private static Settings settings(Nginx nginx) {
    return Settings.of("one").with("one.url", nginx.url()).with("path", "?.lua");
  }

  private HttpSearcherProvider provider() {
    return HttpSearcherProvider.builder().listener(events::add).build();
  }

  private long count(Kind kind) {
    synchronized (events) {
      return events.stream().filter(event -> event.kind() == kind).count();
    }
  }
}
