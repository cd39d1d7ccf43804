package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.testing.Program;
import java.io.File;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The paths that package begins with. */
final class PlatformTest {

  private static final Platform WINDOWS = new Platform(true, "amd64", "C:\\java");

  private static String run(Universe.Builder builder, String script) {
    try (Universe universe = builder.open()) {
      return universe.run(script);
    }
  }

  // ---- the environment

  @ParameterizedTest
  @CsvSource({
    "LUA_5_2, ;;, ;STANDARD;",
    "LUA_5_2, a;;b, a;STANDARD;b",
    "LUA_5_2, a;;b;;c, a;STANDARD;b;STANDARD;c",
    "LUA_5_2, ;;a, ;STANDARD;a",
    "LUA_5_3, a;;, a;STANDARD;",
    "LUA_5_4, ;;, STANDARD",
    "LUA_5_4, a;;b;;c, a;STANDARD;b;;c",
    "LUA_5_4, ;;a, STANDARD;a",
    "LUA_5_4, a;;, a;STANDARD",
    "LUA_5_4, a;b, a;b",
  })
  void path_doubleSemicolonIsTheStandardPath(Level level, String set, String expected) {
    String standard = run(Universe.at(level), "return package.path");
    assertThat(run(Universe.at(level).environment("LUA_PATH", set), "return package.path"))
        .isEqualTo(expected.replace("STANDARD", standard));
  }

  @Test
  void path_versionedVariableComesFirst() {
    Universe.Builder builder =
        Universe.at(Level.LUA_5_3)
            .environment("LUA_PATH", "general")
            .environment("LUA_PATH_5_2", "other")
            .environment("LUA_PATH_5_3", "versioned")
            .environment("LUA_CPATH", "cgeneral")
            .environment("LUA_CPATH_5_3", "cversioned");
    assertThat(run(builder, "return package.path, package.cpath"))
        .isEqualTo("versioned|cversioned");
    assertThat(run(builder.set("lua.path", "set"), "return package.path, package.cpath"))
        .isEqualTo("set|cversioned");
  }

  @Test
  void path_emptyVariableIsAnEmptyPath() {
    Universe.Builder builder =
        Universe.builder().environment("LUA_PATH_5_2", "").environment("LUA_PATH", "general");
    assertThat(run(builder, "return package.path")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void path_isThatOfDebiansInterpreter(Level level) throws Exception {
    String interpreter = Program.need("lua" + level.version());
    for (String set : new String[] {"", "a;;b", "a;;b;;c", ";;c", "c;;", "a;b;", "!"}) {
      assertThat(
              run(
                  Universe.at(level).environment("LUA_PATH", set).environment("LUA_CPATH", set),
                  "return package.path, package.cpath, package.config"))
          .as(set)
          .isEqualTo(real(interpreter, Map.of("LUA_PATH", set, "LUA_CPATH", set)));
    }
    assertThat(run(Universe.at(level), "return package.path, package.cpath, package.config"))
        .isEqualTo(real(interpreter, Map.of()));
  }

  private static String real(String interpreter, Map<String, String> variables) throws Exception {
    String script = "io.write(package.path, '|', package.cpath, '|', package.config)";
    ProcessBuilder builder = new ProcessBuilder(interpreter, "-e", script);
    builder.environment().clear();
    builder.environment().putAll(variables);
    return new String(builder.start().getInputStream().readAllBytes(), UTF_8);
  }

  // ---- Windows

  @Test
  void windows_standardPaths() {
    assertThat(run(Universe.builder().platform(WINDOWS), "return package.path, package.cpath"))
        .isEqualTo(
            "!\\lua\\?.lua;!\\lua\\?\\init.lua;!\\?.lua;!\\?\\init.lua;.\\?.lua|"
                    .replace("!", "C:\\java\\bin")
                + "!\\?.dll;!\\loadall.dll;.\\?.dll".replace("!", "C:\\java\\bin"));
    assertThat(
            run(Universe.at(Level.LUA_5_4).platform(WINDOWS), "return package.path, package.cpath"))
        .isEqualTo(
            ("!\\lua\\?.lua;!\\lua\\?\\init.lua;!\\?.lua;!\\?\\init.lua;"
                    + "!\\..\\share\\lua\\5.4\\?.lua;!\\..\\share\\lua\\5.4\\?\\init.lua;"
                    + ".\\?.lua;.\\?\\init.lua|"
                    + "!\\?.dll;!\\..\\lib\\lua\\5.4\\?.dll;!\\loadall.dll;.\\?.dll")
                .replace("!", "C:\\java\\bin"));
  }

  @Test
  void windows_exclamationMarkIsTheProgramsDirectory() {
    assertThat(
            run(
                Universe.builder().platform(WINDOWS).set("lua.path", "!\\x\\?.lua"),
                "return package.path"))
        .isEqualTo("C:\\java\\bin\\x\\?.lua");
    assertThat(run(Universe.builder().set("lua.path", "!/?.lua"), "return package.path"))
        .isEqualTo("!/?.lua");
  }

  @Test
  void windows_separator() {
    Universe.Builder builder =
        Universe.builder().platform(WINDOWS).set("lua.path", "x\\?.lua").set("lua.cpath", "");
    try (Universe universe = builder.open()) {
      assertThat(universe.run("return package.config:sub(1, 1)")).isEqualTo("\\");
      assertThat(universe.fail("require 'a.b'"))
          .endsWith("\n\tno field package.preload['a.b']\n\tno file 'x\\a\\b.lua'");
      assertThat(universe.run("return select(2, package.searchpath('a.b', '?'))"))
          .isEqualTo("\n\tno file 'a\\b'");
    }
  }

  @Test
  void windows_directoryIsNoReadableFile() {
    assertThat(WINDOWS.isReadable(new File("."))).isFalse();
    assertThat(new Platform(false, "", "").isReadable(new File("."))).isTrue();
  }

  @Test
  void unix_directoryOfTheArchitecture() {
    Universe.Builder arm = Universe.builder().platform(new Platform(false, "aarch64", ""));
    assertThat(run(arm, "return package.cpath"))
        .contains(";/usr/lib/aarch64-linux-gnu/lua/5.2/?.so;");
    Universe.Builder other = Universe.builder().platform(new Platform(false, "pdp11", ""));
    assertThat(run(other, "return package.cpath"))
        .isEqualTo(
            "/usr/local/lib/lua/5.2/?.so;/usr/lib/lua/5.2/?.so;"
                + "/usr/local/lib/lua/5.2/loadall.so;./?.so");
  }
}
