package io.github.luasearchers.searchers.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.SearchListener;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
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
  void require_runsTheModule_andMessagesNameTheResource() throws Exception {
    write("META-INF/lua/greet.lua", "local name, origin = ... return name .. ' ' .. origin");
    write("lua/broken.lua", "return +");
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {temp.toUri().toURL()}, getClass().getClassLoader());
        LuaScriptEngine engine = LuaScriptEngine.builder().classLoader(loader).build()) {
      assertThat(engine.eval("return (require 'greet')")).isEqualTo("greet META-INF/lua/greet.lua");
      assertThatThrownBy(() -> engine.eval("require 'none'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("no file 'META-INF/lua/none.lua' on the class path\n");
      assertThatThrownBy(() -> engine.eval("require 'broken'"))
          .hasMessageContaining("error loading module 'broken' from file 'lua/broken.lua'");
    }
  }

  @Test
  void listener_isToldOfResources() throws Exception {
    write("lua/greet.lua", "return 1");
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
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {temp.toUri().toURL()}, getClass().getClassLoader());
        LuaScriptEngine engine =
            LuaScriptEngine.builder()
                .classLoader(loader)
                .setting("lua.searchers", "classpath")
                .searchListener(listener)
                .build()) {
      engine.eval("require 'greet' pcall(require, 'none')");
    }
    assertThat(told)
        .containsExactly(
            "classpath FOUND lua/greet.lua", "greet classpath", "classpath NOT_FOUND -");
  }

  private void write(String name, String content) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
