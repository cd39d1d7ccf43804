package io.github.luasearchers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options that lua.c does not have. */
final class OwnOptionsTest {

  @TempDir private Path temp;

  @Test
  void help_listsLuasOptionsAndOurs() {
    CommandLine.Outcome outcome = InProcess.lua("--help");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.stdout())
        .startsWith("usage: lua [options] [script [args]]\n")
        .contains("-W        turn warnings on")
        .contains("--version-of", "-D key=value", "--which", "--trace", "--sandbox", "--limits");
  }

  @Test
  void versionOf_choosesTheLanguage() {
    String show = "print(_VERSION, 10 / 2)";
    assertThat(InProcess.lua("--version-of", "5.2", "-e", show).stdout()).isEqualTo("Lua 5.2\t5\n");
    assertThat(InProcess.lua("--version-of", "5.3", "-e", show).stdout())
        .isEqualTo("Lua 5.3\t5.0\n");
    assertThat(InProcess.lua("-e", show).stdout()).isEqualTo("Lua 5.4\t5.0\n");
  }

  @Test
  void versionOf_countsForTheOptionsBeforeIt() {
    CommandLine.Outcome outcome = InProcess.lua("-W", "--version-of", "5.3", "-e", "");
    assertThat(outcome.stderr()).startsWith("lua: unrecognized option '-W'\n");
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void versionOf_unknownIsAnError() {
    CommandLine.Outcome outcome = InProcess.lua("--version-of", "5.1", "-e", "print(1)");
    assertThat(outcome.stderr())
        .isEqualTo("lua: --version-of 5.1: there is no such version; give 5.2, 5.3 or 5.4\n");
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void argumentOfOurOptions_mustBeThere() {
    for (String option : new String[] {"--version-of", "--which", "--limits", "-D"}) {
      assertThat(InProcess.lua(option).stderr())
          .startsWith("lua: '" + option + "' needs argument\nusage: ");
      assertThat(InProcess.lua(option, "-e", "").status()).isEqualTo(1);
    }
  }

  @Test
  void setting_reachesTheEngine() {
    assertThat(
            InProcess.lua(
                    "-D",
                    "lua.path=/a/?.x",
                    "-Dlua.cpath=/b/?.y",
                    "-e",
                    "print(package.path, package.cpath)")
                .stdout())
        .isEqualTo("/a/?.x\t/b/?.y\n");
  }

  @Test
  void setting_wrongOnesAreErrors() {
    assertThat(InProcess.lua("-D", "lua.jit", "-e", "").stderr())
        .isEqualTo("lua: -D lua.jit: give a setting and its value, such as -D lua.jit=true\n");
    assertThat(InProcess.lua("-D", "x=1", "-e", "").status()).isEqualTo(1);
    CommandLine.Outcome unknown = InProcess.lua("-D", "lua.pth=x", "-e", "print(1)");
    assertThat(unknown.stderr()).startsWith("lua: ").contains("lua.pth").contains("lua.path");
    assertThat(unknown.stdout()).isEmpty();
    assertThat(unknown.status()).isEqualTo(1);
  }

  @Test
  void which_showsTheSearcherAndThePlace() throws Exception {
    Path file = Files.writeString(temp.resolve("m.lua"), "error('run')");
    CommandLine.Outcome outcome =
        InProcess.lua("-D", "lua.path=" + temp + "/?.lua", "--which", "m");
    assertThat(outcome.stdout()).isEqualTo("m\tpath\t" + file + "\n");
    assertThat(outcome.status()).isZero();
    assertThat(InProcess.lua("--which", "string").stdout())
        .isEqualTo("string\tthe standard library\t-\n");
  }

  @Test
  void which_saysWhereItHasLooked() {
    CommandLine.Outcome outcome =
        InProcess.lua("-D", "lua.path=/a/?.lua", "-D", "lua.cpath=/b/?.so", "--which", "no.such");
    assertThat(outcome.stderr())
        .startsWith("lua: module 'no.such' not found:\n")
        .contains("\tno file '/a/no/such.lua'\n");
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void trace_showsSearchesAndLoadsOnTheErrorStream() throws Exception {
    Files.writeString(temp.resolve("m.lua"), "return 1");
    CommandLine.Outcome outcome =
        InProcess.lua("--trace", "-D", "lua.path=" + temp + "/?.lua", "-e", "print((require 'm'))");
    assertThat(outcome.stdout()).isEqualTo("1\n");
    assertThat(outcome.stderr().lines())
        .allMatch(line -> line.startsWith("trace: m: "))
        .anyMatch(line -> line.startsWith("trace: m: preload: not found ("))
        .anyMatch(line -> line.startsWith("trace: m: path: found " + temp))
        .anyMatch(line -> line.startsWith("trace: m: loaded, required from (command line):1 ("));
  }

  @Test
  void sandbox_hasNoFilesButRunsTheScript() throws Exception {
    Path script = Files.writeString(temp.resolve("s.lua"), "print(io, os.exit, luajava, ...)");
    CommandLine.Outcome outcome = InProcess.lua("--sandbox", script.toString(), "a");
    assertThat(outcome).isEqualTo(new CommandLine.Outcome("nil\tnil\tnil\ta\n", "", 0));
  }

  @Test
  void limits_stopTheScript() {
    CommandLine.Outcome outcome =
        InProcess.lua("--limits", "instructions=100k,stack=10k", "-e", "while true do end");
    assertThat(outcome.stderr())
        .startsWith("lua: the script was stopped: ")
        .contains("lua.limits.instructions")
        .contains("stack traceback:\n\t(command line):1: in main chunk\n\t[C]: in ?");
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void limits_countOutputToo() {
    CommandLine.Outcome outcome =
        InProcess.lua("--limits", "output=1KiB", "-e", "for i = 1, 1000 do io.write('12345') end");
    assertThat(outcome.stderr()).contains("lua.limits.output");
    assertThat(outcome.stdout()).hasSizeBetween(1_000, 1_024);
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void limits_holdForEachLineOfThePrompt() {
    CommandLine.Outcome outcome =
        InProcess.lua(
            "while true do end\nprint('next')\n", Map.of(), "--limits", "instructions=100k", "-i");
    assertThat(outcome.stderr()).startsWith("the script was stopped: ");
    assertThat(outcome.stdout()).contains("\nnext\n");
    assertThat(outcome.status()).isZero();
  }

  @Test
  void limits_malformedAreErrors() {
    assertThat(InProcess.lua("--limits", "2s", "-e", "").stderr())
        .isEqualTo("lua: --limits 2s: give limits, such as time=2s,memory=64MiB\n");
    assertThat(InProcess.lua("--limits", "time=long", "-e", "").stderr())
        .startsWith("lua: lua.limits.time = long");
  }

  @Test
  void unknownLongOption_isUnrecognized() {
    assertThat(InProcess.lua("--wich", "m").stderr())
        .startsWith("lua: unrecognized option '--wich'\n");
  }
}
