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

  EngineSide(String version, Path directory) {
    this.version = version;
    this.directory = directory;
  }

  @Override
  public List<String> run(List<String> programs) throws IOException {
    Path input = Files.writeString(directory.resolve("ours"), Side.input(programs), ISO_8859_1);
    StringWriter output = new StringWriter();
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.version", version)
            .setting("lua.limits.time", "240s")
            .build()) {
      lua.getContext().setWriter(output);
      lua.getContext().setErrorWriter(output);
      lua.put(ScriptEngine.ARGV, new Object[] {input.toString()});
      lua.eval(Driver.text());
    } catch (ScriptException | RuntimeException | Error e) {
      output.append("the engine: " + e);
    }
    return Side.outputs(output.toString());
  }
}
