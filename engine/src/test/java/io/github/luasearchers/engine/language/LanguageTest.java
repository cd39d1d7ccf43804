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
import org.junit.jupiter.api.Test;

/** What the engine makes of each row of langdiff.tsv is what the real interpreter makes of it. */
class LanguageTest {

  private static final String DRIVER = driver();

  /** What a message says more where source text is right in a later Lua. */
  private static final String NOTE = " \\([^()]* Lua 5\\.[34]'s; this is Lua 5\\.2\\)$";

  /** The rows in which the engine differs, and why. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "co.018", "__pairs may yield, for which PUC has a C frame in the way",
          "math.048", "the sequence of random numbers is not promised",
          "req.016", "_ENV shows the globals of the evaluation that runs, so _G is not _ENV");

  @Test
  void lua52_answersAsTheRealOne() throws Exception {
    Map<String, String> differences = differences(2);
    assertThat(differences.keySet()).as(differences.toString()).isEqualTo(KNOWN.keySet());
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
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder().setting("lua.version", "5." + minor).build()) {
      lua.getContext().setWriter(out);
      lua.getContext().setErrorWriter(out);
      lua.getContext().setReader(new StringReader(""));
      lua.put(ScriptEngine.ARGV, new Object[] {row.source()});
      lua.eval(DRIVER);
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
