package io.github.luasearchers.searchers.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rocks that LuaRocks has installed. */
class TreesTest {

  @TempDir Path tree;
  @TempDir Path other;

  private static void manifest(Path tree, String text) throws IOException {
    Path folder = Files.createDirectories(tree.resolve("lib/luarocks/rocks-5.4"));
    Files.writeString(folder.resolve("manifest"), text);
  }

  private static void module(Path tree, String path, String text) throws IOException {
    Path file = tree.resolve("share/lua/5.4").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String installed(String name, String... versions) {
    StringBuilder text = new StringBuilder(name + " = {\n");
    for (String version : versions) {
      text.append("['" + version + "'] = { { arch = 'installed', modules = { ");
      text.append(name + " = '" + name + ".lua' } } },\n");
    }
    return text.append("},\n").toString();
  }

  private LuaScriptEngineBuilder engine() {
    return LuaScriptEngine.builder()
        .setting("lua.path", "")
        .setting("lua.cpath", "")
        .setting("lua.rocks.trees", tree + "," + other);
  }

  private Object eval(String code) throws Exception {
    try (LuaScriptEngine lua = engine().build()) {
      return lua.eval(code);
    }
  }

  @Test
  void module_isFoundByTheManifest() throws Exception {
    manifest(
        tree,
        """
        commands = {}
        dependencies = {}
        modules = { ['a.b'] = { 'a/1.0-1' }, ['p.init'] = { 'a/1.0-1' } }
        repository = { a = { ['1.0-1'] = { { arch = 'installed',
          modules = { ['a.b'] = 'a/b.lua', ['p.init'] = 'p/init.lua' } } } } }
        """);
    module(tree, "a/b.lua", "return select(2, ...)");
    module(tree, "p/init.lua", "return 'p'");
    module(tree, "c.lua", "return 'not in the manifest'");
    assertThat(eval("return (require 'a.b')")).isEqualTo(tree + "/share/lua/5.4/a/b.lua");
    assertThat(eval("return (require 'p')")).isEqualTo("p");
    assertThatThrownBy(() -> eval("require 'c'"))
        .hasMessageContaining("no module 'c' in '" + tree + "/lib/luarocks/rocks-5.4/manifest'");
  }

  @Test
  void versionThatIsNotCurrent_isInARenamedFile() throws Exception {
    manifest(
        tree,
        "modules = { inspect = { 'inspect/3.0-1', 'inspect/3.1.0-1' } }\nrepository = { "
            + installed("inspect", "3.0-1", "3.1.0-1")
            + "}");
    module(tree, "inspect.lua", "return 'current'");
    module(tree, "inspect_3_1_0_1-inspect.lua", "return 'renamed'");
    assertThat(eval("return (require 'inspect')")).isEqualTo("renamed");
  }

  @Test
  void rockInUse_saysWhichVersionOfAnotherIsTaken() throws Exception {
    manifest(
        tree,
        "modules = { a = { 'a/1-1' }, b = { 'b/2.0-1', 'b/1.0-1' } }\n"
            + "dependencies = { a = { ['1-1'] = { { name = 'b', constraints = { { op = '<',"
            + " version = { 2, 0, string = '2.0' } } } } } } }\n"
            + "repository = { "
            + installed("a", "1-1")
            + installed("b", "1.0-1", "2.0-1")
            + "}");
    module(tree, "a.lua", "return require 'b'");
    module(tree, "b.lua", "return 2");
    module(tree, "b_1_0_1-b.lua", "return 1");
    assertThat(eval("return (require 'b')")).isEqualTo(2);
    assertThat(eval("return (require 'a')")).isEqualTo(1);
  }

  @Test
  void highestVersionOfAllTrees_isTaken() throws Exception {
    manifest(tree, "modules = { a = { 'a/1-1' } } repository = { " + installed("a", "1-1") + "}");
    manifest(other, "modules = { a = { 'a/2-1' } } repository = { " + installed("a", "2-1") + "}");
    module(tree, "a.lua", "return 1");
    module(other, "a.lua", "return 2");
    assertThat(eval("return (require 'a')")).isEqualTo(2);
  }

  @Test
  void installedRock_isFoundWithoutANewEngine() throws Exception {
    try (LuaScriptEngine lua = engine().build()) {
      assertThat(lua.eval("return (pcall(require, 'a'))")).isEqualTo(false);
      manifest(tree, "modules = { a = { 'a/1-1' } } repository = { " + installed("a", "1-1") + "}");
      module(tree, "a.lua", "return 1");
      assertThat(lua.eval("return (require 'a')")).isEqualTo(1);
    }
  }

  @Test
  void damagedManifest_isAnError() throws Exception {
    manifest(tree, "modules = { a = { 'a/1-1' } } repository = {}");
    assertThatThrownBy(() -> eval("require 'a'"))
        .hasMessageContaining("is damaged: it has no good file for the module 'a'");
    String leads = installed("a", "1-1").replace("a.lua", "../../../../etc/passwd");
    manifest(tree, "modules = { a = { 'a/1-1' } } repository = { " + leads + "}");
    assertThatThrownBy(() -> eval("require 'a'")).hasMessageContaining("is damaged");
    manifest(tree, "modules = { a = { 'a/1-1' } } repository = { " + installed("a", "1-1") + "}");
    assertThatThrownBy(() -> eval("require 'a'"))
        .hasMessageContaining("and there is no such file: run 'luarocks-admin");
    manifest(tree, "os.exit(3)");
    assertThatThrownBy(() -> eval("require 'a'"))
        .hasMessageContaining("line 1: calls are no data, and not read");
  }

  @Test
  void library_isLinkedOnlyIfLibrariesAre() throws Exception {
    manifest(
        tree,
        "modules = { c = { 'c/1-1' } } repository = { "
            + installed("c", "1-1").replace("c.lua", "c.so")
            + "}");
    Path file = Files.createDirectories(tree.resolve("lib/lua/5.4")).resolve("c.so");
    Files.writeString(file, "no library");
    assertThatThrownBy(() -> eval("require 'c'"))
        .hasMessageContaining("module 'c' not found")
        .hasMessageContaining("no library '" + file + "' (");
  }

  @Test
  void sandbox_looksAtNoTreeThatNobodyNamed() throws Exception {
    String home = System.getProperty("user.home");
    Path rocks = Files.createDirectories(tree.resolve(".luarocks"));
    manifest(rocks, "modules = { a = { 'a/1-1' } } repository = { " + installed("a", "1-1") + "}");
    module(rocks, "a.lua", "return 1");
    System.setProperty("user.home", tree.toString());
    try (LuaScriptEngine open = LuaScriptEngine.builder().build();
        LuaScriptEngine closed = LuaScriptEngine.builder().setting("lua.sandbox", "true").build()) {
      assertThat(open.eval("return (require 'a')")).isEqualTo(1);
      assertThatThrownBy(() -> closed.eval("require 'a'")).hasMessageContaining("not found");
    } finally {
      System.setProperty("user.home", home);
    }
  }
}
