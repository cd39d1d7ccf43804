package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lua.trace}: what require writes to the error writer. */
final class TraceTest {

  private static final Pattern LINE =
      Pattern.compile("lua\\.trace: +(\\w+) \\| +(\\w+) \\| ( *\\S.*?) +\\| (.*)");

  @TempDir Path folder;

  private final StringWriter errors = new StringWriter();

  private LuaScriptEngine engine(String trace) {
    return engine(LuaScriptEngine.builder().setting("lua.trace", trace));
  }

  private LuaScriptEngine engine(LuaScriptEngineBuilder builder) {
    LuaScriptEngine lua =
        builder
            .setting("lua.searchers", "preload, path")
            .setting("lua.path", folder + "/?.lua")
            .build();
    lua.getContext().setErrorWriter(errors);
    return lua;
  }

  private void write(String name, String source) throws Exception {
    Files.writeString(folder.resolve(name + ".lua"), source);
  }

  private void writeThree() throws Exception {
    write("a", "require 'b' require 'c' require 'string' return 1");
    write("b", "require 'c' return 1");
    write("c", "local t = os.clock() while os.clock() - t < 0.02 do end return 1");
  }

  private List<Matcher> lines() {
    List<Matcher> lines = new ArrayList<>();
    for (String line : errors.toString().split("\n")) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        lines.add(matcher);
      }
    }
    return lines;
  }

  /** Returns the names with their indentation and the origins, without the folder. */
  private List<String> modules() {
    return lines().stream()
        .map(each -> each.group(3) + " | " + each.group(4).replace(folder + "/", ""))
        .toList();
  }

  @Test
  void on_writesATreeOfLoads_thoseThatAreRequiredFirst() throws Exception {
    writeThree();
    try (LuaScriptEngine lua = engine("on")) {
      lua.eval("require 'a' require 'a'");
    }
    assertThat(errors.toString())
        .startsWith("lua.trace: self [us] | cumulative | module")
        .containsOnlyOnce("cumulative");
    assertThat(modules())
        .containsExactly("    c | path: c.lua", "  b | path: b.lua", "a | path: a.lua");
    long[] self = new long[3];
    long[] cumulative = new long[3];
    for (int i = 0; i < 3; i++) {
      self[i] = Long.parseLong(lines().get(i).group(1));
      cumulative[i] = Long.parseLong(lines().get(i).group(2));
    }
    assertThat(self[0]).isEqualTo(cumulative[0]).isGreaterThanOrEqualTo(20_000);
    // the times are cut down to microseconds each
    assertThat(self[1]).isBetween(cumulative[1] - cumulative[0] - 1, cumulative[1] - cumulative[0]);
    assertThat(self[2]).isBetween(cumulative[2] - cumulative[1] - 1, cumulative[2] - cumulative[1]);
  }

  @Test
  void all_alsoWritesThoseThatWereLoaded() throws Exception {
    writeThree();
    try (LuaScriptEngine lua = engine("all")) {
      lua.eval("require 'a' require 'b'");
    }
    assertThat(modules())
        .containsExactly(
            "    c | path: c.lua",
            "  b | path: b.lua",
            "  c | path: c.lua",
            "  string | -",
            "a | path: a.lua",
            "b | path: b.lua");
    assertThat(lines()).filteredOn(each -> each.group(1).equals("cached")).hasSize(3);
    assertThat(lines().get(2).group(2)).isEqualTo("cached");
  }

  @Test
  void off_writesNothing() throws Exception {
    writeThree();
    try (LuaScriptEngine lua = engine("off")) {
      lua.eval("require 'a'");
    }
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void wrongValue_isRefused() {
    try (LuaScriptEngine lua = engine("loud")) {
      assertThatThrownBy(() -> lua.eval("return 1"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("lua.trace = loud");
    }
  }

  @Test
  void failingLoad_isMarked_andItsTimeCounts() throws Exception {
    write("a", "pcall(require, 'bad') pcall(require, 'nowhere') return 1");
    write("bad", "local t = os.clock() while os.clock() - t < 0.02 do end error 'no'");
    try (LuaScriptEngine lua = engine("on")) {
      lua.eval("require 'a'");
    }
    assertThat(modules()).containsExactly("  bad | path: bad.lua (failed)", "a | path: a.lua");
    assertThat(Long.parseLong(lines().get(1).group(2))).isGreaterThanOrEqualTo(20_000);
  }

  @Test
  void cycle_isSeenAsSuch() throws Exception {
    write("a", "require 'b' return 1");
    write("b", "package.loaded.a = {} require 'a' return 1");
    try (LuaScriptEngine lua = engine("all")) {
      lua.eval("require 'a'");
    }
    assertThat(modules())
        .containsExactly("    a | path: a.lua", "  b | path: b.lua", "a | path: a.lua");
    assertThat(lines().get(0).group(1)).isEqualTo("loading");
  }

  @Test
  void loadInACoroutine_belongsToTheOneThatResumesIt() throws Exception {
    write("a", "coroutine.wrap(function() require 'b' end)() return 1");
    write("b", "return 1");
    try (LuaScriptEngine lua = engine("on")) {
      lua.eval("require 'a'");
    }
    assertThat(modules()).containsExactly("  b | path: b.lua", "a | path: a.lua");
  }

  @Test
  void stoppedLoad_leavesNothingBehind() throws Exception {
    write("a", "require 'b' while true do end");
    write("b", "return 1");
    try (LuaScriptEngine lua =
        engine(
            LuaScriptEngine.builder()
                .setting("lua.trace", "on")
                .setting("lua.limits.instructions", "100k"))) {
      assertThatThrownBy(() -> lua.eval("require 'a'")).isInstanceOf(ScriptException.class);
      lua.eval("package.loaded.b = nil require 'b'");
    }
    assertThat(modules()).containsExactly("  b | path: b.lua", "b | path: b.lua");
  }

  /** It is output: else a script that requires in a loop would fill the host's disk. */
  @Test
  void lines_countForTheLimitOfOutput() throws Exception {
    write("b", "return 1");
    try (LuaScriptEngine lua =
        engine(
            LuaScriptEngine.builder()
                .setting("lua.trace", "all")
                .setting("lua.limits.output", "4KiB"))) {
      assertThatThrownBy(() -> lua.eval("while true do require 'b' end"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("lua.limits.output");
    }
    assertThat(errors.toString()).hasSizeLessThanOrEqualTo(4096);
  }

  @Test
  void hostileName_staysInItsLine() throws Exception {
    try (LuaScriptEngine lua = engine("on")) {
      lua.eval("package.preload['x\\n\\27[2J'] = function() end require 'x\\n\\27[2J'");
    }
    assertThat(errors.toString().split("\n")).hasSize(2);
    assertThat(errors.toString()).contains("x??[2J").doesNotContain("\u001b");
  }
}
