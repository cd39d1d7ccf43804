package io.github.luasearchers.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.ReloadReport;
import java.nio.file.Path;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What modules define to take part in reloads. */
class ModuleHooksTest {

  @TempDir Path folder;

  private ModuleFolder modules;

  @BeforeEach
  void open() throws ScriptException {
    modules = new ModuleFolder(folder);
    modules.eval("log = {} function note(...) log[#log + 1] = table.concat({...}, ' ') end");
  }

  @AfterEach
  void close() {
    modules.close();
  }

  private String log() throws ScriptException {
    String all = modules.text("table.concat(log, ', ')");
    modules.eval("log = {}");
    return all;
  }

  // ---- how far a reload goes

  @Test
  void acceptance_endsOnOneSideOfADiamond() throws ScriptException {
    modules.write("base", "note 'base' return {n = 1}");
    modules.write(
        "left",
        "note 'left'",
        "local M = {base = require 'base'}",
        "function M.__accept(new) M.base = new.base note('accept', new.base.n) end",
        "return M");
    modules.write("right", "note 'right' return {base = require 'base'}");
    modules.write("top", "note 'top' return {require 'left', require 'right'}");
    modules.eval("require 'top'");
    log();
    modules.write("base", "note 'base' return {n = 2}");
    assertThat(modules.reload("base").reloaded()).containsExactly("base", "right", "top");
    assertThat(log()).isEqualTo("base, right, top, accept 2");
    assertThat(modules.text("require 'left'.base.n")).isEqualTo("2");
  }

  @Test
  void acceptanceOfNamedModules_leavesOthersOut() throws ScriptException {
    modules.write("x", "return {n = 1}");
    modules.write("y", "return {n = 1}");
    modules.write(
        "user",
        "note 'user'",
        "local M = {x = require 'x', y = require 'y'}",
        "M.__accept = {x = function(new, old) note('x', old.n, new.n) M.x = new end}",
        "return M");
    modules.eval("require 'user'");
    log();
    modules.write("x", "return {n = 2}");
    assertThat(modules.reload("x").reloaded()).containsExactly("x");
    assertThat(log()).isEqualTo("x 1 2");
    modules.write("y", "return {n = 2}");
    assertThat(modules.reload("y").reloaded()).containsExactly("y", "user");
  }

  @Test
  void acceptanceOfItself_sparesThoseWhoRequireIt() throws ScriptException {
    modules.write("self", "return {__accept = true}");
    modules.write("user", "return {require 'self'}");
    modules.eval("require 'user'");
    assertThat(modules.reload("self").reloaded()).containsExactly("self");
  }

  @Test
  void acceptorThatThrows_undoesTheReload() throws ScriptException {
    modules.write("base", "return {n = 1}");
    modules.write("user", "require 'base' return {__accept = function() error 'no' end}");
    modules.eval("user = require 'user' base = require 'base'");
    modules.write("base", "return {n = 2}");
    assertThatThrownBy(() -> modules.reload("base"))
        .hasMessageContaining("no in " + modules.path("user"));
    assertThat(modules.text("require 'base' == base and require 'user' == user")).isEqualTo("true");
    assertThat(modules.engine().modules().get("base").reloads()).isZero();
  }

  @Test
  void cycle_isReloadedAsAWholeFromItsFirstEntry() throws ScriptException {
    cycle();
    modules.write("three", "note 'three' return {require 'one', __accept = true}");
    assertThat(modules.reload("three").reloaded()).containsExactly("one", "two", "three");
    assertThat(log()).isEqualTo("one, two, three");
    assertThat(modules.text("package.loaded.one.two == package.loaded.two")).isEqualTo("true");
  }

  private void cycle() throws ScriptException {
    modules.write(
        "one",
        "note 'one'",
        "local M = {} package.loaded.one = M",
        "M.two = require 'two' return M");
    modules.write("two", "note 'two' return {require 'three', __accept = function() end}");
    modules.write("three", "note 'three' return {require 'one'}");
    modules.eval("require 'one'");
    log();
  }

  @Test
  void modulesThatNeedEachOther_changeTogether() throws ScriptException {
    modules.write(
        "left", "local M = {n = 1} package.loaded.left = M M.r = require 'right' return M");
    modules.write("right", "return {n = 1, l = require 'left'}");
    modules.eval("require 'left'");
    modules.write(
        "left", "local M = {n = 2} package.loaded.left = M M.r = require 'right' return M");
    modules.write("right", "local l = require 'left' return {n = l.n * 10, l = l}");
    assertThat(modules.reloadChanged().reloaded()).containsExactly("left", "right");
    assertThat(modules.text("require 'left'.r.n .. require 'right'.l.r.l.n")).isEqualTo("202");
  }

  @Test
  void cycleBelowAnAcceptor_isAcceptedOnce() throws ScriptException {
    cycle();
    modules.write(
        "user",
        "require 'one' require 'two'",
        "return {__accept = function(new) note('accept', new.one and 1, new.two and 2) end}");
    modules.eval("require 'user'");
    assertThat(modules.reload("three").reloaded()).containsExactly("one", "two", "three");
    assertThat(log()).isEqualTo("one, two, three, accept 1 2");
  }

  @Test
  void invalidation_reloadsThoseWhoRequireItAfterAll() throws ScriptException {
    modules.write("self", "return {__accept = true}");
    modules.write("user", "note 'user' return {require 'self'}");
    modules.eval("require 'user'");
    modules.write("self", "package.reloading.invalidate 'exports changed' return {}");
    ReloadReport report = modules.reload("self");
    assertThat(report.reloaded()).containsExactly("self", "user");
    assertThat(report.notes())
        .contains("module 'self' does not accept it after all: exports changed");
  }

  @Test
  void invalidationInAnAcceptor_reloadsIt() throws ScriptException {
    modules.write("base", "return {}");
    modules.write(
        "user",
        "require 'base' note 'user'",
        "return {__accept = function() package.reloading.invalidate 'cannot' end}");
    modules.write("top", "require 'user' note 'top' return {}");
    modules.eval("require 'top'");
    log();
    assertThat(modules.reload("base").reloaded()).containsExactly("base", "user", "top");
    assertThat(log()).isEqualTo("user, top");
  }

  // ---- what survives

  @Test
  void data_livesAcrossReloads() throws ScriptException {
    modules.write(
        "counter",
        "local M = {}",
        "local again = package.reloading",
        "if again then",
        "  again.data.n = (again.data.n or 0) + 1",
        "  M.n = again.data.n",
        "  note('old', again.old.n or 'none')",
        "end",
        "return M");
    modules.eval("require 'counter'");
    modules.reload("counter");
    modules.reload("counter");
    modules.reload("counter");
    assertThat(log()).isEqualTo("old none, old 1, old 2");
    assertThat(modules.text("require 'counter'.n")).isEqualTo("3");
    assertThat(modules.text("package.reloading")).isEqualTo("nil");
  }

  @Test
  void reloadHook_getsTheOldValue() throws ScriptException {
    modules.write(
        "state",
        "local M = {items = {}}",
        "function M.__reload(old) M.items = old.items note('reload') end",
        "return M");
    modules.eval("items = require 'state'.items");
    modules.reload("state");
    assertThat(modules.text("require 'state'.items == items")).isEqualTo("true");
    assertThat(log()).isEqualTo("reload");
  }

  // ---- the end of the old

  @Test
  void unload_runsForEachThatIsRunAgain() throws ScriptException {
    modules.write("base", "return {__unload = function() note 'base' end}");
    modules.write("user", "require 'base' return {__unload = function() note 'user' end}");
    modules.eval("require 'user'");
    modules.reload("base");
    assertThat(log()).isEqualTo("user, base");
  }

  @Test
  void unloadThatFails_endsTheReloadAndRunsOnce() throws ScriptException {
    modules.write("base", "return {n = 1, __unload = function() note 'base' error 'stuck' end}");
    modules.eval("base = require 'base'");
    assertThatThrownBy(() -> modules.reload("base"))
        .hasMessageContaining("stuck in " + modules.path("base"));
    assertThat(modules.text("require 'base' == base")).isEqualTo("true");
    assertThat(modules.reload("base").reloaded()).containsExactly("base");
    assertThat(log()).isEqualTo("base");
  }

  @Test
  void unload_alsoRunsForAModuleWhoseRunFailed() throws ScriptException {
    modules.write(
        "half",
        "local M = {__unload = function() note 'half' end}",
        "package.loaded.half = M",
        "if fail then error 'half' end",
        "return M");
    modules.eval("fail = true pcall(require, 'half') fail = false");
    modules.eval("package.loaded.half = nil require 'half'");
    modules.reload("half");
    assertThat(log()).isEqualTo("half");
  }

  @Test
  void prune_unloadsWhatNobodyRequiresAnyMore() throws ScriptException {
    modules.write("deep", "return {__unload = function() note 'deep' end}");
    modules.write("old", "require 'deep' return {__prune = function() note 'old' end}");
    modules.write("kept", "return {__prune = function() note 'kept' end}");
    modules.write("user", "require 'old' require 'kept' return {}");
    modules.eval("require 'user'");
    modules.write("user", "return {later = function() return require 'kept' end}");
    ReloadReport report = modules.reload("user");
    assertThat(report.unloaded()).containsExactly("old", "deep");
    assertThat(log()).isEqualTo("old, deep");
    assertThat(modules.text("package.loaded.old or package.loaded.deep")).isEqualTo("nil");
    assertThat(modules.text("package.loaded.kept ~= nil")).isEqualTo("true");
  }

  @Test
  void prune_sparesWhatAScriptHasRequired() throws ScriptException {
    modules.write("old", "return {}");
    modules.write("user", "require 'old' return {}");
    modules.eval("require 'user' require 'old'");
    modules.write("user", "return {}");
    assertThat(modules.reload("user").unloaded()).isEmpty();
  }

  // ---- unload

  @Test
  void unload_isRefusedWhileALoadedModuleRequiresIt() throws ScriptException {
    modules.write("base", "return {__unload = function() note 'base' end}");
    modules.write("user", "return {require 'base'}");
    modules.eval("require 'user'");
    assertThatThrownBy(() -> modules.engine().unload("base", false))
        .hasMessageContaining("module 'base' stays loaded, for it is required by: user");
    modules.engine().unload("base", true);
    assertThat(log()).isEqualTo("base");
    modules.engine().unload("user", false);
    assertThat(modules.engine().modules()).isEmpty();
    assertThatThrownBy(() -> modules.engine().unload("user", false))
        .hasMessageContaining("module 'user' is not loaded");
  }

  @Test
  void unloadThatFails_leavesTheModule() throws ScriptException {
    modules.write("base", "return {__unload = function() error 'stuck' end}");
    modules.eval("require 'base'");
    assertThatThrownBy(() -> modules.eval("package.unload 'base'")).hasMessageContaining("stuck");
    assertThat(modules.text("package.loaded.base ~= nil")).isEqualTo("true");
  }
}
