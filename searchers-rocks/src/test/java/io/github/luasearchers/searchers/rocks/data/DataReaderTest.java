package io.github.luasearchers.searchers.rocks.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DataReaderTest {

  private static DataTable read(String text) throws DataException {
    return DataReader.read("doc", text.getBytes(UTF_8));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("1", 1L),
        Arguments.of("-7", -7L),
        Arguments.of("0x10", 16L),
        Arguments.of("1.5", 1.5),
        Arguments.of("1e2", 100.0),
        Arguments.of("0x.8p1", 1.0),
        Arguments.of("9223372036854775807", Long.MAX_VALUE),
        Arguments.of("9223372036854775808", 9.223372036854775807e18),
        Arguments.of("true", true),
        Arguments.of("not nil", true),
        Arguments.of("not not false", false),
        Arguments.of("'a\\tb\\x41\\65\\z \n  c\\u{e4}'", "a\tbAAc\u00c3\u00a4"),
        Arguments.of("[[\nlong]]", "long"),
        Arguments.of("[==[ ]] ]==]", " ]] "),
        Arguments.of("'a' .. 'b' .. 1 .. 2.0", "ab12.0"),
        Arguments.of("1e15 .. ''", "1e+15"),
        Arguments.of("0.1 .. ''", "0.1"),
        Arguments.of("nil or 'x'", "x"),
        Arguments.of("nil and none.x or 'y'", "y"),
        Arguments.of("1 == 1.0", true),
        Arguments.of("'1' ~= 1", true),
        Arguments.of("false == nil", false),
        Arguments.of("('x')", "x"),
        Arguments.of("({a = {b = 'c'}}).a['b']", "c"),
        Arguments.of("(function() return 'w' end)()", "w"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void value_isThatOfLua(String expression, Object expected) throws DataException {
    assertThat(read("v = " + expression).get("v")).isEqualTo(expected);
  }

  @Test
  void document_hasGlobals_localsAndFields() throws DataException {
    DataTable globals =
        read(
            """
            local name, version = "a", "1.0"
            package = name
            rest = {}
            rest.url = "https://h/" .. name .. "-" .. version
            rest["n"] = 3
            if version == "1.0" then
              local inner = "one"
              kind = inner
            elseif unknown.field then
              kind = "two"
            else
              kind = unknown.field
            end
            name = "changed"; -- of the local
            """);
    assertThat(globals.text("package")).contains("a");
    assertThat(globals.table("rest").orElseThrow().text("url")).contains("https://h/a-1.0");
    assertThat(globals.table("rest").orElseThrow().get("n")).isEqualTo(3L);
    assertThat(globals.text("kind")).contains("one");
    assertThat(globals.get("name")).isNull();
    assertThat(globals.get("inner")).isNull();
  }

  @Test
  void table_hasItemsAndMembers() throws DataException {
    DataTable table =
        read(
            "return { 'a', x = 1, 'b', [3] = 'c', ['y z'] = {}; [1.5] = 2, [-1] = 0, x = 9, nil }");
    assertThat(table.items()).containsExactly("a", "b");
    assertThat(table.get("x")).isEqualTo(9L);
    assertThat(table.get(1.5)).isEqualTo(2L);
    assertThat(table.get(3L)).isNull(); // the last item is its value too, and comes later
    assertThat(table.get(-1L)).isEqualTo(0L);
    assertThat(table.table("y z")).isPresent();
    assertThat(table.members()).hasSize(4);
  }

  @Test
  void table_ofManyKeysFindsAndRemovesThem() throws DataException {
    StringBuilder text = new StringBuilder("t = {\n");
    for (int i = 0; i < 1000; i++) {
      text.append("k").append(i).append(" = ").append(i).append(",\n");
    }
    text.append("}\nt.k500 = nil\nt.k1 = 'new'");
    DataTable table = read(text.toString()).table("t").orElseThrow();
    assertThat(table.get("k999")).isEqualTo(999L);
    assertThat(table.get("k500")).isNull();
    assertThat(table.get("k501")).isEqualTo(501L);
    assertThat(table.text("k1")).contains("new");
    assertThat(table.members()).hasSize(999);
  }

  @Test
  void fieldWithTheNumberOfAnItem_isLost() throws DataException {
    assertThat(read("return {'a', [1] = 'x', [2] = 'y', 'b'}").items()).containsExactly("a", "b");
    assertThat(read("return {[3] = 'c', [2] = 'x', 'a', 'b'}").items())
        .containsExactly("a", "b", "c");
    assertThat(read("return {[2.0] = 'b', [4] = 'd', 'a'}").items()).containsExactly("a", "b");
    String fifty = "'a', ".repeat(50);
    assertThat(read("return {" + fifty + "[50] = 'x'}").get(50L)).isEqualTo("x");
    assertThat(read("return {" + fifty + "'b', [50] = 'x', [51] = 'y'}").get(51L)).isEqualTo("b");
  }

  @Test
  void gapInAList_endsIt() throws DataException {
    DataTable table = read("t = {'a', 'b', 'c'}; t[2] = nil").table("t").orElseThrow();
    assertThat(table.items()).containsExactly("a");
    assertThat(table.get(3L)).isEqualTo("c");
    assertThat(table.members()).containsExactly(Map.entry(3L, "c"));
    assertThat(read("t = {'a', 'b', 'c'}; t[2] = nil t[2] = 'x'").table("t").orElseThrow().items())
        .containsExactly("a", "x", "c");
  }

  @Test
  @Timeout(20)
  void changesOfALargeTable_takeNoLongerThanOfASmallOne() throws DataException {
    String list = "t = {" + "1,".repeat(200_000) + "}\n" + "t[1] = nil t[1] = 2\n".repeat(100_000);
    assertThat(read(list).table("t").orElseThrow().items()).hasSize(200_000);
    StringBuilder map = new StringBuilder("t = {}\n");
    for (int i = 0; i < 100_000; i++) {
      map.append("t.a").append(i).append(" = 1\n");
    }
    for (int i = 0; i < 100_000; i++) {
      map.append("t.a").append(i).append(" = nil\n");
    }
    assertThat(read(map.toString()).table("t").orElseThrow().members()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v = f()|1|calls",
        "f()|1|calls",
        "f 'x'|1|calls",
        "f {}|1|calls",
        "v = ('x'):rep(9)|1|calls",
        "v = x.y|1|fields are asked of nil",
        "x.y = 1|1|fields are asked of nil",
        "function f() end|1|functions",
        "local function f() end|1|functions",
        "v = function() end|1|functions",
        "v = (function() while true do end end)()|1|functions",
        "while true do end|1|'while' is no data",
        "for i = 1, 2 do end|1|'for' is no data",
        "goto x|1|'goto' is no data",
        "v = 1 + 1|1|'+' is no data",
        "v = #x|1|a value is expected",
        "v = ...|1|'...' is no data",
        "v = {} .. 'x'|1|this is a table",
        "v = nil .. 'x'|1|this is nil",
        "v = {|1|middle of a value",
        "v = {1|1|middle of a table",
        "v =|1|middle of a value",
        "v|1|'=' is expected",
        "v = 'x|1|does not end on its line",
        "v = '\\q'|1|escape",
        "v = '\\300'|1|escape",
        "v = '\\u{110000}'|1|escape",
        "v = [[x|1|no end",
        "v = 1x|1|is no number",
        "v = 1f|1|is no number",
        "if v then|1|'end' is expected",
        "if v x = 1 end|1|'then' is expected",
        "end|1|should end here",
        "return 1 x = 2|1|nothing may follow",
        "v = {[nil] = 1}|1|nil is no key",
        "v = @|1|a value is expected",
        "$|1|an assignment is expected"
      })
  void program_isRefused(String text, int line, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("'doc' is malformed: line " + line + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void error_hasTheLine() {
    assertThatThrownBy(() -> read("a = 1\n--[[\n\n]]\nb = [[\n\n]]\nc = 'x\\\ny'\r\nd = f()"))
        .hasMessageContaining("line 10: calls");
  }

  @Test
  void bytesAtTheStart_areSkippedOrRefused() throws DataException {
    assertThat(read("\ufeff#!/usr/bin/lua\r\nv = 1\r\n").get("v")).isEqualTo(1L);
    assertThat(read("#!/usr/bin/lua").members()).isEmpty();
    assertThat(read("").members()).isEmpty();
    assertThatThrownBy(() -> read("\u001bLua")).hasMessageContaining("precompiled");
    assertThatThrownBy(() -> DataReader.read("doc", "\ufeffv = 1".getBytes(UTF_16LE)))
        .hasMessageContaining("UTF-16");
    assertThatThrownBy(() -> read("v = 1\0")).hasMessageContaining("a byte 0 is not expected");
    assertThat(DataReader.read("doc", "v = '\u00e4'".getBytes(ISO_8859_1)).get("v"))
        .isEqualTo("\u00e4");
    assertThat(read("v = 'a\0b'").get("v")).isEqualTo("a\0b");
  }

  @Test
  void growth_isBounded() {
    StringBuilder text = new StringBuilder("a = 'xxxxxxxxxxxxxxxx'\n");
    text.append("a = a .. a\n".repeat(40));
    assertThatThrownBy(() -> read(text.toString()))
        .hasMessageContaining("joins texts to more than");
  }

  @Test
  void depth_isBounded() throws DataException {
    String deep = "v = " + "{".repeat(90) + "}".repeat(90);
    assertThat(read(deep).get("v")).isInstanceOf(DataTable.class);
    for (String open : new String[] {"{", "(", "{[", "if x then "}) {
      String text = (open.startsWith("if") ? "" : "v = ") + open.repeat(100_000);
      assertThatThrownBy(() -> read(text)).hasMessageContaining("nested deeper than 200");
    }
    assertThat(read("v = " + "not ".repeat(100_000) + "1").get("v")).isEqualTo(true);
    assertThat(read("v = 'a'" + "..'b'".repeat(10_000)).get("v")).isInstanceOf(String.class);
    assertThatThrownBy(() -> read("local x = 1\n".repeat(300))).hasMessageContaining("locals");
  }
}
