package com.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;

/** The tables of numbers in docs/guide.md are what the engine does at each version of Lua. */
class ConversionsTest {

  private static final List<String> VERSIONS = List.of("5.2", "5.3", "5.4");

  /** What the table has in the place of a value that no script of the version can have. */
  private static final String NONE = "no such operator";

  private static final Map<String, Object> JAVA =
      Map.ofEntries(
          Map.entry("(byte) 3", (byte) 3),
          Map.entry("(short) 3", (short) 3),
          Map.entry("3", 3),
          Map.entry("3L", 3L),
          Map.entry("9007199254740993L", 9007199254740993L),
          Map.entry("3f", 3f),
          Map.entry("3.0", 3.0),
          Map.entry("-0.0", -0.0),
          Map.entry("0x1p53", 0x1p53),
          Map.entry("'3'", '3'),
          Map.entry("new BigInteger(\"3\")", new BigInteger("3")),
          Map.entry("new BigDecimal(\"3.0\")", new BigDecimal("3.0")));

  /** The overloads that the page is about. */
  public static final class Overloads {

    public String f(int value) {
      return "int";
    }

    public String f(long value) {
      return "long";
    }

    public String f(double value) {
      return "double";
    }
  }

  /** Returns the rows of one of the tables, without its head. */
  private static List<List<String>> rows(String firstColumn) {
    List<List<String>> all = Page.named("docs/guide.md").rows("Numbers");
    int head = 0;
    while (!all.get(head).get(0).equals(firstColumn)) {
      head++;
    }
    int width = all.get(head).size();
    assertThat(all.get(head).subList(width - VERSIONS.size(), width)).isEqualTo(VERSIONS);
    int end = head + 2;
    while (end < all.size() && all.get(end).get(0).startsWith("`")) {
      end++;
    }
    return all.subList(head + 2, end);
  }

  private static LuaScriptEngine engine(String version) {
    return LuaScriptEngine.builder().setting("lua.version", version).build();
  }

  private static String code(String cell) {
    return cell.replace("`", "");
  }

  @Test
  void results_areOfTheTypesThatTheTableHas() {
    List<List<String>> rows = rows("script");
    assertThat(rows).hasSizeGreaterThan(15);
    for (List<String> row : rows) {
      for (int i = 0; i < VERSIONS.size(); i++) {
        assertThat(result(VERSIONS.get(i), code(row.get(0))))
            .as("%s at %s", row.get(0), VERSIONS.get(i))
            .isEqualTo(code(row.get(i + 1)));
      }
    }
  }

  private static String result(String version, String script) {
    try {
      Object result = engine(version).eval(script);
      return result.getClass().getSimpleName() + " " + result;
    } catch (ScriptException e) {
      return e.getMessage().contains("unexpected symbol") ? NONE : e.getMessage();
    }
  }

  @Test
  void javasNumbers_haveTheTextThatTheTableHas() throws Exception {
    List<List<String>> rows = rows("Java");
    assertThat(rows).hasSameSizeAs(JAVA.keySet());
    for (List<String> row : rows) {
      for (int i = 0; i < VERSIONS.size(); i++) {
        LuaScriptEngine engine = engine(VERSIONS.get(i));
        engine.put("x", JAVA.get(code(row.get(0))));
        assertThat((Object[]) engine.eval("return type(x), tostring(x)"))
            .as("%s at %s", row.get(0), VERSIONS.get(i))
            .containsExactly(row.get(1), code(row.get(i + 2)));
      }
    }
  }

  @Test
  void overloads_areThoseThatTheTableHas() throws Exception {
    List<List<String>> rows = rows("argument");
    assertThat(rows).hasSizeGreaterThan(5);
    for (List<String> row : rows) {
      for (int i = 0; i < VERSIONS.size(); i++) {
        LuaScriptEngine engine = engine(VERSIONS.get(i));
        engine.put("object", new Overloads());
        assertThat(engine.eval("return object:f(" + code(row.get(0)) + ")"))
            .as("%s at %s", row.get(0), VERSIONS.get(i))
            .isEqualTo(code(row.get(i + 1)));
      }
    }
  }
}
