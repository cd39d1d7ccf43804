package io.github.luasearchers.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.value.LuaText;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueTextTest {

  private static final Bounds BOUNDS = new Bounds(3, 5, 10, 40, 2_000);

  private static String shown(String expression, Style style) throws Exception {
    try (LuaScriptEngine engine = LuaScriptEngine.builder().build()) {
      engine.put("java", List.of(1, 2));
      engine.eval("value = " + expression);
      return Talk.inside(
          engine,
          lua ->
              new ValueText(lua, style, BOUNDS).of(lua.globals().rawget(LuaText.of("value")), 0));
    }
  }

  private static String shown(String expression) throws Exception {
    return shown(expression, Style.NONE);
  }

  @Test
  void simpleValues_areAsInCode() throws Exception {
    assertThat(shown("nil")).isEqualTo("nil");
    assertThat(shown("true")).isEqualTo("true");
    assertThat(shown("1.0")).isEqualTo("1.0");
    assertThat(shown("'a\"b\\n\\1\\0012'")).isEqualTo("'a\"b\\n\\1\\0012'");
  }

  @Test
  void table_hasItemsFirst_thenNamesInOrder() throws Exception {
    assertThat(shown("{1, 'a', z = 1, b = 2, [10] = 3}"))
        .isEqualTo("{1, \"a\", [10] = 3, b = 2, z = 1}");
  }

  @Test
  void keysThatAreNoNames_areInBrackets() throws Exception {
    assertThat(shown("{['end'] = 1, ['a b'] = 2, [true] = 3}"))
        .isEqualTo("{[\"a b\"] = 2, [\"end\"] = 1, [true] = 3}");
  }

  @Test
  void wideTable_hasALineForEachField() throws Exception {
    assertThat(shown("{first = '1234567890', second = '1234567890', third = {1}}"))
        .isEqualTo("{\n  first = \"1234567890\",\n  second = \"1234567890\",\n  third = {1},\n}");
  }

  @Test
  void bounds_holdInEachDirection() throws Exception {
    assertThat(shown("{1, 2, 3, 4, 5, 6, 7}")).isEqualTo("{1, 2, 3, 4, 5, ... (2 more)}");
    assertThat(shown("{{{{{}}}}}")).isEqualTo("{{{{...}}}}");
    assertThat(shown("{('x'):rep(12)}")).isEqualTo("{\"xxxxxxxxxx\"... (2 more)}");
    assertThat(shown("('x'):rep(100000)")).hasSizeLessThan(10_100).contains("(90000 more)");
  }

  @Test
  void largeNestedTable_endsSoon() throws Exception {
    String all =
        "(function() local t = {} for i = 1, 5 do t[i] = {} for j = 1, 5 do t[i][j] = {"
            + "('x'):rep(10), ('y'):rep(10), ('z'):rep(10), 1, 2, 3} end end return t end)()";
    assertThat(shown(all)).hasSizeLessThan(5_000);
  }

  @Test
  void cycles_areSeen() throws Exception {
    assertThat(shown("(function() local t = {1} t.me = t return t end)()"))
        .isEqualTo("{1, me = {cycle}}");
  }

  @Test
  void tableThatIsThereTwice_isShownTwice() throws Exception {
    assertThat(shown("(function() local a = {1} return {a, a} end)()")).isEqualTo("{{1}, {1}}");
  }

  @Test
  void metatables_giveTextOrName() throws Exception {
    assertThat(shown("setmetatable({1}, {__tostring = function() return 'me' end})"))
        .isEqualTo("me");
    assertThat(shown("setmetatable({1}, {__name = 'Point'})")).isEqualTo("Point {1}");
    assertThat(shown("setmetatable({1}, {__tostring = function() error('no', 0) end})"))
        .isEqualTo("(error in __tostring: no)");
    assertThat(shown("setmetatable({1}, {__tostring = function() return {} end})"))
        .isEqualTo("(__tostring returned table)");
  }

  @Test
  void functions_tellParametersAndPlace() throws Exception {
    assertThat(shown("function(a, b, ...) end")).startsWith("function(a, b, ...) <");
    assertThat(shown("string.rep")).isEqualTo("function string.rep");
    assertThat(shown("print")).isEqualTo("function print");
  }

  @Test
  void javaObjects_tellTheirClass() throws Exception {
    assertThat(shown("java")).endsWith(" [1, 2]").startsWith("java.util.");
    assertThat(shown("luajava.bindClass('java.lang.Math')")).isEqualTo("class java.lang.Math");
  }

  @Test
  void colours_takeNoWidth() throws Exception {
    String flat = "{1, 2, 3, \"a\", nice = true}";
    assertThat(shown(flat)).isEqualTo(flat);
    assertThat(shown(flat, Style.COLOUR)).contains("\u001b[").doesNotContain("\n");
    assertThat(shown(flat, Style.COLOUR).replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(flat);
  }
}
