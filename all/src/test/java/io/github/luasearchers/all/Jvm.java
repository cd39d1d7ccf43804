package io.github.luasearchers.all;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Programs of the JDK that runs the tests, and the jars that they get. */
final class Jvm {

  /** The jar that this module builds. */
  static final Path ALL = allJar();

  private Jvm() {}

  private static Path allJar() {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(
              file ->
                  file.getFileName().toString().matches("luasearchers-all-[^-]*(-SNAPSHOT)?.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("target has no luasearchers-all jar"))
          .toAbsolutePath();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Returns the jars or folders on the class path of the tests that hold classes of these names.
   */
  static List<Path> places(String... classes) throws Exception {
    List<Path> places = new ArrayList<>();
    for (String name : classes) {
      Class<?> type = Class.forName(name, false, Jvm.class.getClassLoader());
      places.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    return places;
  }

  /** Returns the engine, its searchers, and LuaJ, each for itself. */
  static List<Path> separate() throws Exception {
    return places(
        "io.github.luasearchers.engine.LuaScriptEngine",
        "io.github.luasearchers.searchers.classpath.ClasspathSearcherProvider",
        "io.github.luasearchers.searchers.http.HttpSearcherProvider",
        "io.github.luasearchers.searchers.jar.JarSearcherProvider",
        "io.github.luasearchers.searchers.rocks.RocksSearcherProvider",
        "io.github.luasearchers.spi.LuaSearcher",
        "org.luaj.vm2.LuaValue");
  }

  /** Returns all that the jar of all contains whole, which is all but Guava and Commons. */
  static List<Path> contained() throws Exception {
    List<Path> places = separate();
    places.addAll(
        places(
            "com.github.mizosoft.methanol.Methanol",
            "com.google.gson.Gson",
            "io.github.luasearchers.cli.Main",
            "io.github.luasearchers.clibs.CLibraryLinker",
            "org.eclipse.lsp4j.debug.Capabilities",
            "org.eclipse.lsp4j.jsonrpc.Launcher",
            "org.eclipse.lsp4j.jsonrpc.debug.DebugLauncher",
            "org.jline.nativ.JLineNativeLoader",
            "org.jline.reader.LineReader",
            "org.jline.terminal.Terminal",
            "org.jline.terminal.impl.jni.JniTerminalProvider",
            "org.objectweb.asm.ClassReader"));
    return places;
  }

  /** Returns Guava, of which the jar of all has a part. */
  static List<Path> guava() throws Exception {
    return places(
        "com.google.common.io.ByteSource",
        "com.google.common.util.concurrent.internal.InternalFutures");
  }

  /** Returns the libraries that the separate jars need beside them. */
  static List<Path> libraries() throws Exception {
    return places(
        "com.github.mizosoft.methanol.Methanol",
        "com.google.common.io.ByteSource",
        "com.google.common.util.concurrent.internal.InternalFutures",
        "com.google.gson.Gson");
  }

  static String path(List<Path> places) {
    StringBuilder path = new StringBuilder();
    for (Path place : places) {
      path.append(path.length() == 0 ? "" : File.pathSeparator).append(place);
    }
    return path.toString();
  }

  /** Runs a program of the JDK to its end and returns what it wrote. */
  static String run(String program, List<String> arguments) throws Exception {
    return run(Path.of(System.getProperty("java.home"), "bin", program), arguments);
  }

  static String run(Path program, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LUA_"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Compiles all that is in a folder of sources. What is no source is copied. */
  static Path compile(Path sources, Path target, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", target.toString()));
    arguments.addAll(List.of(options));
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (file.toString().endsWith(".java")) {
          arguments.add(file.toString());
        } else {
          Path copy = target.resolve(sources.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    run("javac", arguments);
    return target;
  }
}
