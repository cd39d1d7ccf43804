package io.github.luasearchers.cli.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTest {

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void expression_isShown_inEachVersion(String version) throws Exception {
    try (LuaScriptEngine engine = Talk.engine(version)) {
      assertThat(Talk.answer(engine, "1 + 1", "= 2 + 2")).isEqualTo("_1 = 2\n_2 = 4");
    }
  }

  @Test
  void statement_showsWhatItReturnsAndPrints() throws Exception {
    assertThat(Talk.says("x = 3", "print(x)", "local y = 4 return y, x"))
        .isEqualTo("3\n_1 = 4\n_2 = 3");
  }

  @Test
  void nil_isShown_andKeptNowhere() throws Exception {
    assertThat(Talk.says("nil", "_ == nil and _1 == nil")).isEqualTo("nil\n_1 = true");
  }

  @Test
  void results_areKeptByNumber() throws Exception {
    assertThat(Talk.says("'a', 'b'", "_ .. _2")).endsWith("_3 = \"ab\"");
  }

  @Test
  void manyResults_theOldestAreForgotten() throws Exception {
    assertThat(Talk.says("table.unpack({}, 1, 250)", "_50 == nil, _51 == nil", "1", "_253"))
        .endsWith("_254 = 1");
    assertThat(
            Talk.says(
                "local t = {} for i = 1, 250 do t[i] = i end return table.unpack(t)",
                "return _50 or 'gone', _51"))
        .endsWith("_251 = \"gone\"\n_252 = 51");
  }

  @Test
  void unfinishedChunk_goesOn() throws Exception {
    assertThat(Talk.says("for i = 1, 2 do", "print(i)", "end", "[[a", "b]]"))
        .isEqualTo("1\n2\n_1 = \"a\\nb\"");
  }

  @Test
  void unfinishedString_isAnError_atOnce() throws Exception {
    assertThat(Talk.says("print('a", "1")).contains("unfinished string").endsWith("_1 = 1");
  }

  @Test
  void unfinishedChunk_atTheEndOfTheInput_isAnError() throws Exception {
    assertThat(Talk.says("x = ")).contains("unexpected symbol near <eof>");
  }

  @Test
  void exitAndQuit_leave_unlessTheyAreVariables() throws Exception {
    assertThat(Talk.says("exit", "1")).isEmpty();
    assertThat(Talk.says(" quit ", "1")).isEmpty();
    assertThat(Talk.says("exit = 5", "exit")).isEqualTo("_1 = 5");
  }

  @Test
  void banner_saysHowToLeave() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LuaScriptEngine engine = Talk.engine("5.3")) {
      Talk.status(engine, out, "quit");
    }
    assertThat(out.toString(UTF_8)).contains("5.3").contains("exit, quit or Ctrl-D leaves");
  }

  @Test
  void osExit_endsWithItsStatus() throws Exception {
    try (LuaScriptEngine engine = Talk.engine("5.4")) {
      assertThat(Talk.status(engine, new ByteArrayOutputStream(), "os.exit(7)", "1")).hasValue(7);
      assertThat(Talk.status(engine, new ByteArrayOutputStream(), "1")).isEmpty();
    }
  }

  @Test
  void prompts_canBeSet() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LuaScriptEngine engine = Talk.engine("5.4")) {
      Talk.status(engine, out, "_PROMPT, _PROMPT2 = 'lua? ', 'more? '", "x =", "1");
    }
    assertThat(out.toString(UTF_8)).contains("lua? more? lua? ");
  }

  @Test
  void error_marksTheLine_andKeepsTheSession() throws Exception {
    assertThat(Talk.says("y.z = 1", "2"))
        .isEqualTo(
            "stdin.1:1: attempt to index a nil value (global 'y')\n"
                + "  1 | y.z = 1\n      ^\n_1 = 2");
  }

  @Test
  void errorInCalledFunction_marksItsLine_andHasTheCallers() throws Exception {
    assertThat(Talk.says("function f()", "  error 'no'", "end", "local x = f()"))
        .contains("stdin.1:2: no\n  2 |   error 'no'\n        ^^^^^^^^^^")
        .contains("stdin.2:1: in main chunk");
  }

  @Test
  void errorInFile_marksItsLine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("bad.lua"), "local t\nreturn t.x\n");
    assertThat(Talk.says("dofile [[" + file + "]]")).contains("  2 | return t.x\n");
  }

  @Test
  void syntaxError_pointsAtTheToken() throws Exception {
    assertThat(Talk.says("x = 1 1")).contains("  1 | x = 1 1\n            ^");
  }

  @Test
  void errorOfAnyValue_isShown() throws Exception {
    assertThat(Talk.says("error {code = 7}")).startsWith("error: {code = 7}");
  }

  @Test
  void localOfAnEarlierLine_isHintedAt_once() throws Exception {
    String answer = Talk.says("local x = 1", "x", "x");
    assertThat(answer).containsOnlyOnce("the local variable 'x' ended with its line");
  }

  @Test
  void noHint_forGlobalsFieldsAndOwnLocals() throws Exception {
    assertThat(
            Talk.says(
                "local a, b = 1",
                "a = 2",
                "t = {b = 3}",
                "t.b",
                "local b = 1 return b",
                "do local c end",
                "c"))
        .doesNotContain("ended with its line: 'b'")
        .doesNotContain("'c'");
  }

  @Test
  void noEscapeSequences_onPlainStreams() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LuaScriptEngine engine = Talk.engine("5.4")) {
      engine.getContext().setWriter(new PrintWriter(out, true, UTF_8));
      Talk.status(engine, out, "{1, 'a'}", "error 'x'", "help(print)", "%help", "%graph");
    }
    assertThat(out.toString(UTF_8)).doesNotContain("\u001b");
  }

  @Test
  void bytesThatAreNoText_comeThrough() throws Exception {
    assertThat(Talk.says("'\\xff'", "#'ü'")).isEqualTo("_1 = \"\\255\"\n_2 = 2");
  }

  @Test
  void closedEngine_isReported() throws Exception {
    LuaScriptEngine engine = Talk.engine("5.4");
    engine.close();
    assertThatThrownBy(() -> Talk.answer(engine, "1")).hasMessageContaining("closed");
  }

  @Test
  void limit_endsTheLine_andKeepsTheSession() throws Exception {
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder().setting("lua.limits.instructions", "100000").build()) {
      assertThat(Talk.answer(engine, "while true do end", "1"))
          .contains("lua.limits.instructions")
          .endsWith("_1 = 1");
    }
  }
}
