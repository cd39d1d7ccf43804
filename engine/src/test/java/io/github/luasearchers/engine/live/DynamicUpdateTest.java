package io.github.luasearchers.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.ReloadOption;
import io.github.luasearchers.engine.TableView;
import java.nio.file.Path;
import java.util.List;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loaded modules that are changed by hand, and what a script sees of modules besides. */
class DynamicUpdateTest {

  @TempDir Path folder;

  private ModuleFolder modules;

  @BeforeEach
  void open() throws ScriptException {
    modules = new ModuleFolder(folder);
    modules.write("m", "return {n = 1, f = function() return 'text' end}");
    modules.eval("m = require 'm'");
  }

  @AfterEach
  void close() {
    modules.close();
  }

  @Test
  void patch_isLostByAReloadThatSaysSo() throws ScriptException {
    modules.eval("package.patch('m', function(m) function m.f() return 'patched' end end)");
    assertThat(modules.text("m.f()")).isEqualTo("patched");
    List<String> notes = modules.reload("m").notes();
    assertThat(notes)
        .anyMatch(
            note -> note.startsWith("module 'm' has lost the patch that script:1 made at 20"));
    assertThat(modules.text("require 'm'.f()")).isEqualTo("text");
    assertThat(modules.reload("m").notes()).noneMatch(note -> note.contains("lost"));
  }

  @Test
  void patch_isMadeAgain() throws ScriptException {
    modules.engine().patch("m", m -> ((TableView) m).asMap().put("n", 5));
    assertThat(modules.text("m.n")).isEqualTo("5");
    modules.write("m", "return {n = 1, new = true}");
    modules.engine().reload("m", ReloadOption.PATCHES_AGAIN);
    assertThat(modules.text("require 'm'.n")).isEqualTo("5");
    assertThat(modules.text("require 'm'.new")).isEqualTo("true");
    assertThat(modules.reload("m").notes())
        .anyMatch(note -> note.contains("lost the patch that the host made at"));
  }

  @Test
  void patchThatFails_leavesTheModuleAsItWas() throws ScriptException {
    assertThatThrownBy(
            () ->
                modules.eval(
                    "package.patch('m', function(m) m.n = 2 m.x = 1 g = 1 error 'no' end)"))
        .hasMessageContaining("no");
    assertThat(modules.text("m.n")).isEqualTo("1");
    assertThat(modules.text("m.x")).isEqualTo("nil");
    assertThat(modules.text("g")).isEqualTo("nil");
    assertThat(modules.reload("m").notes()).noneMatch(note -> note.contains("lost"));
    assertThatThrownBy(() -> modules.engine().patch("nope", m -> {}))
        .hasMessageContaining("module 'nope' is not loaded");
  }

  // ---- try

  @Test
  void tryOfWhatIsNotThere_tellsWhy() throws ScriptException {
    assertThat(modules.text("select('#', package.try 'nope')")).isEqualTo("2");
    assertThat(modules.text("select(2, package.try 'nope')"))
        .startsWith("module 'nope' not found:\n\tno field package.preload['nope']");
    assertThat(modules.text("package.try 'm' == m")).isEqualTo("true");
    modules.write("later", "return 7");
    assertThat(modules.text("package.try 'later'")).isEqualTo("7");
  }

  @Test
  void tryOfWhatFails_raisesAndPutsBack() throws ScriptException {
    modules.write("bad", "package.loaded.bad = 'half'", "error 'inside'");
    assertThatThrownBy(() -> modules.eval("package.try 'bad'")).hasMessageContaining("inside");
    assertThat(modules.text("package.loaded.bad")).isEqualTo("nil");
    assertThatThrownBy(() -> modules.eval("require 'bad'")).hasMessageContaining("inside");
    assertThat(modules.text("package.loaded.bad")).isEqualTo("half");
    modules.write("wrong", "return }");
    assertThatThrownBy(() -> modules.eval("package.try 'wrong'"))
        .hasMessageContaining("unexpected symbol");
  }

  // ---- what there is

  @Test
  void packageTable_showsLuasNamesOnly() throws ScriptException {
    assertThat(
            modules.eval(
                """
                local names = {}
                for name in pairs(package) do names[#names + 1] = name end
                table.sort(names)
                return table.concat(names, ' ')
                """))
        .isEqualTo("config cpath loaded loadlib path preload searchers searchpath");
    assertThat(modules.text("package.nothing")).isEqualTo("nil");
  }

  @Test
  void sandbox_hasTryAlone() throws ScriptException {
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.sandbox", "true")
            .setting("lua.reload", "manual")
            .setting("lua.path", folder + "/?.lua")
            .build()) {
      assertThat(lua.eval("return package.try 'nope'")).isInstanceOf(Object[].class);
      assertThat(
              lua.eval(
                  "return package.reload or package.modules or package.patch or package.unload"
                      + " or package.changed or package.reloadChanged"))
          .isNull();
      lua.eval("m = require 'm'");
      assertThat(lua.reload("m").reloaded()).containsExactly("m");
    }
  }

  @Test
  void cycles_canBeRefused() throws ScriptException {
    modules.write("one", "package.loaded.one = {} return {require 'two'}");
    modules.write("two", "return {require 'three'}");
    modules.write("three", "return {require 'one'}");
    modules.eval("require 'one'");
    try (ModuleFolder strict =
        new ModuleFolder(folder, LuaScriptEngine.builder().setting("lua.cycles", "error"))) {
      assertThatThrownBy(() -> strict.eval("require 'one'"))
          .hasMessageContaining("one -> two -> three -> one");
    }
    try (ModuleFolder wrong =
        new ModuleFolder(folder, LuaScriptEngine.builder().setting("lua.cycles", "maybe"))) {
      assertThatThrownBy(() -> wrong.eval("return 1"))
          .hasMessageContaining("lua.cycles")
          .hasMessageContaining("allow");
    }
  }

  @Test
  void modules_tellWhatTheyAre() throws ScriptException {
    modules.write("user", "return {require 'm'}");
    modules.eval("require 'user'");
    assertThat(modules.engine().modules().keySet()).containsExactly("m", "user");
    assertThat(
            modules.text(
                "(function() local u = package.modules().user return table.concat({u.searcher,"
                    + " u.size, #u.sha256, u.requires[1], u.reloads, tostring(u.requiredBy)}, ' ')"
                    + " end)()"))
        .isEqualTo("path 21 64 m 0 nil");
    assertThat(modules.text("package.modules 'tree'")).contains("user").contains("  m");
  }
}
