package com.example.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.spi.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tables of docs/settings.md have each setting that the code declares, and its default. */
class SettingsPageTest {

  private static final String ATTRIBUTE = "*attribute*";
  private static final String OF_EACH = "*each*";
  private static final String OF_ONE = "*one*";

  /** A line of a table. */
  private record Row(String meaning, String standard) {

    boolean has(String mark) {
      return meaning.contains(mark);
    }
  }

  private final Map<String, Row> rows = rows();

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new TreeMap<>();
    for (List<String> row : Page.named("docs/settings.md").rows("")) {
      if (row.get(0).startsWith("`lua.")) {
        String name = row.get(0).replace("`", "");
        assertThat(rows.put(name, new Row(row.get(1), row.get(2)))).as(name).isNull();
      }
    }
    return rows;
  }

  @Test
  void tables_haveEachSetting_andNoOther() {
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(Declared.names());
    assertThat(rows).hasSizeGreaterThan(50);
  }

  @Test
  void default_isTheDeclaredOne() {
    for (Declared.Entry entry : Declared.ofSearchers()) {
      if (!Declared.ofTheEngine().contains(entry.name())) {
        assertStandard(entry.setting(), entry.name());
      }
    }
  }

  private void assertStandard(Setting<?> setting, String name) {
    List<String> values = Page.code(rows.get(name).standard());
    Throwable none = catchThrowable(setting::standard);
    if (none != null) {
      assertThat(values).as(name + " has no default").isEmpty();
    } else {
      String shown = values.isEmpty() ? "" : values.get(0);
      assertThat(setting.parse(name, shown)).as(name).isEqualTo(setting.standard());
    }
  }

  @Test
  void default_isThatOfTheEnginesFile() throws IOException {
    Properties defaults = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Page.ROOT.resolve("META-INF/luasearchers-defaults.properties"))) {
      defaults.load(reader);
    }
    assertThat(defaults).isNotEmpty();
    for (String name : defaults.stringPropertyNames()) {
      assertThat(Page.code(rows.get(name).standard()))
          .as(name)
          .first()
          .isEqualTo(defaults.getProperty(name).trim());
    }
  }

  @Test
  void repository_mayHaveThoseThatSayIt() {
    Set<String> ofOne = new TreeSet<>();
    Set<String> ofAll = new TreeSet<>();
    for (Declared.Entry entry : Declared.ofSearchers()) {
      (entry.isOfOne() ? ofOne : ofAll).add(entry.name());
    }
    assertThat(ofOne).hasSizeGreaterThan(20);
    rows.forEach(
        (name, row) -> {
          assertThat(row.has(OF_ONE))
              .as(name)
              .isEqualTo(ofOne.contains(name) && !ofAll.contains(name));
          assertThat(row.has(OF_EACH))
              .as(name)
              .isEqualTo(ofOne.contains(name) && ofAll.contains(name));
        });
  }

  @Test
  void attributes_giveThoseThatSayIt() {
    for (Declared.Entry entry : Declared.ofSearchers()) {
      if (!Declared.ofTheEngine().contains(entry.name())) {
        assertThat(rows.get(entry.name()).has(ATTRIBUTE))
            .as(entry.name())
            .isEqualTo(entry.setting().isHarmless());
      }
    }
    for (String name : Declared.ofTheEngine()) {
      // The note above the table says it of all limits.
      boolean said = rows.get(name).has(ATTRIBUTE) || name.startsWith("lua.limits.");
      assertThat(isTaken(name)).as(name).isEqualTo(said);
    }
  }

  private boolean isTaken(String name) {
    try (LuaScriptEngine engine = LuaScriptEngine.builder().build()) {
      engine.put(name, sample(name));
      Throwable problem = catchThrowable(() -> engine.eval("return 1"));
      return problem == null || !problem.getMessage().contains("can't be set by an attribute");
    }
  }

  /** Returns a value that the page has for a setting. */
  private String sample(String name) {
    Row row = rows.get(name);
    String cell = name.startsWith("lua.limits.") ? row.meaning() : row.standard();
    List<String> code = Page.code(cell);
    return code.isEmpty() ? "x" : code.get(0);
  }
}
