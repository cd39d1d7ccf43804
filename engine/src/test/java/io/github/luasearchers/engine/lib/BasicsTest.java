package io.github.luasearchers.engine.lib;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.luasearchers.engine.vm.Level;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.LuaText;
import io.github.luasearchers.engine.vm.Table;
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
import java.util.TimeZone;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Compares the basic functions, os and io with lua5.2 by some 7,000 calls. */
@EnabledOnOs(OS.LINUX)
final class BasicsTest {

  private static final String SCRIPT = "basics.lua";
  private static final String[] ARGUMENTS = {"42", "4000", "2500"};

  private final TimeZone zone = TimeZone.getDefault();

  @TempDir Path directory;

  @BeforeEach
  void useGreenwich() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(zone);
  }

  @Test
  void calls_giveWhatLua52Gives() throws IOException {
    assertThat(differences(run().lines().toList(), golden())).isEmpty();
  }

  @Test
  void golden_isWhatLua52Gives() throws IOException, InterruptedException {
    assumeThat(new File("/usr/bin/lua5.2")).as("Debian's lua5.2").exists();
    Path script = directory.resolve(SCRIPT);
    Files.write(script, script());
    Path work = Files.createDirectory(directory.resolve("work"));
    ProcessBuilder builder =
        new ProcessBuilder(
            "lua5.2", SCRIPT, ARGUMENTS[0], ARGUMENTS[1], ARGUMENTS[2], work.toString());
    builder.environment().put("TZ", "UTC");
    builder.directory(directory.toFile()).redirectInput(new File("/dev/null"));
    Process lua = builder.redirectErrorStream(true).start();
    String output = new String(lua.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(lua.waitFor()).isZero();
    assertThat(differences(output.lines().toList(), golden())).isEmpty();
  }

  private String run() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    LuaRuntime lua = new LuaRuntime(Level.LUA_5_2);
    lua.STDIN = new ByteArrayInputStream(new byte[0]);
    lua.STDOUT = new PrintStream(output, false, UTF_8);
    LuaTable globals = new Table();
    StandardLibrary library = StandardLibrary.open(lua, globals);
    LuaTable arg = new Table();
    for (int i = 0; i < ARGUMENTS.length; i++) {
      arg.set(i + 1, LuaText.of(ARGUMENTS[i]));
    }
    arg.set(ARGUMENTS.length + 1, LuaText.of(directory.toString()));
    globals.set("arg", arg);
    globals.set("_G", globals);
    LuaTable loaded = new Table();
    loaded.set("_G", globals);
    for (String name : List.of("string", "table", "math", "bit32", "coroutine", "os", "io")) {
      loaded.set(name, globals.get(name));
    }
    lua.setLoadedTable(loaded);
    lua.enter(globals);
    LuaValue function = lua.instantiate(lua.compile(script(), "@" + SCRIPT), globals);
    function.call();
    library.close();
    lua.STDOUT.flush();
    return output.toString(ISO_8859_1);
  }

  private static List<String> differences(List<String> actual, List<String> expected) {
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

  private static byte[] script() throws IOException {
    try (InputStream in = BasicsTest.class.getResourceAsStream(SCRIPT)) {
      return in.readAllBytes();
    }
  }

  private static List<String> golden() throws IOException {
    try (InputStream in = BasicsTest.class.getResourceAsStream("basics.golden.gz")) {
      return new String(new GZIPInputStream(in).readAllBytes(), ISO_8859_1).lines().toList();
    }
  }
}
