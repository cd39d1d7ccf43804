package io.github.luasearchers.engine.lib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.testing.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Binary chunks of each version: read again, exchanged with the real interpreter, or refused. */
final class DumpExchangeTest {

  /** Every kind of constant and instruction that Lua 5.2 has; its result is text. */
  private static final String PLAIN =
      """
      local up, long = 1, "a constant of more than forty bytes, which later versions call long"
      local function add(a, b, ...)
        up = up + a * b - a / b % 3 ^ 2
        local t = {a, b, ..., n = select('#', ...), [true] = nil}
        for i = 1, #t do t[i] = -(tonumber(t[i]) or 0) end
        for k, v in pairs({10, 20}) do up = up + k * v end
        while up > 1e300 do up = up / 2 end
        repeat local done = not (a == b or a < b) until done or a <= b
        goto out
        up = 0
        ::out::
        return t, function() up = up .. "" return up, t == nil end
      end
      local t, f = add(7, 2, 0x7fffffff, 1.5)
      return t[1] .. ":" .. t.n .. ":" .. tostring(f()) .. ":" .. #long
      """;

  /** What Lua 5.3 has beside. */
  private static final String INTEGERS =
      """
      local a, b = 7, 0x7fffffffffffffff
      local s = a // 2 .. ":" .. (a & 3) .. ":" .. (a | 8) .. ":" .. (a ~ b) .. ":" .. ~a
      return s .. ":" .. (a << 60) .. ":" .. (b >> 1) .. ":" .. 3.0 .. ":" .. 2^53 .. ":" .. b
      """;

  @TempDir Path directory;

  private static List<String> programs(Level level) {
    return level.hasIntegers() ? List.of(PLAIN, INTEGERS) : List.of(PLAIN);
  }

  private LuaScriptEngine engine(Level level) {
    LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.version", level.version()).build();
    lua.put("file", directory.resolve("chunk.luac").toString());
    return lua;
  }

  /** Writes a program's binary form to the file and returns what the program returns. */
  private String dump(Level level, String program, boolean strip) throws ScriptException {
    try (LuaScriptEngine lua = engine(level)) {
      lua.put("program", program);
      lua.put("strip", strip);
      return (String)
          lua.eval(
              """
              local f = assert(io.open(file, "wb"))
              f:write(string.dump(load(program, "=program"), strip))
              f:close()
              return load(program)()
              """);
    }
  }

  private String run(Level level) throws ScriptException {
    try (LuaScriptEngine lua = engine(level)) {
      return (String) lua.eval("return assert(loadfile(file))()");
    }
  }

  private String runOnLua(Level level, String code) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Program.need("lua" + level.version()), "-e", code)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output.strip();
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void chunk_doesWhatItsTextDoes(Level level) throws ScriptException {
    for (String program : programs(level)) {
      for (boolean strip : List.of(false, true)) {
        String expected = dump(level, program, strip);
        assertThat(run(level)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Level.class, names = "LUA_5_4", mode = EnumSource.Mode.EXCLUDE)
  void chunk_runsOnTheInterpreter(Level level) throws Exception {
    for (String program : programs(level)) {
      for (boolean strip : List.of(false, true)) {
        String expected = dump(level, program, strip);
        assertThat(runOnLua(level, "io.write(loadfile('chunk.luac')())")).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Level.class, names = "LUA_5_4", mode = EnumSource.Mode.EXCLUDE)
  void chunkOfTheInterpreter_runs(Level level) throws Exception {
    for (String program : programs(level)) {
      Files.writeString(directory.resolve("program.lua"), program);
      for (String strip : List.of("false", "true")) {
        String expected =
            runOnLua(
                level,
                "local p = loadfile('program.lua') local f = io.open('chunk.luac', 'wb')"
                    + " f:write(string.dump(p, "
                    + strip
                    + ")) f:close() io.write(p())");
        assertThat(run(level)).isEqualTo(expected);
      }
    }
  }

  @Test
  void chunkOfAnotherVersion_isRefused() throws ScriptException {
    for (Level writer : Level.values()) {
      dump(writer, PLAIN, false);
      for (Level reader : Level.values()) {
        if (reader != writer) {
          assertThatThrownBy(() -> run(reader)).hasMessageContaining("version mismatch");
        }
      }
    }
  }

  @Test
  void chunkOfTheRealLua54_isRefused() throws Exception {
    String write =
        "io.open('chunk.luac', 'wb'):write(string.dump(function() return 1 end)):close()";
    runOnLua(Level.LUA_5_4, write);
    assertThatThrownBy(() -> run(Level.LUA_5_4))
        .hasMessageContaining("bad binary format (format mismatch)");
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  @SuppressWarnings("unchecked")
  void chunkThatEndsEarly_isRefused(Level level) throws Exception {
    dump(level, PLAIN, false);
    Object messages;
    try (LuaScriptEngine lua = engine(level)) {
      messages =
          lua.eval(
              """
              local f = assert(io.open(file, "rb"))
              local chunk, messages = f:read("*a"), {}
              f:close()
              for length = 1, #chunk - 1 do
                messages[length] = select(2, load(chunk:sub(1, length), "=chunk", "b"))
              end
              return messages
              """);
    }
    String expected =
        level == Level.LUA_5_4
            ? "chunk: bad binary format (truncated chunk)"
            : "chunk: truncated precompiled chunk";
    assertThat((List<Object>) messages).hasSizeGreaterThan(500).containsOnly(expected);
  }
}
