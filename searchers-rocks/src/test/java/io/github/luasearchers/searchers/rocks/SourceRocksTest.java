package io.github.luasearchers.searchers.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.searchers.rocks.rock.RockName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rocks of sources, and those that are for one kind of machine. */
class SourceRocksTest {

  private static final Map<String, String> FILES =
      Map.of(
          "foo-1.0/src/foo.lua", "return 'foo'",
          "foo-1.0/src/bar.lua", "return 'bar'",
          "foo-1.0/LICENSE", "none");

  @AutoClose private final RocksServer server = new RocksServer();

  private Object eval(String code) throws Exception {
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.path", "")
            .setting("lua.rocks.trees", "")
            .setting("lua.rocks.servers", server.url())
            .setting("lua.rocks.allow", "foo")
            .setting("lua.http.cache", "memory")
            .build()) {
      return lua.eval(code);
    }
  }

  private void publish(String archive, byte[] sources, String... lines) {
    String rockspec = TestRocks.rockspec("foo", "1.0-1", List.of(), lines);
    server.rock(
        "foo", "1.0-1", "src", TestRocks.source("foo", "1.0-1", rockspec, archive, sources));
  }

  private static String url(String archive) {
    return "source = { url = 'https://host/" + archive + "' }";
  }

  @Test
  void modules_areThoseOfTheRockspec() throws Exception {
    publish(
        "foo-1.0.tar.gz",
        TestRocks.tarGz(FILES),
        url("foo-1.0.tar.gz"),
        "build = { type = 'builtin', modules = { foo = 'src/foo.lua' },",
        "  install = { lua = { ['foo.bar'] = 'src/bar.lua' } } }");
    assertThat(eval("return require 'foo' .. require 'foo.bar'")).isEqualTo("foobar");
    assertThat(eval("return (select(2, require 'foo'))"))
        .isEqualTo(server.url() + "foo-1.0-1.src.rock!/src/foo.lua");
  }

  @ParameterizedTest
  @CsvSource({
    "foo-1.0.tar, builtin",
    "foo-1.0.tgz, module",
    "foo-1.0.zip, builtin",
  })
  void sources_areReadInEachArchive(String archive, String type) throws Exception {
    byte[] sources =
        archive.endsWith("zip")
            ? TestRocks.zip(Map.of("foo-1.0/src/foo.lua", "return 'foo'".getBytes(UTF_8)))
            : archive.endsWith("tar") ? TestRocks.tar(FILES) : TestRocks.tarGz(FILES);
    publish(
        archive,
        sources,
        url(archive),
        "build = { type = '" + type + "', modules = { foo = 'src/foo.lua' } }");
    assertThat(eval("return (require 'foo')")).isEqualTo("foo");
  }

  @Test
  void source_mayBeOneFileOrAFolder() throws Exception {
    publish(
        "foo.lua",
        "return 'file'".getBytes(UTF_8),
        url("foo.lua"),
        "build = { modules = { foo = 'foo.lua' } }");
    assertThat(eval("return (require 'foo')")).isEqualTo("file");
    publish(
        "foo/lib/foo.lua",
        "return 'folder'".getBytes(UTF_8),
        "source = { url = 'git+https://host/foo.git' }",
        "build = { type = 'builtin', modules = { foo = 'lib/foo.lua' } }");
    assertThat(eval("return (require 'foo')")).isEqualTo("folder");
  }

  @Test
  void rockspecWithoutModules_hasThoseInItsFolder() throws Exception {
    publish(
        "foo-1.0.tar.gz",
        TestRocks.tarGz(Map.of("x/lua/foo/init.lua", "return 'init'", "x/lua/spec/a.lua", "")),
        "rockspec_format = '3.0'",
        url("foo-1.0.tar.gz"),
        "build = { type = 'builtin' }");
    assertThat(eval("return (require 'foo')")).isEqualTo("init");
    assertThatThrownBy(() -> eval("require 'foo.a'"))
        .hasMessageContaining("no module 'foo.a' in rock 'foo 1.0-1'");
  }

  @Test
  void platforms_addModules() throws Exception {
    publish(
        "foo-1.0.tar.gz",
        TestRocks.tarGz(FILES),
        url("foo-1.0.tar.gz"),
        "build = { type = 'builtin', modules = { foo = 'src/gone.lua' }, platforms = {",
        "  unix = { modules = { foo = 'src/foo.lua' } }, windows = { modules = { w = 'w.c' } } } }");
    assertThat(eval("return (require 'foo')")).isEqualTo("foo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type = 'make'|its build is of the type 'make'",
        "type = 'command', build_command = 'touch /tmp/x'|its build is of the type 'command'",
        "type = 'cmake'|its build is of the type 'cmake'",
        "type = 'rust-mlua'|its build is of the type 'rust-mlua'",
        "type = 'builtin', modules = { foo = 'foo.c' }|its module 'foo' is to be compiled",
        "type = 'builtin', modules = { foo = { 'a.c' } }|its module 'foo' is to be compiled",
        "type = 'builtin', modules = { foo = { sources = { 'a.c' } } }|'foo' is to be compiled"
      })
  void rockThatNeedsABuild_saysSo(String build, String why) {
    publish(
        "foo-1.0.tar.gz",
        TestRocks.tarGz(FILES),
        url("foo-1.0.tar.gz"),
        "build = { " + build + " }");
    assertThatThrownBy(() -> eval("require 'foo'"))
        .hasMessageContaining(
            "rock 'foo' needs a native build, which is not made here (foo 1.0-1: ")
        .hasMessageContaining(why);
  }

  @Test
  void sourceInC_withoutAListSaysSo() {
    publish(
        "foo-1.0.tar.gz",
        TestRocks.tarGz(Map.of("x/foo.c", "")),
        url("foo-1.0.tar.gz"),
        "build = { type = 'builtin' }");
    assertThatThrownBy(() -> eval("require 'foo'"))
        .hasMessageContaining("'foo.c' is to be compiled");
  }

  @Test
  void fileThatIsMissing_isAnError() {
    publish(
        "foo-1.0.tar.gz",
        TestRocks.tarGz(FILES),
        url("foo-1.0.tar.gz"),
        "build = { type = 'builtin', modules = { foo = 'gone.lua' } }");
    assertThatThrownBy(() -> eval("require 'foo'"))
        .hasMessageContaining("lacks 'gone.lua', the module 'foo' of its rockspec");
    publish("foo-1.0.rar", new byte[0], url("foo-1.0.rar"), "build = { type = 'builtin' }");
    assertThatThrownBy(() -> eval("require 'foo'"))
        .hasMessageContaining("is an archive of a kind that is not read");
  }

  @Test
  void allRock_isPreferredToItsSources() throws Exception {
    publish(
        "foo-1.0.tar.gz",
        TestRocks.tarGz(FILES),
        url("foo-1.0.tar.gz"),
        "build = { type = 'make' }");
    server.all("foo", "1.0-1", "return 'all'");
    assertThat(eval("return (require 'foo')")).isEqualTo("all");
    server.list("foo", "2.0-1", "rockspec");
    assertThat(eval("return (require 'foo')")).isEqualTo("all");
  }

  @Test
  void rockForThisMachine_isLinkedOnlyIfLibrariesAre() {
    byte[] rock =
        TestRocks.built(
            "foo", "1.0-1", List.of(), Map.of("lib/foo.so", "no library".getBytes(UTF_8)));
    server.rock("foo", "1.0-1", RockName.thisMachine(), rock);
    assertThatThrownBy(() -> eval("require 'foo'"))
        .hasMessageContaining(
            "rock 'foo' has a C library for module 'foo', and none is linked here: ");
  }
}
