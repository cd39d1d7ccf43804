package io.github.luasearchers.clibs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.ByteSource;
import com.google.common.util.concurrent.internal.InternalFutures;
import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.spi.LibraryLinker;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;

/** A JVM of its own, in which all is a module and the host names none of them. */
class ModulePathTest {

  private static final String DESCRIPTOR =
      """
      module com.example.app {
        requires java.scripting;
      }
      """;

  private static final String MAIN =
      """
      package com.example.app;

      import javax.script.ScriptEngine;
      import javax.script.ScriptEngineManager;
      import javax.script.ScriptException;

      public class Main {
        public static void main(String[] code) {
          ScriptEngine lua = new ScriptEngineManager().getEngineByName("lua5.4");
          try {
            System.out.println("result: " + lua.eval(code[0]));
          } catch (ScriptException e) {
            System.out.println("failure: " + e.getMessage());
          }
        }
      }
      """;

  @TempDir Path temp;

  private Path app;

  @BeforeEach
  void compile() throws Exception {
    Path descriptor = Files.writeString(temp.resolve("module-info.java"), DESCRIPTOR);
    Path main = Files.writeString(temp.resolve("Main.java"), MAIN);
    app = temp.resolve("app");
    run("javac", "--release", "17", "-d", app + "", descriptor + "", main + "");
  }

  @Test
  void library_isLinked() throws Exception {
    String output = runApp("-Dlua.clibs=true");
    assertThat(output).isEqualTo("result: u5\n");
  }

  @Test
  void library_withoutTheSetting_isNot() throws Exception {
    assertThat(runApp("-Dlua.clibs=false")).endsWith("to link it, set lua.clibs = true\n");
  }

  @Test
  void nativePart_withoutAFolderToBeUnpackedTo_saysSo() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    String output = runApp("-Dlua.clibs=true", "-Djava.io.tmpdir=" + file, "-Duser.home=" + file);
    assertThat(output)
        .contains("cannot unpack " + System.mapLibraryName("luasearchers") + " to " + file + ": ")
        .endsWith("or lua.clibs.library name the library itself\n");
  }

  private String runApp(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("-Dlua.cpath=" + TestLibrary.folder("5.4") + "/?.so");
    if (Runtime.version().feature() >= 24) {
      arguments.add("--enable-native-access=io.github.luasearchers.clibs");
    }
    arguments.addAll(List.of("-p", modulePath(), "-m", "com.example.app/com.example.app.Main"));
    arguments.add(
        "local c = require 'bridge' return c.first_byte(c.userdata(3)) .. select('#', c.echo(1, 2, 3, 4, 5))");
    return run("java", arguments.toArray(String[]::new));
  }

  private String modulePath() throws URISyntaxException {
    List<Path> places = new ArrayList<>(List.of(app));
    List<Class<?>> kinds =
        List.of(
            CLibraryLinker.class,
            LuaScriptEngine.class,
            LibraryLinker.class,
            LuaValue.class,
            ByteSource.class,
            InternalFutures.class);
    for (Class<?> kind : kinds) {
      places.add(Path.of(kind.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Runs a program of the JDK that runs the tests, and returns what it wrote. */
  private static String run(String program, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", program).toString()),
                Stream.of(arguments))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("LUA_") || name.equals("XDG_CACHE_HOME"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
