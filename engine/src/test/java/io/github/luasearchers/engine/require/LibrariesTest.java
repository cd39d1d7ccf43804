package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.value.Level;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Libraries and their linkers; what PUC's interpreters do too is in the probe. */
final class LibrariesTest {

  @TempDir Path directory;

  private Universe.Builder builder(String... templates) {
    StringBuilder cpath = new StringBuilder();
    for (String template : templates) {
      cpath.append(directory.resolve(template)).append(';');
    }
    return Universe.builder().set("lua.path", "").set("lua.cpath", cpath.toString());
  }

  @Test
  void library_isLinkedOnceAndClosedWithTheEngine() throws IOException {
    TestLinker linker = new TestLinker();
    String file = directory.resolve("a.test").toString();
    Files.createFile(Path.of(file));
    try (Universe universe = builder("?.test").linker(linker).open()) {
      assertThat(universe.run("return require 'a', require 'a.sub'"))
          .isEqualTo("luaopen_a of " + file + "|luaopen_a_sub of " + file);
      universe.run("package.loadlib([[" + file + "]], '*')");
      assertThat(linker.events).containsExactly("open " + file);
    }
    assertThat(linker.events).containsExactly("open " + file, "close " + file);
  }

  /** Names with backslashes can be those of files here, so that each step is taken. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void library_isFoundByTheRulesOfWindows() throws IOException {
    Path bin = Files.createDirectory(directory.resolve("java\\bin")); // what ! stands for
    Platform windows = new Platform(true, "amd64", directory + "/java");
    TestLinker linker = new TestLinker("dll");
    Files.createFile(bin.resolve("a.dll"));
    Files.createFile(bin.resolve("a\\b.dll"));
    try (Universe universe =
        Universe.at(Level.LUA_5_4)
            .platform(windows)
            .set("lua.path", "")
            .set("lua.cpath", "!/none\\?.dll;!/?.dll")
            .linker(linker)
            .open()) {
      assertThat(universe.run("return package.config:sub(1, 1)")).isEqualTo("\\");
      assertThat(universe.run("return require 'a', (require 'a.b')"))
          .isEqualTo("luaopen_a of " + bin + "/a.dll|luaopen_a_b of " + bin + "/a\\b.dll");
      assertThat(universe.run("return (require 'a.c')"))
          .isEqualTo("luaopen_a_c of " + bin + "/a.dll");
      assertThat(universe.fail("require 'v.w'"))
          .endsWith(
              "\n\tno file '"
                  + bin
                  + "/none\\v\\w.dll'\n\tno file '"
                  + bin
                  + "/v\\w.dll'\n\tno file '"
                  + bin
                  + "/none\\v.dll'\n\tno file '"
                  + bin
                  + "/v.dll'");
      assertThat(universe.run("return package.loadlib([[" + bin + "/a.dll]], 'none')"))
          .isEqualTo("nil|" + bin + "/a.dll: undefined symbol: none|init");
      assertThat(universe.run("return package.loadlib([[bad.dll]], 'f')"))
          .isEqualTo("nil|bad.dll: can't be linked|open");
    }
  }

  @Test
  void library_thatNoLinkerTakesIsPassedOver() throws IOException {
    String missed = directory.resolve("a.so").toString();
    Files.createFile(Path.of(missed));
    try (Universe universe = builder("?.so").open()) {
      assertThat(universe.fail("require 'a'"))
          .isEqualTo(
              "test:1: module 'a' not found:\n\tno field package.preload['a']"
                  + "\n\tno linker for library '"
                  + missed
                  + "': it is a C library; to link it, put luasearchers-clibs on the class path"
                  + " and set lua.clibs = true");
    }
    Files.createFile(directory.resolve("a.test"));
    try (Universe universe = builder("?.so", "?.test").linker(new TestLinker()).open()) {
      assertThat(universe.run("return require 'a'")).startsWith("luaopen_a of ");
    }
  }

  @Test
  void library_thatIsACLibraryIsNamedLast() throws IOException {
    String file = directory.resolve("a.so").toString();
    Files.createFile(Path.of(file));
    String sentence =
        "no linker for library '"
            + file
            + "': it is a C library; to link it, put luasearchers-clibs on the class path and set"
            + " lua.clibs = true";
    try (Universe universe = builder("?.so", "?.so", "?.other").open()) {
      assertThat(universe.fail("require 'a.b'"))
          .containsOnlyOnce("C library")
          .contains("no file")
          .endsWith("\n\t" + sentence);
      assertThat(universe.run("return package.loadlib([[" + file + "]], 'f')"))
          .isEqualTo("nil|" + sentence + "|absent");
      assertThat(universe.run("return package.searchers[3]('a')")).endsWith("\n\t" + sentence);
      assertThat(universe.library.which("a").tried()).contains(sentence);
    }
  }

  @Test
  void library_whoseLinkerIsOffIsPassedOver() throws IOException {
    String file = directory.resolve("a.test").toString();
    Files.createFile(Path.of(file));
    TestLinker linker = new TestLinker();
    linker.refusal = Optional.of("lua.test is off");
    String sentence = "no linker for library '" + file + "': lua.test is off";
    try (Universe universe = builder("?.test").linker(linker).open()) {
      assertThat(universe.fail("require 'a'")).endsWith("\n\t" + sentence);
      assertThat(universe.run("return package.loadlib([[" + file + "]], '*')"))
          .isEqualTo("nil|" + sentence + "|absent");
    }
    assertThat(linker.events).isEmpty();
    Path jar = directory.resolve("a.jar");
    JarLibraries.write(jar, ProbeLibraries.One.class);
    try (Universe universe = builder("?.test", "?.jar").linker(linker).open()) {
      assertThat(universe.fail("require 'a'")).contains("undefined symbol: luaopen_a");
    }
  }

  /** A folder that is not the JVM's stands for one that a C library has gone to. */
  @Test
  void jar_isTheOneInTheCurrentFolder() throws Exception {
    JarLibraries.write(directory.resolve("here/one.jar"), ProbeLibraries.One.class);
    Files.createDirectories(directory.resolve("elsewhere"));
    JarLibraries.write(directory.resolve("main.jar"), CurrentFolder.class);
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(each -> !each.contains("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.dir=" + directory.resolve("elsewhere"),
                "-cp",
                directory.resolve("main.jar") + File.pathSeparator + classPath,
                CurrentFolder.class.getName())
            .directory(directory.resolve("here").toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo("one");
    assertThat(process.waitFor()).isZero();
  }

  /** Requires a library of the current folder. */
  public static final class CurrentFolder {
    private CurrentFolder() {}

    public static void main(String[] args) throws Exception {
      try (LuaScriptEngine engine =
          LuaScriptEngine.builder().setting("lua.cpath", "./?.jar").build()) {
        System.out.print(engine.eval("return require('one')[1]"));
      }
    }
  }

  @Test
  void library_thatALinkerTakesAndCanNotLink() throws IOException {
    String file = directory.resolve("bad.test").toString();
    Files.createFile(Path.of(file));
    try (Universe universe = builder("?.test").linker(new TestLinker()).open()) {
      assertThat(universe.fail("require 'bad'"))
          .isEqualTo(
              "error loading module 'bad' from file '"
                  + file
                  + "':\n\t"
                  + file
                  + ": can't be linked");
      assertThat(universe.run("return package.loadlib([[" + file + "]], 'f')"))
          .isEqualTo("nil|" + file + ": can't be linked|open");
    }
  }

  @Test
  void loadlib_opensForAllAndLooksForNoFunction() {
    TestLinker linker = new TestLinker();
    try (Universe universe = builder().linker(linker).open()) {
      assertThat(universe.run("return package.loadlib('a.test', '*')")).isEqualTo("true");
      assertThat(universe.run("return package.loadlib('a.test', '*broken')")).isEqualTo("true");
      assertThat(universe.run("return package.loadlib('a.test', 'f')()")).isEqualTo("f of a.test");
      assertThat(universe.run("return package.loadlib('bad.test', '*')"))
          .isEqualTo("nil|bad.test: can't be linked|open");
      assertThat(linker.events).containsExactly("open global a.test");
      // As in PUC, a library that is open is not opened again.
      universe.run("package.loadlib('b.test', 'f') package.loadlib('b.test', '*')");
      assertThat(linker.events).containsExactly("open global a.test", "open b.test");
    }
  }

  @Test
  void loadlib_tellsWhichStepFailed() {
    try (Universe universe = builder().linker(new TestLinker()).open()) {
      assertThat(universe.run("return package.loadlib('bad.test', 'f')"))
          .isEqualTo("nil|bad.test: can't be linked|open");
      assertThat(universe.run("return package.loadlib('a.test', 'none')"))
          .isEqualTo("nil|a.test: undefined symbol: none|init");
      assertThat(universe.run("return package.loadlib('a.test', 'broken')"))
          .isEqualTo("nil|broken can't be used|init");
    }
  }

  @Test
  void function_thatCanNotBeUsedIsNoMissingOne() throws IOException {
    String file = directory.resolve("a.test").toString();
    Files.createFile(Path.of(file));
    try (Universe universe = builder("?.test").linker(new TestLinker()).open()) {
      assertThat(universe.fail("require 'a.none'"))
          .endsWith("\n\tno module 'a.none' in file '" + file + "'");
      assertThat(universe.fail("require 'a.broken'"))
          .isEqualTo(
              "error loading module 'a.broken' from file '"
                  + file
                  + "':\n\tluaopen_a_broken can't be used");
      Files.createFile(directory.resolve("broken-x.test"));
      assertThat(universe.fail("require 'broken-x'")).endsWith("\n\tluaopen_broken can't be used");
      Files.createFile(directory.resolve("none-x.test"));
      assertThat(universe.run("return (require 'none-x')")).startsWith("luaopen_x of ");
    }
  }

  @Test
  void loadlib_whereNoLinkerTakesTheFile() {
    try (Universe universe = builder().open()) {
      assertThat(universe.run("return package.loadlib('./a.so', 'f')"))
          .isEqualTo("nil|dynamic libraries not enabled; check your Lua installation|absent");
      assertThat(universe.run("return package.loadlib('./a.so', '*')")).endsWith("|absent");
    }
  }

  @Test
  void jar_withoutAClass() throws IOException {
    Path jar = directory.resolve("a.jar");
    JarLibraries.write(jar, "not.There");
    try (Universe universe = builder("?.jar").open()) {
      assertThat(universe.fail("require 'a'"))
          .isEqualTo(
              "error loading module 'a' from file '"
                  + jar
                  + "':\n\t"
                  + jar
                  + ": the class not.There, which Lua-Library names, can't be loaded:"
                  + " java.lang.ClassNotFoundException: not.There");
    }
  }

  @Test
  void jar_withAClassThatIsNotPublic() throws IOException {
    Path jar = directory.resolve("a.jar");
    JarLibraries.write(jar, Hidden.class);
    try (Universe universe = builder("?.jar").open()) {
      assertThat(universe.fail("require 'a'")).endsWith("Lua-Library names, is not public");
    }
  }

  @Test
  void jar_thatIsNoLibrary() throws IOException {
    Path jar = directory.resolve("a.jar");
    try (java.util.jar.JarOutputStream out =
        new java.util.jar.JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new java.util.zip.ZipEntry("x"));
    }
    try (Universe universe = builder("?.jar").open()) {
      assertThat(universe.fail("require 'a'"))
          .endsWith(
              ": the manifest has no Lua-Library; let it name the class that has the luaopen_"
                  + " methods");
    }
  }

  @Test
  void jar_onlyPublicStaticMethodsAreFunctions() throws IOException {
    Path jar = directory.resolve("one.jar");
    JarLibraries.write(jar, ProbeLibraries.One.class);
    try (Universe universe = builder().open()) {
      String loadlib = "return package.loadlib([[" + jar + "]], ";
      assertThat(universe.run(loadlib + "'luaopen_instance')"))
          .isEqualTo("nil|" + jar + ": undefined symbol: luaopen_instance|init");
      assertThat(universe.run(loadlib + "'luaopen_text')")).endsWith("|init");
      assertThat(universe.run(loadlib + "'no name')")).endsWith("|init");
    }
  }

  @Test
  void jar_exceptionOfALibraryIsTheCause() throws IOException {
    Path jar = directory.resolve("failing.jar");
    JarLibraries.write(jar, Failing.class);
    try (Universe universe = builder("?.jar").open()) {
      universe.eval("ok, e = pcall(require, 'failing')");
      assertThat(universe.run("return ok, tostring(e)")).startsWith("false|").contains("thrown");
    }
  }

  static final class Hidden {}

  /** A library whose function throws what it declares. */
  public static final class Failing {
    private Failing() {}

    public static org.luaj.vm2.Varargs luaopen_failing(org.luaj.vm2.Varargs args)
        throws IOException {
      throw new IOException("thrown");
    }
  }
}
