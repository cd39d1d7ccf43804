package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.script.ScriptException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a sandboxed script loads files from where the host says, and from nowhere else. */
class PlacesTest {

  private static final String NO_PLACE =
      " (the sandbox has no such place: lua.path does not name it)";

  @TempDir private Path dir;
  private LuaScriptEngine lua = LuaScriptEngine.builder().build();

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectories(dir.resolve("lib/sub"));
    Files.createDirectories(dir.resolve("else"));
    for (String name : new String[] {"lib/a", "lib/sub/b", "else/c", "lib/deep.init"}) {
      Files.writeString(dir.resolve(name + ".lua"), "return '" + name + "'");
    }
    Files.writeString(dir.resolve("lib/data.txt"), "return 'data'");
    lua = sandbox(dir + "/lib/?.lua;" + dir + "/else/d.lua");
    lua.put("dir", dir.toString());
  }

  private static LuaScriptEngine sandbox(String path) {
    return LuaScriptEngine.builder()
        .setting("lua.sandbox", "true")
        .setting("lua.path", path)
        .build();
  }

  @Test
  void require_findsWhatTheHostNames() throws Exception {
    assertThat(lua.eval("return require 'a' .. require 'sub.b'")).isEqualTo("lib/alib/sub/b");
  }

  @Test
  void require_looksNowhereElse() {
    assertThatThrownBy(
            () -> lua.eval("package.path = dir .. '/else/?.lua;' .. package.path require 'c'"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("no file '" + dir + "/else/c.lua'" + NO_PLACE)
        .hasMessageContaining("no file '" + dir + "/lib/c.lua'\n");
  }

  @Test
  void require_findsWhatAnotherTemplateNamesInThePlace() throws Exception {
    assertThat(lua.eval("package.path = dir .. '/lib/sub/?.lua' return (require 'b')"))
        .isEqualTo("lib/sub/b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'c', dir .. '/else/?.lua'",
        "'data', dir .. '/lib/?.txt'",
        "'../else/c', dir .. '/lib/?.lua', ''",
        "'..else.c', dir .. '/lib/?.lua'",
        "'x.x', dir .. '/lib/?.lua', 'x', '..'",
        "dir .. '/else/c', '?.lua', ''",
        "'c', dir .. '/lib/../else/?.lua'",
        "'a', dir .. '/lib/sub/../?.lua'",
        "'passwd', '/etc/?'",
        "'c', '/proc/self/cwd/?.lua'",
        "'', dir .. '/lib/?.lua'",
        "'c\\0', dir .. '/else/?.lua'"
      })
  void searchpath_looksNowhereElse(String arguments) throws Exception {
    assertThat(lua.eval("return (package.searchpath(" + arguments + "))")).isNull();
    assertThat((String) lua.eval("return select(2, package.searchpath(" + arguments + "))"))
        .contains("no file '");
  }

  @Test
  void searchpath_doesNotTellWhetherAFileIsThere() throws Exception {
    Object problem = lua.eval("return select(2, package.searchpath('passwd', '/etc/?'))");
    assertThat(((String) problem).strip()).isEqualTo("no file '/etc/passwd'" + NO_PLACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"loadfile", "dofile"})
  void loadfile_loadsWhatTheHostNames(String function) throws Exception {
    String load = function.equals("dofile") ? "return dofile(" : "return loadfile(";
    String call = function.equals("dofile") ? "" : "()";
    assertThat(lua.eval(load + "dir .. '/lib/a.lua')" + call)).isEqualTo("lib/a");
    assertThat(lua.eval(load + "dir .. '/lib/sub/b.lua')" + call)).isEqualTo("lib/sub/b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dir .. '/else/c.lua'",
        "dir .. '/lib/data.txt'",
        "dir .. '/lib/../else/c.lua'",
        "dir .. '/lib/'",
        "dir .. '/lib'",
        "dir .. '/lib/.lua'",
        "dir .. '/else/c.lua\\0/lib/a.lua'",
        "'/etc/passwd'",
        "'/dev/stdin'",
        "'pom.xml'",
        "'stdin'",
        "''",
        ""
      })
  void loadfile_loadsNothingElse(String file) throws Exception {
    assertThat((String) lua.eval("return select(2, loadfile(" + file + "))"))
        .startsWith("cannot open ")
        .endsWith(NO_PLACE.substring(2, NO_PLACE.length() - 1));
    assertThatThrownBy(() -> lua.eval("dofile(" + file + ")"))
        .hasMessageContaining("lua.path does not name it");
  }

  @Test
  void binaryFiles_areRefused() throws Exception {
    Files.write(dir.resolve("lib/bin.lua"), new byte[] {27, 'L', 'u', 'a', 82});
    assertThatThrownBy(() -> lua.eval("require 'bin'")).hasMessageContaining("(mode is 't')");
    assertThat(lua.eval("return select(2, loadfile(dir .. '/lib/bin.lua', 'b'))"))
        .isEqualTo("attempt to load a binary chunk (mode is 't')");
  }

  @Test
  void linksThatLeadOut_areNotFollowed() throws Exception {
    Files.createSymbolicLink(dir.resolve("lib/out.lua"), dir.resolve("else/c.lua"));
    Files.createSymbolicLink(dir.resolve("lib/far"), dir.resolve("else"));
    Files.createSymbolicLink(dir.resolve("lib/near.lua"), dir.resolve("lib/sub/b.lua"));
    String reason = "a link leads out of the place that lua.path names";
    assertThat(lua.eval("return (require 'near')")).isEqualTo("lib/sub/b");
    assertThatThrownBy(() -> lua.eval("require 'out'")).hasMessageContaining(reason);
    assertThatThrownBy(() -> lua.eval("require 'far.c'")).hasMessageContaining(reason);
    assertThat((String) lua.eval("return select(2, loadfile(dir .. '/lib/out.lua'))"))
        .endsWith(reason);
  }

  @Test
  void thePlaceItself_mayBeALink() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), dir.resolve("lib"));
    assertThat(sandbox(link + "/?.lua").eval("return (require 'a')")).isEqualTo("lib/a");
  }

  @Test
  void withoutASetting_thereIsNoPlace() throws Exception {
    LuaScriptEngine bare = LuaScriptEngine.builder().setting("lua.sandbox", "true").build();
    assertThat(bare.eval("return package.path .. package.cpath")).isEqualTo("");
    assertThat((String) bare.eval("return select(2, loadfile('./x.lua'))")).contains("lua.path");
  }

  @Test
  void severalHoles_haveOneName() throws Exception {
    Files.createDirectories(dir.resolve("m/x"));
    Files.writeString(dir.resolve("m/x/x.lua"), "return 'x'");
    Files.writeString(dir.resolve("m/x/y.lua"), "return 'y'");
    LuaScriptEngine twice = sandbox(dir + "/m/?/?.lua");
    twice.put("dir", dir.toString());
    assertThat(twice.eval("return (require 'x')")).isEqualTo("x");
    assertThat((String) twice.eval("return select(2, loadfile(dir .. '/m/x/y.lua'))"))
        .contains("lua.path");
  }

  @Test
  void searchersOfTheScript_areHarmless() throws Exception {
    assertThat(
            lua.eval(
                "table.insert(package.searchers, 1, function(n)"
                    + " return function() return 'mine ' .. n end end)"
                    + " local first = require 'zz'"
                    + " package.searchers = {package.searchers[3]}"
                    + " package.path = '/etc/?' return first .. tostring(pcall(require, 'passwd'))"
                    + " .. tostring(package.searchers[1]('a') ~= nil)"))
        .isEqualTo("mine zzfalsetrue");
  }
}
