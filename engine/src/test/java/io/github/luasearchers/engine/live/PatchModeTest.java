package io.github.luasearchers.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaCallable;
import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.ReloadOption;
import io.github.luasearchers.engine.ReloadReport;
import java.nio.file.Path;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that get new code in place, as scripts and hosts see it. */
class PatchModeTest {

  @TempDir Path folder;

  private ModuleFolder modules;

  @BeforeEach
  void open() {
    modules =
        new ModuleFolder(
            folder,
            LuaScriptEngine.builder()
                .setting("lua.reload", "manual")
                .setting("lua.reload.patch", "live*, service"));
  }

  @AfterEach
  void close() {
    modules.close();
  }

  private void write(String body) {
    modules.write(
        "live", "local count = 0", "local M = {}", "function M.step()", body, "end", "return M");
  }

  @Test
  void functions_getNewCodeAndKeepTheirVariables() throws ScriptException {
    write("count = count + 1 return 'old' .. count");
    modules.eval("live = require 'live' step = live.step step()");
    LuaCallable held = (LuaCallable) modules.eval("return live.step");
    write("count = count + 1 return 'new' .. count");
    ReloadReport report = modules.reloadChanged();
    assertThat(report.patched()).containsExactly("live");
    assertThat(report.reloaded()).isEmpty();
    assertThat(modules.text("step()")).isEqualTo("new2");
    assertThat(held.call()).isEqualTo("new3");
    assertThat(modules.text("require 'live' == live and live.step == step")).isEqualTo("true");
  }

  @Test
  void requirers_areLeftAlone() throws ScriptException {
    write("return 1");
    modules.write("user", "runs = (runs or 0) + 1 return {step = require 'live'.step}");
    modules.eval("require 'user'");
    write("return 2");
    modules.reload("live");
    assertThat(modules.text("runs .. require 'user'.step()")).isEqualTo("12");
    assertThat(modules.engine().modules().get("live").reloads()).isEqualTo(1);
  }

  @Test
  void moduleThatIsNoTable_isReplaced() throws ScriptException {
    modules.write("service", "return function() return 1 end");
    modules.write("user", "return {require 'service'}");
    modules.eval("require 'user'");
    modules.write("service", "return function() return 2 end");
    ReloadReport report = modules.reload("service");
    assertThat(report.reloaded()).containsExactly("service", "user");
    assertThat(report.patched()).isEmpty();
    assertThat(report.notes()).anyMatch(note -> note.contains("module 'service' was run again"));
    assertThat(modules.text("require 'user'[1]()")).isEqualTo("2");
  }

  @Test
  void laterFailure_takesThePatchBack() throws ScriptException {
    write("return 'old'");
    modules.write("other", "return {}");
    modules.eval("live = require 'live' require 'other'");
    write("return 'new'");
    modules.write("other", "error 'boom'");
    assertThatThrownBy(modules::reloadChanged).hasMessageContaining("boom");
    assertThat(modules.text("live.step()")).isEqualTo("old");
    modules.write("other", "return {fine = true}");
    assertThat(modules.reloadChanged().patched()).containsExactly("live");
    assertThat(modules.text("live.step()")).isEqualTo("new");
  }

  @Test
  void wayOfReload_canBeChosen() throws ScriptException {
    modules.write("m", "return {f = function() return 1 end}");
    modules.eval("m = require 'm'");
    modules.write("m", "return {f = function() return 2 end}");
    assertThat(modules.engine().reload("m", ReloadOption.PATCH).patched()).containsExactly("m");
    assertThat(modules.text("m.f()")).isEqualTo("2");
    write("return 1");
    modules.eval("live = require 'live'");
    assertThat(modules.engine().reload("live", ReloadOption.REPLACE).reloaded())
        .containsExactly("live");
    assertThat(modules.text("live == require 'live'")).isEqualTo("false");
    modules.write("own", "return {__reload = 'patch', f = function() return 1 end}");
    modules.eval("own = require 'own'");
    modules.write("own", "return {__reload = 'patch', f = function() return 2 end}");
    assertThat(modules.text("select(2, package.reload 'own').patched[1]")).isEqualTo("own");
    assertThat(modules.text("own.f()")).isEqualTo("2");
    assertThatThrownBy(() -> modules.eval("package.reload('own', 'somehow')"))
        .hasMessageContaining("invalid option 'somehow'");
  }

  @Test
  void functionThatIsRunning_getsItsCodeWhenItHasEnded() throws ScriptException {
    write("reload() return 'old'");
    modules.eval("live = require 'live'");
    modules.eval(
        "function reload() local f = io.open('"
            + modules.path("live")
            + "', 'w') f:write[[local count = 0 local M = {} function M.step() return 'new' end"
            + " return M]] f:close() package.reload 'live' end");
    assertThat(modules.text("live.step()")).isEqualTo("old");
    assertThat(modules.text("live.step()")).isEqualTo("new");
  }

  @Test
  void methodsOfExistingObjects_areNew() throws ScriptException {
    String before =
        "local C = {} C.__index = C function C.new() return setmetatable({n = 1}, C) end ";
    modules.write("live_class", before + "function C:get() return self.n end return C");
    modules.eval("object = require 'live_class'.new()");
    modules.write("live_class", before + "function C:get() return self.n + 1 end return C");
    modules.reloadChanged();
    assertThat(modules.text("object:get()")).isEqualTo("2");
  }
}
