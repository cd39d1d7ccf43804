package io.github.luasearchers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The prompt on a pipe, beyond the rows of the table. */
final class PlainPromptTest {

  private static final String BANNER = "Lua 5.4.4  Copyright (C) 1994-2022 Lua.org, PUC-Rio\n";

  private static CommandLine.Outcome talk(String version, String... lines) {
    String input = String.join("\n", lines) + "\n";
    return InProcess.lua(input, Map.of(), "--version-of", version, "-i");
  }

  @Test
  void prompts_mayBeAnyValueIn54() {
    CommandLine.Outcome outcome =
        talk(
            "5.4",
            "_PROMPT = setmetatable({}, {__tostring = function() return 'T> ' end})",
            "_PROMPT2 = 7",
            "x =",
            "1");
    assertThat(outcome.stdout()).endsWith("\nT> _PROMPT2 = 7\nT> x =\n71\nT> \n");
    assertThat(outcome.stderr()).isEmpty();
  }

  @Test
  void prompts_thatAreNoTextDoNotCountIn53() {
    assertThat(talk("5.3", "_PROMPT = {}", "x = 1").stdout())
        .endsWith("> _PROMPT = {}\n> x = 1\n> \n");
  }

  @Test
  void prompt_whoseTextFailsEndsTheCommand() {
    CommandLine.Outcome outcome =
        talk("5.4", "_PROMPT = setmetatable({}, {__tostring = function() error('p', 0) end})");
    assertThat(outcome.stderr()).startsWith("lua: p");
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void equalsSign_showsAnExpressionIn52() {
    assertThat(talk("5.2", "=1, nil", "= 'a'").stdout())
        .endsWith("> =1, nil\n1\tnil\n> = 'a'\na\n> \n");
  }

  @Test
  void lines_areJoinedUntilTheyHaveAnEnd() {
    assertThat(talk("5.3", "for i = 1, 2 do", "print(i)", "end", "x = 'a' ..", "'b'").stdout())
        .endsWith(">> end\n1\n2\n> x = 'a' ..\n>> 'b'\n> \n");
  }

  @Test
  void end_insideAChunkIsAnErrorFrom53On() {
    CommandLine.Outcome outcome = talk("5.4", "for");
    assertThat(outcome.stdout()).isEqualTo(BANNER + "> for\n>> > \n");
    assertThat(outcome.stderr()).isEqualTo("stdin:1: <name> expected near <eof>\n");
    assertThat(talk("5.2", "for").stderr()).isEmpty();
  }

  @Test
  void script_sharesTheInputWithThePrompt() {
    assertThat(talk("5.4", "io.read()", "for the script", "io.read('a')", "rest").stdout())
        .endsWith("> io.read()\nfor the script\n> io.read('a')\nrest\n\n> \n");
  }

  @Test
  void failure_keepsThePrompt() {
    CommandLine.Outcome outcome = talk("5.4", "error('e', 0)", "print('on')");
    assertThat(outcome.stderr()).startsWith("e\nstack traceback:\n");
    assertThat(outcome.stdout()).endsWith("> print('on')\non\n> \n");
    assertThat(outcome.status()).isZero();
  }

  @Test
  void failedScript_startsNoPrompt() {
    CommandLine.Outcome outcome = InProcess.lua("print(1)\n", Map.of(), "-i", "/no/such.lua");
    assertThat(outcome.stdout()).isEqualTo(BANNER);
    assertThat(outcome.status()).isEqualTo(1);
  }
}
