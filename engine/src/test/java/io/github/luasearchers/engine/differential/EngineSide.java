package io.github.luasearchers.engine.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptException;

/** The engine: a new one for each list of programs. */
final class EngineSide implements Side {

  private final String version;
  private final Path directory;
  private final boolean compiles;

  EngineSide(String version, Path directory) {
    this(version, directory, false);
  }

  /**
   * @param compiles whether functions that are hot are compiled, as {@code lua.jit} does
   */
  EngineSide(String version, Path directory, boolean compiles) {
    this.version = version;
    this.directory = directory;
    this.compiles = compiles;
  }

  @Override
  public List<String> run(List<String> programs, int rounds) throws IOException {
    Path input = Files.writeString(directory.resolve("ours"), Side.input(programs), ISO_8859_1);
    return Side.outputs(evaluate(version, compiles, input, rounds));
  }

  static String evaluate(String version, boolean compiles, Path input, int rounds)
      throws IOException {
    StringWriter output = new StringWriter();
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.version", version)
            .setting("lua.jit", String.valueOf(compiles))
            .setting("lua.limits.time", "240s")
            .build()) {
      lua.getContext().setWriter(output);
      lua.getContext().setErrorWriter(output);
      lua.put(ScriptEngine.ARGV, new Object[] {input.toString(), rounds});
      lua.eval(Driver.text());
    } catch (ScriptException | RuntimeException | Error e) {
      output.append("the engine: " + e);
    }
    return output.toString();
  }

  @Override
  public String toString() {
    return compiles ? "compiled where it is hot" : "interpreted";
  }
}
