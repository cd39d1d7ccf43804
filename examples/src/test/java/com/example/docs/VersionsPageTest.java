package com.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineFactory;
import java.util.ArrayList;
import java.util.List;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.Test;

/** The tables of docs/versions.md are what the engine has. */
class VersionsPageTest {

  private static final Page PAGE = Page.named("docs/versions.md");

  @Test
  void factories_areThoseOfTheTable() {
    List<List<String>> shown = new ArrayList<>();
    for (List<String> row : PAGE.rows("Choose a version")) {
      if (row.get(0).startsWith("`LuaSearchers")) {
        shown.add(Page.code(String.join(" ", row)));
      }
    }
    List<List<String>> found = new ArrayList<>();
    for (ScriptEngineFactory each : new ScriptEngineManager().getEngineFactories()) {
      if (each instanceof LuaScriptEngineFactory) {
        List<String> cells = new ArrayList<>(List.of(each.getEngineName()));
        cells.addAll(each.getNames());
        cells.addAll(each.getExtensions());
        cells.addAll(each.getMimeTypes());
        cells.add(each.getLanguageName());
        found.add(cells);
      }
    }
    assertThat(shown).isEqualTo(found).hasSize(4);
  }

  /** What a switch keeps is there at its versions, if it is a function or a table. */
  @Test
  void switches_keepWhatTheTableHas() throws Exception {
    int count = 0;
    for (List<String> row : PAGE.rows("Compatibility switches")) {
      if (row.size() == 4 && row.get(3).equals("on")) {
        LuaScriptEngine engine =
            LuaScriptEngine.builder().setting("lua.version", row.get(0)).build();
        for (String name : Page.code(row.get(2))) {
          if (!name.startsWith("__")) {
            assertThat(engine.eval("return " + name + " ~= nil")).as("%s", row).isEqualTo(true);
            count++;
          }
        }
      }
    }
    assertThat(count).isGreaterThan(20);
  }
}
