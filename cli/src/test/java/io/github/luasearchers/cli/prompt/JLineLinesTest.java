package io.github.luasearchers.cli.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JLineLinesTest {

  private static final String TAB = "\t";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String UP = "\u001b[A";
  private static final String PASTE = "\u001b[200~";
  private static final String PASTED = "\u001b[201~";

  /** Types keys at a terminal of a type, and returns all that it was sent. */
  private static String typed(String type, Style style, @Nullable Path history, String keys)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Terminal terminal =
            new ExternalTerminal(
                "test", type, new ByteArrayInputStream(keys.getBytes(UTF_8)), out, UTF_8);
        LuaScriptEngine engine = Talk.engine("5.4")) {
      Universe universe = Universe.of(engine);
      JLineLines lines = new JLineLines(terminal, universe, style, history);
      new Prompt(universe, lines, style, false).run("");
    }
    return out.toString(UTF_8);
  }

  private static String typed(String keys) throws Exception {
    return typed("ansi", Style.NONE, null, keys);
  }

  @Test
  void line_isRun() throws Exception {
    assertThat(typed("20 + 22\n")).contains("_1 = 42");
  }

  @Test
  void tab_completes() throws Exception {
    assertThat(typed("type(string.rev" + TAB + ")\n")).contains("_1 = \"function\"");
  }

  @Test
  void unfinishedChunk_goesOnWithItsOwnPrompt() throws Exception {
    assertThat(typed("return 1 +\n2\n")).contains(">> ").contains("_1 = 3");
  }

  @Test
  void up_fetchesAllLinesOfAChunk() throws Exception {
    assertThat(typed("return 1 +\n2\n" + UP + "\n")).contains("_2 = 3");
  }

  @Test
  void ctrlC_dropsTheLine_andStopsWhatRuns() throws Exception {
    try (Keyboard keyboard = new Keyboard()) {
      keyboard.await("> ");
      keyboard.type("half");
      keyboard.await("> half");
      keyboard.type(CTRL_C);
      keyboard.await("(?s:> .*){2}");
      keyboard.type("1\n");
      keyboard.await("_1 = 1");
      keyboard.type("print 'begun' while true do end\n");
      keyboard.await("begun\n");
      keyboard.type(CTRL_C);
      keyboard.await("interrupted!");
      keyboard.type("2\n");
      keyboard.await("_2 = 2");
    }
  }

  @Test
  void ctrlD_leaves() throws Exception {
    assertThat(typed("1\n" + CTRL_D + "2\n")).contains("_1 = 1").doesNotContain("_2 = 2");
  }

  @Test
  void paste_isOneChunk() throws Exception {
    assertThat(typed(PASTE + "local x = 20\nreturn x + 1" + PASTED + "\n")).contains("_1 = 21");
  }

  @Test
  void exclamationMarks_areLeftAlone() throws Exception {
    assertThat(typed("'a!!b'\n")).contains("_1 = \"a!!b\"");
  }

  @Test
  void colours_canBeTurnedOff() throws Exception {
    String green = "\u001b[32m";
    assertThat(typed("ansi", Style.COLOUR, null, "'x'\n")).contains(green);
    assertThat(typed("ansi", Style.NONE, null, "'x'\n")).doesNotContain(green);
  }

  @Test
  void history_isKeptInItsFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("state/history");
    typed("ansi", Style.NONE, file, "first = 1\nreturn first +\n1\n");
    assertThat(Files.readString(file)).contains("first = 1");
    assertThat(typed("ansi", Style.NONE, file, UP + "\n")).contains(">> ");
  }

  @Test
  void noHistory_leavesNoFile(@TempDir Path folder) throws Exception {
    typed("ansi", Style.NONE, null, "1\n");
    assertThat(folder).isEmptyDirectory();
  }
}
