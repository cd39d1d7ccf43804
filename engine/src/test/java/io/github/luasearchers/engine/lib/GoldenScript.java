package io.github.luasearchers.engine.lib;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import io.github.luasearchers.testing.Program;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.luaj.vm2.LuaTable;

/**
 * A Lua script among the test's resources, run here and by the interpreter of a level, and what it
 * printed there.
 */
final class GoldenScript {

  private static final List<String> LIBRARIES =
      List.of("string", "table", "math", "bit32", "utf8", "coroutine", "os", "io", "debug");

  private final String name;
  private final Level level;

  GoldenScript(String name, Level level) {
    this.name = name;
    this.level = level;
  }

  /** Runs the script on a universe of its own and returns what it prints. */
  List<String> run(String... arguments) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    LuaRuntime lua = new LuaRuntime(level);
    lua.STDIN = new ByteArrayInputStream(new byte[0]);
    lua.STDOUT = new PrintStream(output, false, UTF_8);
    lua.STDERR = lua.STDOUT;
    LuaTable globals = new Table();
    StandardLibrary library = StandardLibrary.open(lua, globals);
    LuaTable arg = new Table();
    for (int i = 0; i < arguments.length; i++) {
      arg.set(i + 1, LuaText.of(arguments[i]));
    }
    globals.set("arg", arg);
    globals.set("_G", globals);
    LuaTable loaded = new Table();
    loaded.set("_G", globals);
    for (String each : LIBRARIES) {
      loaded.set(each, globals.get(each));
    }
    lua.setLoadedTable(loaded);
    lua.enter(globals);
    lua.instantiate(lua.compile(source(), "@" + name + ".lua"), globals).call();
    library.close();
    lua.STDOUT.flush();
    return output.toString(ISO_8859_1).lines().toList();
  }

  /** Runs the script on the level's interpreter and returns what it prints. */
  List<String> runOnLua(Path directory, String... arguments)
      throws IOException, InterruptedException {
    Files.write(directory.resolve(name + ".lua"), source());
    List<String> command =
        new ArrayList<>(List.of(Program.need("lua" + level.version()), name + ".lua"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TZ", "UTC");
    builder.directory(directory.toFile()).redirectInput(new File("/dev/null"));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    process.waitFor();
    return output.lines().toList();
  }

  /** Returns what differs from the golden output, line by line. */
  List<String> differences(List<String> actual) throws IOException {
    List<String> expected = golden();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.max(actual.size(), expected.size()); i++) {
      String found = i < actual.size() ? actual.get(i) : "nothing";
      String wanted = i < expected.size() ? expected.get(i) : "nothing";
      if (!found.equals(wanted)) {
        differences.add(found + " -- and not -- " + wanted);
      }
    }
    return differences;
  }

  private byte[] source() throws IOException {
    try (InputStream in = GoldenScript.class.getResourceAsStream(name + ".lua")) {
      return in.readAllBytes();
    }
  }

  private List<String> golden() throws IOException {
    try (InputStream in =
        GoldenScript.class.getResourceAsStream(name + "-" + level.version() + ".golden.gz")) {
      return new String(new GZIPInputStream(in).readAllBytes(), ISO_8859_1).lines().toList();
    }
  }
}
