package io.github.luasearchers.searchers.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rocks of servers, from require to the wire. */
class ServersTest {

  @TempDir Path temp;
  @AutoClose private final RocksServer server = new RocksServer();

  private LuaScriptEngineBuilder engine(String allow) {
    return LuaScriptEngine.builder()
        .setting("lua.path", "")
        .setting("lua.cpath", "")
        .setting("lua.rocks.trees", "")
        .setting("lua.rocks.servers", server.url())
        .setting("lua.rocks.allow", allow)
        .setting("lua.http.retries", "0")
        .setting("lua.http.cache", temp.resolve("cache").toString())
        .setting("lua.http.lock-file", temp.resolve("lua.lock").toString());
  }

  private Object eval(LuaScriptEngineBuilder builder, String code) throws Exception {
    try (LuaScriptEngine lua = builder.build()) {
      return lua.eval(code.replaceFirst("^return (.*)$", "return ($1)"));
    }
  }

  @Test
  void rock_isFoundByItsName() throws Exception {
    server.all("inspect", "3.1.0-1", "return 'old'").all("inspect", "3.1.1-1", "return ...");
    try (LuaScriptEngine lua = engine("inspect").build()) {
      assertThat(lua.eval("return (require 'inspect')")).isEqualTo("inspect");
      assertThat(server.http.paths())
          .containsExactly("/manifest-5.4.zip", "/manifest-5.4", "/inspect-3.1.1-1.all.rock");
      assertThat(lua.eval("package.loaded.inspect = nil return select(2, require 'inspect')"))
          .isEqualTo(server.url() + "inspect-3.1.1-1.all.rock!/lua/inspect.lua");
    }
  }

  @Test
  void rock_isFoundByTheFirstPartOfTheNameAndByTheMap() throws Exception {
    server.all(
        "penlight",
        "1.0-1",
        List.of(),
        Map.of("pl/init.lua", "return 'init'", "pl/pretty.lua", "return 'pretty'"));
    assertThat(eval(engine("pl = penlight"), "return require 'pl' .. require 'pl.pretty'"))
        .isEqualTo("initpretty");
    assertThat(eval(engine("penlight, pl.pretty = penlight"), "return require 'pl.pretty'"))
        .isEqualTo("pretty");
    server.all("a", "1-1", List.of(), Map.of("a/b.lua", "return 'b'"));
    assertThat(eval(engine("a"), "return require 'a.b'")).isEqualTo("b");
    assertThat(
            eval(
                engine("penlight").setting("lua.rocks.scan", "true"), "return require 'pl.pretty'"))
        .isEqualTo("pretty");
  }

  @Test
  void rockThatIsNotAllowed_isNotAskedFor() {
    server.all("inspcet", "1.0-1", "return 'stranger'");
    assertThatThrownBy(() -> eval(engine("inspect"), "require 'inspcet'"))
        .hasMessageContaining(
            "no rock for module 'inspcet' (neither lua.rocks.allow nor the lock file has one)");
    assertThatThrownBy(() -> eval(engine("inspect"), "require '../etc'"))
        .hasMessageContaining("no rock for module '../etc' (not a plain name)");
    assertThat(server.http.paths()).isEmpty();
  }

  @Test
  void moduleThatARockLacks_isNotFound() {
    server.all("inspect", "1.0-1", "return 1");
    assertThatThrownBy(() -> eval(engine("inspect"), "require 'inspect.x'"))
        .hasMessageContaining("no module 'inspect.x' in rock 'inspect 1.0-1'");
  }

  @Test
  void versions_areChosenAsConstraintsSay() throws Exception {
    for (String version : List.of("1.9-1", "1.10-1", "1.10-2", "2.0beta1-1", "scm-1")) {
      server.all("a", version, "return '" + version + "'");
    }
    assertThat(eval(engine("a"), "return require 'a'")).isEqualTo("1.10-2");
    assertThat(eval(engine("a < 1.10"), "return require 'a'")).isEqualTo("1.9-1");
    assertThat(eval(engine("a >= 1.9, < 1.10-2"), "return require 'a'")).isEqualTo("1.10-1");
    assertThat(eval(engine("a == scm-1"), "return require 'a'")).isEqualTo("scm-1");
    assertThat(eval(engine("a 2.0beta1"), "return require 'a'")).isEqualTo("2.0beta1-1");
    assertThat(eval(engine("a").setting("lua.rocks.versions", "luarocks"), "return require 'a'"))
        .isEqualTo("scm-1");
    assertThatThrownBy(() -> eval(engine("a > 5"), "require 'a'"))
        .hasMessageContaining("rock 'a' on '" + server.url() + "' has no version that will do")
        .hasMessageContaining("scm-1 is no release: ask for it by its name");
  }

  @Test
  void dependencies_comeAlong() throws Exception {
    server
        .all("say", "1.4-1", "return 'say 1.4'")
        .all("say", "2.0-1", "return 'say 2'")
        .all(
            "luassert",
            "1.0-1",
            List.of("lua >= 5.1", "say >= 1.3, < 2"),
            Map.of("luassert.lua", "return require 'say'"));
    assertThat(eval(engine("luassert"), "return require 'luassert'")).isEqualTo("say 1.4");
    assertThatThrownBy(() -> eval(engine("luassert"), "require 'say'"))
        .hasMessageContaining("no rock for module 'say'");
  }

  @Test
  void demandThatComesLater_changesTheChoice() throws Exception {
    server
        .all("say", "1.0-1", "return '1'")
        .all("say", "2.0-1", "return '2'")
        .all("b", "1-1", List.of("say < 2"), Map.of("b.lua", "return require 'say'"))
        .all("a", "1-1", List.of("say", "b"), Map.of("a.lua", "return require 'b'"));
    assertThat(eval(engine("a"), "return require 'a'")).isEqualTo("1");
  }

  @Test
  void demandsThatContradict_areAnError() {
    server
        .all("say", "1.0-1", "return '1'")
        .all("say", "2.0-1", "return '2'")
        .all("b", "1-1", List.of("say < 2"), Map.of("b.lua", "return 1"))
        .all("a", "1-1", List.of("say >= 2", "b"), Map.of("a.lua", "return 1"));
    assertThatThrownBy(() -> eval(engine("a"), "require 'a'"))
        .hasMessageContaining("rock 'say'")
        .hasMessageContaining("a 1-1 needs 'say >= 2'")
        .hasMessageContaining("b 1-1 needs 'say < 2'");
    assertThatThrownBy(() -> eval(engine("b, c"), "require 'b' require 'c'"))
        .hasMessageContaining("no server has rock 'c'");
  }

  @Test
  void versionForAnotherLua_isPassedOver() throws Exception {
    server
        .all("a", "1-1", List.of("lua >= 5.1, < 5.5"), Map.of("a.lua", "return 'fits'"))
        .all("a", "2-1", List.of("lua == 5.1"), Map.of("a.lua", "return 'does not'"));
    assertThat(eval(engine("a"), "return require 'a'")).isEqualTo("fits");
    assertThatThrownBy(() -> eval(engine("a > 1"), "require 'a'"))
        .hasMessageContaining("2-1 needs 'lua == 5.1', which this version of Lua is not");
  }

  @Test
  void rockInUse_staysAndIsNotMixed() throws Exception {
    server
        .all("say", "1.0-1", "return '1'")
        .all("a", "1-1", List.of("say >= 2"), Map.of("a.lua", "return 1"))
        .all("p", "1-1", List.of(), Map.of("p.lua", "return 'p1'", "p/x.lua", "return 'x1'"));
    try (LuaScriptEngine lua = engine("say < 2, a, p").setting("lua.http.missing", "0s").build()) {
      lua.eval("require 'say'");
      server.all("say", "2.0-1", "return '2'");
      assertThatThrownBy(() -> lua.eval("require 'a'"))
          .hasMessageContaining("a 1-1 needs 'say >= 2', and say 1.0-1 is in use");
      assertThat(lua.eval("return (require 'p')")).isEqualTo("p1");
      server.all("p", "2-1", List.of(), Map.of("p.lua", "return 'p2'", "p/x.lua", "return 'x2'"));
      assertThat(lua.eval("return (require 'p.x')")).isEqualTo("x1");
      lua.eval("package.loaded.p = nil package.loaded['p.x'] = nil");
      assertThat(lua.eval("return (require 'p' .. require 'p.x')")).isEqualTo("p2x2");
    }
  }

  @Test
  void firstServerThatHasARock_isTheOnlyOneAsked() throws Exception {
    try (RocksServer other = new RocksServer()) {
      other.all("a", "9-1", "return 'other'").all("b", "1-1", "return 'b'");
      server.all("a", "1-1", "return 'ours'");
      LuaScriptEngineBuilder builder =
          engine("a, b")
              .setting("lua.rocks.servers", "ours, other")
              .setting("lua.rocks.ours.url", server.url())
              .setting("lua.rocks.other.url", other.url());
      assertThat(eval(builder, "return require 'a' .. require 'b'")).isEqualTo("oursb");
      assertThatThrownBy(() -> eval(builder.setting("lua.rocks.allow", "a > 5"), "require 'a'"))
          .hasMessageContaining("its versions are [1-1]");
    }
  }

  @Test
  void serverOfAName_hasItsCredentials() throws Exception {
    server.all("a", "1-1", "return 1");
    eval(
        engine("a")
            .setting("lua.rocks.servers", "main")
            .setting("lua.rocks.main.url", server.url())
            .setting("lua.rocks.main.token", "abc"),
        "require 'a'");
    assertThat(server.http.requests())
        .allMatch(request -> request.header("Authorization").equals("Bearer abc"));
    assertThatThrownBy(() -> eval(engine("a").setting("lua.rocks.servers", "main"), "require 'a'"))
        .hasMessageContaining("'main' has no address: set lua.rocks.main.url");
    assertThatThrownBy(() -> eval(engine("a").setting("lua.rocks.main.path", "x"), "return 1"))
        .hasMessageContaining("lua.rocks.main.path");
  }

  @Test
  void serverThatFails_isAnErrorAndNoOtherIsAsked() throws Exception {
    try (RocksServer other = new RocksServer()) {
      other.all("a", "1-1", "return 1");
      server.http.status("/manifest-5.4.zip", 503);
      LuaScriptEngineBuilder builder =
          engine("a").setting("lua.rocks.servers", "x, y").setting("lua.rocks.x.url", server.url());
      builder.setting("lua.rocks.y.url", other.url());
      assertThatThrownBy(() -> eval(builder, "require 'a'")).hasMessageContaining("HTTP 503");
      assertThat(other.http.paths()).isEmpty();
      server.http.remove("/manifest-5.4.zip");
      assertThatThrownBy(() -> eval(builder.setting("lua.http.cache", "memory"), "require 'a'"))
          .hasMessageContaining("there is no manifest on '" + server.url() + "'")
          .hasMessageContaining("is it a server of rocks?");
    }
  }

  @Test
  void manifest_isReadInEachForm() throws Exception {
    server.file("a", "1-1", "all", TestRocks.all("a", "1-1", List.of(), Map.of("a.lua", "")));
    String lua = "repository = { a = { ['1-1'] = { { arch = 'all' } } } }";
    String json = "{\"repository\": {\"a\": {\"1-1\": [{\"arch\": \"all\"}]}}}";
    Map<String, byte[]> forms =
        Map.of(
            "/manifest-5.4.zip", TestRocks.zip(Map.of("manifest-5.4", lua.getBytes(UTF_8))),
            "/manifest-5.4.json", json.getBytes(UTF_8),
            "/manifest", lua.getBytes(UTF_8));
    for (Map.Entry<String, byte[]> form : forms.entrySet()) {
      server.http.file(form.getKey(), form.getValue());
      LuaScriptEngineBuilder builder = engine("a").setting("lua.http.cache", "memory");
      assertThat(eval(builder, "return require 'a'")).isEqualTo(true);
      server.http.remove(form.getKey());
    }
  }

  @Test
  void folder_isAServerToo() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("rocks"));
    Files.write(
        folder.resolve("a-1-1.all.rock"),
        TestRocks.all("a", "1-1", List.of(), Map.of("a.lua", "return 'local'")));
    Files.writeString(
        folder.resolve("manifest"), "repository = { a = { ['1-1'] = { { arch = 'all' } } } }");
    assertThat(
            eval(
                engine("a").setting("lua.rocks.servers", folder.toUri().toString()),
                "return require 'a'"))
        .isEqualTo("local");
  }

  @Test
  void allowListThatIsMalformed_isAnError() {
    assertThatThrownBy(() -> eval(engine("a >> 1"), "require 'a'"))
        .hasMessageContaining("lua.rocks.allow: 'a >> 1' is no rock: give names");
    assertThatThrownBy(() -> eval(engine("/a"), "require 'a'"))
        .hasMessageContaining("lua.rocks.allow: '/a' is no rock");
  }
}
