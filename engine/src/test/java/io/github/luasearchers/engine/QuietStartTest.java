package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody watches: what would tell of searches and loads is not there, or not even loaded. */
final class QuietStartTest {

  private static final String MAIN = QuietStartChild.class.getName();
  private static final String JIT = "io.github.luasearchers.engine.jit.";
  private static final String FLIGHT = "io.github.luasearchers.engine.flight.";

  @TempDir Path temp;

  @Test
  void plainScript_loadsNoEventAndNoLogger() throws Exception {
    List<String> classes = classes("print(1 + 1)");
    assertThat(classes).contains("java.lang.Object", MAIN, FLIGHT + "Flight");
    assertThat(classes).filteredOn(name -> name.startsWith(FLIGHT)).containsOnly(FLIGHT + "Flight");
    assertThat(classes)
        .filteredOn(name -> name.startsWith("jdk.jfr."))
        .containsOnly("jdk.jfr.FlightRecorder");
    assertThat(classes)
        .noneMatch(name -> name.startsWith("java.util.logging.LogManager"))
        .noneMatch(name -> name.endsWith("require.RequireLog"))
        .noneMatch(name -> name.endsWith("require.Trace"));
  }

  @Test
  void modules_loadNoEventEither() throws Exception {
    Files.writeString(temp.resolve("m.lua"), "return 2");
    List<String> classes = classes("package.path = '" + temp + "/?.lua' print(require 'm')");
    assertThat(classes)
        .filteredOn(name -> name.startsWith(FLIGHT))
        .containsOnly(FLIGHT + "Flight", FLIGHT + "Logging");
    assertThat(classes).noneMatch(name -> name.startsWith("jdk.jfr.Event"));
  }

  @Test
  void smallScript_loadsNothingOfTheCompilerThatItMayHave() throws Exception {
    List<String> classes = classes("print(1 + 1)", "-Dlua.jit=true");
    assertThat(classes)
        .contains(JIT + "BackgroundCompiler")
        .doesNotContain(JIT + "Translator", JIT + "TranslationNews$Attempt")
        .noneMatch(name -> name.startsWith("java.util.logging.LogManager"));
    assertThat(classes).filteredOn(name -> name.startsWith(FLIGHT)).containsOnly(FLIGHT + "Flight");
  }

  @Test
  void engine_runsWhereTheFlightRecorderIsMissing() throws Exception {
    Files.writeString(temp.resolve("m.lua"), "return 2");
    assertThat(
            run(
                "package.path = '" + temp + "/?.lua' print(require 'm', package.loaded.m)",
                "--limit-modules",
                "java.scripting,java.management,jdk.management,java.logging"))
        .contains("2")
        .contains("jdk.jfr is missing");
  }

  private List<String> classes(String script, String... options) throws Exception {
    Path log = temp.resolve("classes.log");
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Xlog:class+load:file=" + log);
    assertThat(run(script, all.toArray(String[]::new))).contains("2");
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      String[] words = line.replaceFirst("^(\\[[^]]*\\])+ ", "").split(" ");
      names.add(words[0].replaceFirst("[/+]0x.*", ""));
    }
    return names;
  }

  private static String run(String script, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, script));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
