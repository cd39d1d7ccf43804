package io.github.luasearchers.searchers.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.SearchListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules of this searcher, required by a script in an engine. */
class RequireTest {

  @TempDir Path temp;

  @Test
  void require_runsTheModule_andMessagesNameTheArchive() throws Exception {
    zip("a.jar", "lua/greet.lua", "local name, origin = ... return {name = name, origin = origin}");
    zip("a2.jar", "lua/broken.lua", "return +");
    Files.write(temp.resolve("z.jar"), new byte[40]);
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder().setting("lua.jar.path", temp + "/a*.jar!/lua/?.lua").build()) {
      assertThat(engine.eval("return require('greet').name")).isEqualTo("greet");
      assertThat(engine.eval("return require('greet').origin"))
          .isEqualTo(temp + "/a.jar!/lua/greet.lua");
      assertThatThrownBy(() -> engine.eval("require 'none'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("no file '" + temp + "/a.jar!/lua/none.lua'\n")
          .hasMessageContaining("no file '" + temp + "/a2.jar!/lua/none.lua'");
      assertThatThrownBy(() -> engine.eval("require 'broken'"))
          .hasMessageContaining(
              "error loading module 'broken' from file '" + temp + "/a2.jar!/lua/broken.lua'");
    }
  }

  @Test
  void unreadableArchive_isNoMissingModule() throws Exception {
    Files.write(temp.resolve("z.jar"), new byte[40]);
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder().setting("lua.jar.path", temp + "/*.jar!/lua/?.lua").build()) {
      assertThatThrownBy(() -> engine.eval("require 'none'"))
          .hasMessageContaining(
              "cannot read archive '" + temp + "/z.jar': it is no zip archive, or not all of one");
    }
  }

  @Test
  void listener_isToldOfArchives() throws Exception {
    zip("a.jar", "lua/greet.lua", "return 1");
    List<String> told = new ArrayList<>();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void searched(Search search) {
            told.add(search.searcher() + " " + search.result() + " " + search.origin().orElse("-"));
          }

          @Override
          public void loaded(Load load) {
            told.add(load.moduleName() + " " + load.searcher().orElse("-"));
          }
        };
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.searchers", "jar")
            .setting("lua.jar.path", temp + "/a*.jar!/lua/?.lua")
            .searchListener(listener)
            .build()) {
      engine.eval("require 'greet' pcall(require, 'none')");
    }
    assertThat(told)
        .containsExactly(
            "jar FOUND " + temp + "/a.jar!/lua/greet.lua", "greet jar", "jar NOT_FOUND -");
  }

  private void zip(String name, String entry, String content) throws IOException {
    Files.write(temp.resolve(name), new ZipWriter().add(entry, content).toBytes());
  }
}
