package io.github.luasearchers.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine makes of each row of langdiff.tsv is what the real interpreter makes of it. */
class LanguageTest {

  private static final String DRIVER = driver();

  /** What a message says more where source text is right in a later Lua. */
  private static final String NOTE = " \\([^()]* Lua 5\\.[34]'s; this is Lua 5\\.[23]\\)$";

  private static final String PAIRS = "__pairs may yield, for which PUC has a C frame in the way";
  private static final String RANDOM = "the sequence of random numbers is not promised before 5.4";
  private static final String GLOBALS =
      "_ENV shows the globals of the evaluation that runs, so _G is not _ENV";
  private static final String REMOVE = "5.4.4, which answered, names another argument than 5.4.6";
  private static final String MODE =
      "the command lua5.4 chooses the generational mode, Lua does not";

  /** The rows in which the engine differs, and why. */
  private static final Map<Integer, Map<String, String>> KNOWN =
      Map.of(
          2,
          Map.of("co.018", PAIRS, "math.048", RANDOM, "req.016", GLOBALS),
          3,
          Map.of("co.018", PAIRS, "math.048", RANDOM, "req.016", GLOBALS),
          4,
          Map.of(
              "req.016", GLOBALS,
              "err.132", REMOVE,
              "tab.044", REMOVE,
              "tb.011", "the command lua5.4 itself is a level more",
              "lib.017", MODE,
              "lib.018", MODE,
              "lib.019", MODE));

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void language_answersAsTheRealOne(int minor) throws Exception {
    Map<String, String> differences = differences(minor);
    assertThat(differences.keySet())
        .as(differences.toString())
        .isEqualTo(KNOWN.get(minor).keySet());
    assertThat(differences.size()).isLessThan(LanguageRow.all().size() / 50);
  }

  private static Map<String, String> differences(int minor) throws Exception {
    Map<String, String> found = new TreeMap<>();
    for (LanguageRow row : LanguageRow.all()) {
      String wanted = row.answer(minor);
      String given = answer(row, minor);
      if (row.isStable(minor) && !given.equals(wanted)) {
        found.put(row.id(), row.snippet() + "\n  wanted " + wanted + "\n  given  " + given);
      }
    }
    return found;
  }

  private static String answer(LanguageRow row, int minor) throws ScriptException, IOException {
    StringWriter out = new StringWriter();
    StringWriter warnings = new StringWriter();
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder().setting("lua.version", "5." + minor).build()) {
      lua.getContext().setWriter(out);
      lua.getContext().setErrorWriter(warnings);
      lua.getContext().setReader(new StringReader(""));
      lua.put(ScriptEngine.ARGV, new Object[] {row.source()});
      lua.eval(DRIVER);
    }
    if (!warnings.toString().isEmpty()) {
      out.append(" <stderr> ").append(warnings.toString().trim());
    }
    return out.toString()
        .replaceAll("0x[0-9a-f]{6,}", "PTR")
        .replace("\n", "\\n")
        .replace("\t", "\\t")
        .trim()
        .replaceAll(NOTE, "");
  }

  private static String driver() {
    try (InputStream stream = LanguageTest.class.getResourceAsStream("answer.lua")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
