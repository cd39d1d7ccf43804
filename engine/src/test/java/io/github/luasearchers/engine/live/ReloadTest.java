package io.github.luasearchers.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.ReloadReport;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are run again: in which order, how far, and what a failure leaves. */
class ReloadTest {

  @TempDir Path folder;

  private ModuleFolder modules;

  @BeforeEach
  void open() {
    modules = new ModuleFolder(folder);
  }

  @AfterEach
  void close() {
    modules.close();
  }

  /** Modules a, b and c: a requires b, b requires c; each has a number and what it requires. */
  private void chain() throws ScriptException {
    modules.write("c", "log = (log or '') .. 'c'", "return {n = 1}");
    modules.write("b", "log = (log or '') .. 'b'", "return {c = require 'c'}");
    modules.write("a", "log = (log or '') .. 'a'", "return {b = require 'b'}");
    modules.eval("a = require 'a' log = ''");
  }

  @Test
  void reload_runsThoseWhoRequireItInTheOrderOfDependencies() throws ScriptException {
    chain();
    modules.write("c", "log = log .. 'c'", "return {n = 2}");
    ReloadReport report = modules.reload("c");
    assertThat(report.reloaded()).containsExactly("c", "b", "a");
    assertThat(modules.text("log")).isEqualTo("cba");
    assertThat(modules.text("require 'a'.b.c.n")).isEqualTo("2");
    assertThat(modules.text("a.b.c.n")).isEqualTo("1");
    assertThat(report.notes())
        .containsExactly("a script has required 'a': what it holds of it is the old one");
  }

  @Test
  void reloadChanged_looksAtContentNotAtTimes() throws Exception {
    chain();
    assertThat(modules.reloadChanged().notes()).containsExactly("no content has changed");
    Files.setLastModifiedTime(
        modules.path("c"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));
    assertThat(modules.reloadChanged().hasChanged()).isFalse();
    modules.write("b", "return {c = require 'c', new = true}");
    assertThat(modules.reloadChanged().reloaded()).containsExactly("b", "a");
    assertThat(modules.engine().reloadChanged(true).reloaded()).containsExactly("c", "b", "a");
  }

  @Test
  void reload_failsAsAWhole() throws ScriptException {
    chain();
    modules.write("c", "return {n = 2}");
    modules.write("b", "global = 1", "log = 'changed'", "error 'boom'");
    assertThatThrownBy(modules::reloadChanged)
        .hasMessageContaining("module 'b', which was loaded from '" + modules.path("b") + "'")
        .hasMessageContaining("b.lua:3: boom");
    assertThat(modules.text("require 'a' == a and a.b.c.n")).isEqualTo("1");
    assertThat(modules.text("global")).isEqualTo("nil");
    assertThat(modules.text("log")).isEmpty();
    modules.write("b", "return {c = require 'c'}");
    assertThat(modules.reloadChanged().reloaded()).containsExactly("c", "b", "a");
    assertThat(modules.text("require 'a'.b.c.n")).isEqualTo("2");
  }

  @Test
  void reload_keepsWhatItHasIfTheNewTextIsNoLua() throws ScriptException {
    chain();
    modules.write("c", "return {n = }");
    assertThatThrownBy(() -> modules.reload("c"))
        .hasMessageContaining("which was loaded from '" + modules.path("c") + "'")
        .hasMessageContaining("c.lua:1: unexpected symbol near '}'");
    assertThat(modules.text("require 'c'.n")).isEqualTo("1");
    assertThat(modules.engine().modules().get("c").reloads()).isZero();
  }

  @Test
  void reload_findsAModuleThatAppearsEarlier() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    modules.eval("package.path = '" + first + "/?.lua;' .. package.path");
    modules.write("c", "return {n = 1}");
    modules.eval("require 'c'");
    assertThat(modules.engine().isChanged("c")).isFalse();
    Files.writeString(first.resolve("c.lua"), "return {n = 3}");
    assertThat(modules.engine().isChanged("c")).isTrue();
    modules.reloadChanged();
    assertThat(modules.text("require 'c'.n")).isEqualTo("3");
    assertThat(modules.engine().modules().get("c").origin()).contains(first + "/c.lua");
  }

  @Test
  void reload_keepsAModuleThatIsNowhere() throws Exception {
    chain();
    Files.delete(modules.path("c"));
    ReloadReport report = modules.reloadChanged();
    assertThat(report.hasChanged()).isFalse();
    assertThat(report.notes()).contains("module 'c' is nowhere any more: what is loaded stays");
    assertThatThrownBy(() -> modules.reload("c")).hasMessageContaining("module 'c' not found");
    assertThat(modules.text("require 'c'.n")).isEqualTo("1");
  }

  @Test
  void reload_ofWhatIsNotLoadedSaysSo() {
    assertThatThrownBy(() -> modules.reload("nope"))
        .hasMessageContaining("module 'nope' is not loaded");
  }

  @Test
  void reload_needsTheSetting() throws ScriptException {
    try (LuaScriptEngine plain = LuaScriptEngine.builder().build()) {
      assertThatThrownBy(() -> plain.reload("string"))
          .hasMessageContaining("needs the setting lua.reload = manual");
    }
  }

  @Test
  void reload_ofItselfWhileLoadingIsRefused() throws ScriptException {
    modules.write("self", "local ok, message = pcall(package.reload, 'self')", "return {message}");
    assertThat(modules.text("require 'self'[1]")).contains("module 'self' is just being loaded");
  }

  @Test
  void reload_inAReloadIsRefused() throws ScriptException {
    chain();
    modules.write("c", "local ok, message = pcall(package.reload, 'a')", "return {message}");
    modules.reload("c");
    assertThat(modules.text("require 'c'[1]")).contains("a reload is under way");
  }

  @Test
  void reload_thatHitsALimitUndoesEverything() throws ScriptException {
    ModuleFolder limited =
        new ModuleFolder(
            folder,
            LuaScriptEngine.builder()
                .setting("lua.reload", "manual")
                .setting("lua.limits.instructions", "100k"));
    limited.write("c", "return {n = 1}");
    limited.eval("c = require 'c'");
    limited.write("c", "broken = true", "while true do end");
    assertThatThrownBy(() -> limited.reload("c")).hasMessageContaining("instructions");
    assertThat(limited.text("require 'c' == c and broken")).isEqualTo("nil");
    limited.write("c", "return {n = 2}");
    assertThat(limited.reload("c").reloaded()).containsExactly("c");
    limited.close();
  }

  @Test
  void readyLoader_isRefusedUnlessItSaysHow() throws ScriptException {
    modules.eval("package.preload.ready = function() return {n = 1} end r = require 'ready'");
    assertThatThrownBy(() -> modules.reload("ready"))
        .hasMessageContaining("module 'ready' has no text that could be loaded again");
    modules.eval("function r.__reload(m) m.n = m.n + 1 end");
    assertThat(modules.reload("ready").reloaded()).containsExactly("ready");
    assertThat(modules.text("r.n")).isEqualTo("2");
  }

  @Test
  void readyLoader_thatRequiresAModuleKeepsItAndIsNamed() throws ScriptException {
    modules.write("c", "return {n = 1}");
    modules.eval("package.preload.ready = function() return {c = require 'c'} end");
    modules.eval("r = require 'ready'");
    modules.write("c", "return {n = 2}");
    assertThat(modules.reload("c").notes())
        .contains("module 'ready' has no text to load again: it keeps the old 'c'");
    assertThat(modules.text("r.c.n")).isEqualTo("1");
  }

  @Test
  void lateRequire_countsAsOne() throws ScriptException {
    modules.write("late", "return {n = 1}");
    modules.write("user", "return {get = function() return require 'late' end}");
    modules.eval("user = require 'user' user.get()");
    assertThat(modules.engine().modules().get("user").requires()).containsExactly("late");
    assertThat(modules.engine().modules().get("late").requiredBy()).contains("user");
    assertThat(modules.reload("late").reloaded()).containsExactly("late", "user");
  }

  @Test
  void loopOfAScript_takesNotice() throws ScriptException {
    modules.write("c", "return {n = 1}");
    modules.eval("c = require 'c'");
    modules.write("c", "return {n = 2}");
    modules.eval(
        """
        local function file_changed(name) return package.changed(name) end
        for _ = 1, 2 do
          if file_changed 'c' then
            package.loaded.c = nil
            c = require 'c'
            count = (count or 0) + 1
          end
        end
        """);
    assertThat(modules.text("c.n .. count")).isEqualTo("21");
    assertThat(modules.engine().modules().get("c").reloads()).isEqualTo(1);
  }
}
