package io.github.luasearchers.engine.require;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.ModuleLocation;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** What the package library does beyond PUC's, and with files. */
final class PackageLibraryTest {

  @TempDir Path directory;

  private Universe.Builder builder() {
    return Universe.builder().set("lua.path", directory + "/?.lua").set("lua.cpath", "");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** Writes a file whose time says that it has rested for long. */
  private Path writeOld(String name, String text) throws IOException {
    Path file = write(name, text);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_123L));
  }

  // ---- which

  @Test
  void which_found() throws IOException {
    Path file = write("a.lua", "ran = true");
    try (Universe universe = builder().open()) {
      assertThat(universe.library.which("a"))
          .isEqualTo(
              new ModuleLocation(
                  "a",
                  ModuleLocation.State.FOUND,
                  Optional.of("path"),
                  Optional.of(file.toString()),
                  List.of("no field package.preload['a']")));
      assertThat(universe.run("return ran, package.loaded.a")).isEqualTo("nil|nil");
    }
  }

  @Test
  void which_notFound() {
    try (Universe universe = builder().open()) {
      assertThat(universe.library.which("x.y"))
          .isEqualTo(
              new ModuleLocation(
                  "x.y",
                  ModuleLocation.State.NOT_FOUND,
                  Optional.empty(),
                  Optional.empty(),
                  List.of(
                      "no field package.preload['x.y']", "no file '" + directory + "/x/y.lua'")));
    }
  }

  @Test
  void which_loaded() throws IOException {
    Path file = write("a.lua", "");
    try (Universe universe = builder().open()) {
      universe.run("require 'a'");
      ModuleLocation location = universe.library.which("a");
      assertThat(location.state()).isEqualTo(ModuleLocation.State.LOADED);
      assertThat(location.searcher()).contains("path");
      assertThat(location.origin()).contains(file.toString());
      location = universe.library.which("string");
      assertThat(location.state()).isEqualTo(ModuleLocation.State.LOADED);
      assertThat(location.origin()).isEmpty();
    }
  }

  @Test
  void which_preloaded() {
    try (Universe universe = builder().open()) {
      universe.run("function package.preload.p() ran = true end");
      ModuleLocation location = universe.library.which("p");
      assertThat(location.state()).isEqualTo(ModuleLocation.State.FOUND);
      assertThat(location.searcher()).contains("preload");
      assertThat(universe.run("return ran")).isEqualTo("nil");
    }
  }

  @Test
  void which_loadedFromPreload() throws IOException {
    write("p.lua", "");
    try (Universe universe = builder().open()) {
      universe.run(
          "require 'p' package.loaded.p = nil function package.preload.p() end require 'p'");
      ModuleLocation location = universe.library.which("p");
      assertThat(location.state()).isEqualTo(ModuleLocation.State.LOADED);
      assertThat(location.searcher()).contains("preload");
      assertThat(location.origin()).isEmpty();
    }
  }

  @Test
  void which_loadedByASearcherOfTheScript() throws IOException {
    write("a.lua", "");
    try (Universe universe = builder().open()) {
      universe.run(
          "local path = package.searchers[2]"
              + " package.searchers = {function(n) return path(n) end} require 'a'");
      assertThat(universe.library.which("a").searcher()).contains("path");
      universe.run(
          "package.loaded.a = nil package.searchers = {function() return print end} require 'a'");
      assertThat(universe.library.which("a").searcher()).isEmpty();
    }
  }

  @Test
  void which_asksNoLua() {
    try (Universe universe = builder().open()) {
      universe.run(
          "table.insert(package.searchers, 1, function() ran = true end)"
              + " local function meta() ran = true end"
              + " setmetatable(package.preload, {__index = meta})"
              + " setmetatable(package.loaded, {__index = meta})"
              + " setmetatable(package, {__index = meta})");
      assertThat(universe.library.which("x").tried())
          .containsExactly(
              "a function added by the script, package.searchers[1], was not asked",
              "no field package.preload['x']",
              "no file '" + directory + "/x.lua'");
      assertThat(universe.run("return rawget(_G, 'ran')")).isEqualTo("nil");
    }
  }

  @Test
  void which_followsTheScript() {
    try (Universe universe = builder().open()) {
      universe.run("package.path = 'elsewhere/?' table.remove(package.searchers, 1)");
      assertThat(universe.library.which("x").tried()).containsExactly("no file 'elsewhere/x'");
      universe.run("package.searchers = nil");
      assertThatThrownBy(() -> universe.library.which("x"))
          .hasMessage("'package.searchers' must be a table");
    }
  }

  @Test
  void which_failure() {
    Universe.Builder builder =
        builder()
            .searcher(
                TestSearcher.of(
                    "db",
                    name -> {
                      throw new IOException("refused");
                    }));
    try (Universe universe = builder.open()) {
      ModuleLocation failed = universe.library.which("x");
      assertThat(failed.state()).isEqualTo(ModuleLocation.State.FAILED);
      assertThat(failed.tried())
          .last()
          .isEqualTo("error loading module 'x' with searcher 'db': refused");
    }
  }

  // ---- who required it

  private static List<String> requiredFrom(Universe universe, String script) {
    try {
      universe.eval(script);
    } catch (LuaError e) {
      List<String> places = new ArrayList<>();
      for (Throwable suppressed : e.getSuppressed()) {
        places.add(suppressed.getMessage());
      }
      return places;
    }
    throw new AssertionError("did not fail");
  }

  @Test
  void error_namesWhoRequiredTheModule() throws IOException {
    write("a.lua", "\nrequire 'b'");
    write("b.lua", "\n\nlocal c = require('c')");
    write("c.lua", "error('boom')");
    try (Universe universe = builder().open()) {
      assertThat(universe.fail("\nrequire 'a'")).isEqualTo(directory + "/c.lua:1: boom");
      assertThat(requiredFrom(universe, "\nrequire 'a'"))
          .containsExactly(
              "required from " + directory + "/b.lua:3",
              "required from " + directory + "/a.lua:2",
              "required from test:2");
    }
  }

  @Test
  void error_ofAMissingOrBrokenModuleToo() throws IOException {
    write("a.lua", "require 'missing'");
    write("b.lua", "require 'syntax'");
    write("syntax.lua", "= 1");
    try (Universe universe = builder().open()) {
      assertThat(requiredFrom(universe, "require 'a'")).containsExactly("required from test:1");
      assertThat(requiredFrom(universe, "require 'b'")).containsExactly("required from test:1");
    }
  }

  // ---- files

  @Test
  void file_thatChangesIsCompiledAgain() throws IOException {
    writeOld("a.lua", "return 1");
    assertThat(requireA()).isEqualTo("1");
    writeOld("a.lua", "return 22");
    assertThat(requireA()).isEqualTo("22");
    Path file = write("a.lua", "return 33");
    assertThat(requireA()).isEqualTo("33");
    Files.writeString(file, "return 44");
    assertThat(requireA()).isEqualTo("44");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_123L));
    Path other = writeOld("b.lua", "return 55");
    Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(requireA()).isEqualTo("55");
  }

  private String requireA() {
    try (Universe universe = builder().open()) {
      return universe.run("return require 'a'");
    }
  }

  @Test
  void file_binaryIsLoadedWhereTheUserSaysSo() throws IOException {
    try (Universe universe = builder().set("lua.path.binary", "true").open()) {
      LuaValue code = universe.eval("return string.dump(function(...) return ... end)").arg1();
      byte[] bytes = new byte[code.length()];
      code.checkstring().copyInto(0, bytes, 0, bytes.length);
      Files.write(directory.resolve("binary.lua"), bytes);
      assertThat(universe.run("return require 'binary'")).isEqualTo("binary");
      Files.write(directory.resolve("cut.lua"), java.util.Arrays.copyOf(bytes, 30));
      assertThat(universe.fail("require 'cut'"))
          .startsWith("error loading module 'cut' from file '" + directory + "/cut.lua':\n\t");
    }
    assertThatThrownBy(builder().set("lua.path.binary", "yes")::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lua.path.binary = yes: there is no such value; give it true or false");
  }

  @Test
  void file_namesAreText() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8"),
        "needs a locale of UTF-8");
    write("ünï.lua", "return ...");
    try (Universe universe = builder().open()) {
      assertThat(universe.run("return require '\\195\\188n\\195\\175'")).isEqualTo("ünï");
      assertThat(universe.library.which("ünï").state()).isEqualTo(ModuleLocation.State.LOADED);
    }
  }

  @Test
  void file_ofABadNameIsNotThere() throws IOException {
    write("?.lua", "return 'wrong'");
    write("a.lua", "return 'wrong'");
    write("a;b.lua", "return 'semicolon'");
    try (Universe universe = builder().open()) {
      assertThat(universe.run("return (pcall(require, '\\255'))")).isEqualTo("false");
      assertThat(universe.run("return (pcall(require, 'a\\0b'))")).isEqualTo("false");
      assertThat(universe.run("return (require 'a;b')")).isEqualTo("semicolon");
      assertThat(universe.run("return select('#', package.searchpath('a\\0', '?'))"))
          .isEqualTo("2");
    }
  }

  // ---- the host

  @Test
  void preload_ofTheHost() {
    VarArgFunction function =
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            return valueOf("host's " + args.arg1());
          }
        };
    try (Universe universe = builder().preload("mod.ü", function).open()) {
      assertThat(universe.run("return require 'mod.\\195\\188'")).isEqualTo("host's mod.ü");
    }
  }

  @Test
  void module_mayYield() throws IOException {
    write("yields.lua", "local a = coroutine.yield('y1') return a .. coroutine.yield('y2')");
    try (Universe universe = builder().open()) {
      assertThat(
              universe.run(
                  "local co = coroutine.wrap(function() return (require 'yields') end)"
                      + " return co(), co('A'), co('B'), package.loaded.yields"))
          .isEqualTo("y1|y2|AB|AB");
    }
  }

  @Test
  void searcher_mayYield() {
    try (Universe universe = builder().open()) {
      assertThat(
              universe.run(
                  "package.searchers = {function(n)"
                      + " local f = coroutine.yield(n) return function() return f end end}"
                      + " local co = coroutine.wrap(function() return (require 'x') end)"
                      + " return co(), co('found')"))
          .isEqualTo("x|found");
    }
  }

  @Test
  void require_deep() throws IOException {
    for (int i = 0; i < 150; i++) {
      write("d" + i + ".lua", "return 1 + require 'd" + (i + 1) + "'");
    }
    write("d150.lua", "return 0");
    try (Universe universe = builder().open()) {
      assertThat(universe.run("return require 'd0'")).isEqualTo("150");
    }
  }

  @Test
  void engines_loadTheSameModulesAtOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      write("m" + i + ".lua", "local t = {...} t.i = " + i + " return t");
    }
    Callable<Integer> work =
        () -> {
          int sum = 0;
          for (int round = 0; round < 20; round++) {
            try (Universe universe = builder().open()) {
              for (int i = 0; i < 20; i++) {
                sum += Integer.parseInt(universe.run("return require('m" + i + "').i"));
              }
            }
          }
          return sum;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Integer> result : threads.invokeAll(List.of(work, work, work, work))) {
        assertThat(result.get()).isEqualTo(20 * 190);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void notFound_isWhatItIsThough_aSearcherReturnsItsSearchResult() {
    Universe.Builder builder =
        builder().searcher(TestSearcher.of("db", name -> SearchResult.notFound("1", "2")));
    try (Universe universe = builder.open()) {
      assertThat(universe.library.which("x").tried()).endsWith("1", "2");
    }
  }
}
