package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.testing.Program;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.script.ScriptException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Loads each module of Debian's packages of Lua code alone, in an engine of its own: from files,
 * from an archive and from the class path, with equal results. Whatever the real interpreter of a
 * version loads of its tree without C libraries is to load here. The packages are those that {@code
 * .ci/debian-packages.txt} lists; the system property {@code debian.root} says where they are
 * unpacked if it is not {@code /}.
 */
@Tag("slow")
final class DebianModulesTest {

  private static final Path SHARE =
      Path.of(System.getProperty("debian.root", "/")).resolve("usr/share/lua");

  /** Modules there are in all packages together, about; fewer mean that packages are missing. */
  private static final int ENOUGH = 530;

  /** The trees that {@code lua5.2} has its modules from. */
  private static final List<String> VERSIONS = List.of("5.2", "5.1");

  private static final String LOADED = "LOADED";

  private @TempDir Path temp;

  /** Loads the modules of the versions from files, each version's on its own interpreter. */
  @ParameterizedTest
  @CsvSource({"5.3, 350", "5.4, 300"})
  void module_loadsWhereLuaLoadsIt(String version, int enough) throws Exception {
    String interpreter = Program.need("lua" + version);
    List<String> modules = modules(List.of(version));
    assumeTrue(
        modules.size() >= enough,
        "needs the Debian packages of .ci/debian-packages.txt, found "
            + modules.size()
            + " modules of them");
    String path = path(SHARE + "/", List.of(version));
    List<String> loadable =
        modules.stream().filter(module -> loads(interpreter, path, module)).toList();
    Map<String, Boolean> results = results(modules, fromFiles(version, path));
    System.out.println(
        "Of "
            + modules.size()
            + " modules lua"
            + version
            + " loads "
            + loadable.size()
            + "; the engine loads of all "
            + count(results)
            + " from files");
    assertThat(loadable).allMatch(results::get, "loads from a file");
  }

  @Test
  void module_loadsWhereLuaLoadsIt_fromEveryPlace() throws Exception {
    List<String> modules = modules(VERSIONS);
    String path = path(SHARE + "/", VERSIONS);
    String interpreter = Program.need("lua5.2");
    assumeTrue(
        modules.size() >= ENOUGH,
        "needs the Debian packages of .ci/debian-packages.txt, found "
            + modules.size()
            + " modules of them");
    List<String> loadable =
        modules.stream().filter(module -> loads(interpreter, path, module)).toList();
    Map<String, Boolean> fromFiles = results(modules, fromFiles("5.2", path));
    Map<String, Boolean> fromAnArchive = results(modules, fromAnArchive());
    Map<String, Boolean> fromTheClassPath = results(modules, fromTheClassPath());
    System.out.println(
        "Of "
            + modules.size()
            + " modules lua5.2 loads "
            + loadable.size()
            + "; the engine loads of all "
            + count(fromFiles)
            + " from files, "
            + count(fromAnArchive)
            + " from an archive, "
            + count(fromTheClassPath)
            + " from the class path");
    assertThat(loadable).allMatch(fromFiles::get, "loads from a file");
    assertThat(fromAnArchive).isEqualTo(fromFiles);
    assertThat(fromTheClassPath).isEqualTo(fromFiles);
  }

  private static long count(Map<String, Boolean> results) {
    return results.values().stream().filter(Boolean::booleanValue).count();
  }

  // ---- the modules

  private static List<String> modules(List<String> versions) throws IOException {
    TreeSet<String> modules = new TreeSet<>();
    for (Path file : files(versions)) {
      // The version's folder is no part of the name.
      Path inFolder = SHARE.relativize(file);
      String name = inFolder.subpath(1, inFolder.getNameCount()).toString();
      name = name.substring(0, name.length() - ".lua".length()).replace(File.separatorChar, '.');
      modules.add(name);
      if (name.endsWith(".init")) {
        modules.add(name.substring(0, name.length() - ".init".length()));
      }
    }
    return new ArrayList<>(modules);
  }

  private static List<Path> files(List<String> versions) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String version : versions) {
      Path folder = SHARE.resolve(version);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
          files.filter(file -> file.toString().endsWith(".lua")).forEach(all::add);
        }
      }
    }
    return all;
  }

  /** Returns the templates for a root under which the folders of the versions are. */
  private static String path(String root, List<String> versions) {
    List<String> templates = new ArrayList<>();
    for (String version : versions) {
      templates.add(root + version + "/?.lua");
      templates.add(root + version + "/?/init.lua");
    }
    return String.join(";", templates);
  }

  // ---- PUC's Lua

  private static boolean loads(String interpreter, String path, String module) {
    String script =
        "package.path = [["
            + path
            + "]] package.cpath = '' require '"
            + module
            + "' io.stdout:write('"
            + LOADED
            + "') os.exit(0)";
    try {
      Process process =
          new ProcessBuilder(interpreter, "-e", script)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor(60, SECONDS) && process.exitValue() == 0 && output.endsWith(LOADED);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- the engine

  /** Returns which modules load. A function makes an engine that has them in one place only. */
  private static Map<String, Boolean> results(
      List<String> modules, Function<String, LuaScriptEngine> engines) {
    Map<String, Boolean> results = new TreeMap<>();
    for (String module : modules) {
      try (LuaScriptEngine lua = engines.apply(module)) {
        lua.getContext().setReader(Reader.nullReader());
        lua.getContext().setWriter(Writer.nullWriter());
        lua.getContext().setErrorWriter(Writer.nullWriter());
        lua.eval("require '" + module + "'");
        results.put(module, true);
      } catch (ScriptException e) {
        results.put(module, false);
      }
    }
    return results;
  }

  private static Function<String, LuaScriptEngine> fromFiles(String version, String path) {
    return module ->
        LuaScriptEngine.builder()
            .setting("lua.version", version)
            .setting("lua.searchers", "preload, path")
            .setting("lua.path", path)
            .build();
  }

  private Function<String, LuaScriptEngine> fromAnArchive() throws IOException {
    Path archive = temp.resolve("modules.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Path file : files(VERSIONS)) {
        zip.putNextEntry(new ZipEntry(SHARE.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return module ->
        LuaScriptEngine.builder()
            .setting("lua.version", "5.2")
            .setting("lua.searchers", "preload, jar")
            .setting("lua.jar.path", path(archive + "!/", VERSIONS))
            .build();
  }

  private static Function<String, LuaScriptEngine> fromTheClassPath() throws IOException {
    URLClassLoader loader =
        new URLClassLoader(
            new URL[] {SHARE.toUri().toURL()}, LuaScriptEngine.class.getClassLoader());
    return module ->
        LuaScriptEngine.builder()
            .setting("lua.version", "5.2")
            .setting("lua.searchers", "preload, classpath")
            .setting("lua.classpath.path", path("", VERSIONS))
            .classLoader(loader)
            .build();
  }
}
