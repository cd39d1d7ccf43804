package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.ZeroArgFunction;

/** A program's modules in one archive. */
final class BundleTest {

  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name.replace('.', '/') + ".lua");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private LuaScriptEngineBuilder files() {
    return LuaScriptEngine.builder()
        .setting("lua.searchers", "preload, path, cpath")
        .setting("lua.cpath", "")
        .setting("lua.path", folder + "/?.lua;" + folder + "/?/init.lua");
  }

  /** Returns the texts of an archive by their names, in its order. */
  private static Map<String, String> read(byte[] archive) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        assertThat(each.getMethod()).isEqualTo(ZipEntry.STORED);
        assertThat(each.getTimeLocal()).isEqualTo(LocalDateTime.of(1980, 1, 1, 0, 0));
        texts.put(each.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return texts;
  }

  // ---- what it has

  @Test
  void bundle_hasWhatWasLoaded_andWhatTextsName() throws Exception {
    write("app", "local name = 'app.' .. 'dynamic' return require(name)");
    write("app.dynamic", "return function() return require 'app.lazy', pcall(require, 'no') end");
    write("app.lazy", "return 'lazy'");
    write("app.unused", "return 'unused'");
    write("tools", "return 'tools'");
    Files.createDirectories(folder.resolve("pack"));
    Files.writeString(folder.resolve("pack/init.lua"), "return 'pack'");
    try (LuaScriptEngine lua = files().build()) {
      lua.eval("require 'app' require 'pack'");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BundleReport report = lua.bundle(out, "tools");
      assertThat(report.modules())
          .containsExactly("app", "app.dynamic", "app.lazy", "pack", "tools");
      assertThat(report.leftOut()).isEmpty();
      assertThat(report.isComplete()).isTrue();
      assertThat(report.missing()).containsExactly("no");
      Map<String, String> texts = read(out.toByteArray());
      assertThat(texts.keySet())
          .containsExactly(
              "META-INF/lua/app.lua",
              "META-INF/lua/app/dynamic.lua",
              "META-INF/lua/app/lazy.lua",
              "META-INF/lua/pack.lua",
              "META-INF/lua/tools.lua");
      assertThat(texts.get("META-INF/lua/app/lazy.lua")).isEqualTo("return 'lazy'");
    }
  }

  @Test
  void bundle_needsNoRun() throws Exception {
    write("app", "ran = true return require 'app.a'");
    write("app.a", "ran = true");
    try (LuaScriptEngine lua = files().build()) {
      assertThat(lua.bundle(new ByteArrayOutputStream(), "app").modules())
          .containsExactly("app", "app.a");
      assertThat(lua.eval("return ran")).isNull();
    }
  }

  @Test
  void bundle_hasTheSameBytesEachTime() throws Exception {
    for (int i = 0; i < 30; i++) {
      write("m" + i, "return require 'm" + (i * 7 + 3) % 30 + "', " + i);
    }
    List<byte[]> bundles = new ArrayList<>();
    for (int start : new int[] {0, 11, 29}) {
      try (LuaScriptEngine lua = files().build()) {
        lua.eval(
            "pcall(require, 'm" + start + "') for i = 29, 0, -1 do pcall(require, 'm' .. i) end");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(lua.bundle(out).modules()).hasSize(30);
        bundles.add(out.toByteArray());
      }
    }
    assertThat(bundles.get(1)).isEqualTo(bundles.get(0));
    assertThat(bundles.get(2)).isEqualTo(bundles.get(0));
  }

  @Test
  void moduleThatFailedToRun_isThere_toFailAgain() throws Exception {
    write("fails", "error 'oh'");
    try (LuaScriptEngine lua = files().build()) {
      lua.eval("pcall(require, 'fails')");
      assertThat(lua.bundle(new ByteArrayOutputStream()).modules()).containsExactly("fails");
    }
  }

  @Test
  void modulesThatMayBeReloaded_areThere_asTheyWereLoaded() throws Exception {
    write("a", "return 'old'");
    try (LuaScriptEngine lua = files().setting("lua.reload", "manual").build()) {
      lua.eval("require 'a'");
      write("a", "return 'new'");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      lua.bundle(out);
      assertThat(read(out.toByteArray())).containsEntry("META-INF/lua/a.lua", "return 'old'");
    }
  }

  // ---- what it lacks

  @Test
  void whatHasNoText_isLeftOut_byName() throws Exception {
    ZeroArgFunction loader =
        new ZeroArgFunction() {
          @Override
          public LuaValue call() {
            return LuaValue.TRUE;
          }
        };
    write("app", "require 'ready' pcall(require, 'other') require 'made'");
    try (LuaScriptEngine lua = files().preload("ready", loader).preload("lazy", loader).build()) {
      lua.eval(
          "table.insert(package.searchers, function(n)"
              + " return n == 'made' and function() return 1 end end)");
      lua.eval("require 'app'");
      BundleReport report = lua.bundle(new ByteArrayOutputStream(), "lazy");
      assertThat(report.modules()).containsExactly("app");
      assertThat(report.isComplete()).isFalse();
      assertThat(report.leftOut())
          .containsEntry(
              "made", "it came as a ready loader by a function of the script, not as text")
          .containsEntry(
              "lazy", "it comes as a ready loader by the searcher 'preload', not as text")
          .hasSize(3);
      assertThat(report.leftOut().get("ready"))
          .startsWith("it came as a ready loader by the searcher 'preload'");
      assertThat(report.missing()).containsExactly("other");
    }
  }

  @Test
  void precompiledModule_isLeftOut() throws Exception {
    try (LuaScriptEngine lua = files().setting("lua.path.binary", "true").build()) {
      lua.put("file", folder + "/bin.lua");
      lua.eval("local f = io.open(file, 'wb') f:write(string.dump(load('return 7'))) f:close()");
      lua.eval("require 'bin'");
      assertThat(lua.bundle(new ByteArrayOutputStream()).leftOut())
          .containsEntry("bin", "it is precompiled, and archives have text only");
    }
  }

  @Test
  void namesThatNoArchiveCanHave_areLeftOut() throws Exception {
    write("a.b", "return 1");
    write("Case", "return 1");
    write("case", "return 2");
    try (LuaScriptEngine lua = files().build()) {
      lua.eval("require 'a/b' require 'Case' require 'case'");
      BundleReport report = lua.bundle(new ByteArrayOutputStream());
      assertThat(report.modules()).containsExactly("Case");
      assertThat(report.leftOut())
          .containsEntry("a/b", "its name is not plain, and so no archive is asked for it")
          .containsEntry(
              "case", "its name differs from 'Case' in case only, which no archive may have");
    }
  }

  @Test
  void textThatHasChanged_isLeftOut() throws Exception {
    write("a", "return 1");
    write("b", "return 2");
    write("c", "return 3");
    try (LuaScriptEngine lua = files().build()) {
      lua.eval("require 'a' require 'b' require 'c'");
      write("a", "return 10 ");
      write("b", "return = ");
      Files.delete(folder.resolve("c.lua"));
      BundleReport report = lua.bundle(new ByteArrayOutputStream());
      assertThat(report.modules()).isEmpty();
      assertThat(report.leftOut().get("a"))
          .isEqualTo(
              "its text has changed since it was loaded by the searcher 'path' from "
                  + folder
                  + "/a.lua");
      assertThat(report.leftOut().get("b")).startsWith("its text has changed");
      assertThat(report.leftOut().get("c")).startsWith("its text can't be read any more");
    }
  }

  @Test
  void moduleThatCantBeLookedFor_isLeftOut() throws Exception {
    write("app", "return function() require 'unreadable' end");
    Files.createDirectories(folder.resolve("unreadable.lua"));
    try (LuaScriptEngine lua = files().build()) {
      lua.eval("require 'app'");
      BundleReport report = lua.bundle(new ByteArrayOutputStream());
      assertThat(report.leftOut().get("unreadable")).contains("cannot read");
    }
  }

  // ---- writing

  @Test
  void stream_isNotClosed() throws Exception {
    write("a", "return 1");
    List<String> calls = new ArrayList<>();
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            calls.add("close");
          }
        };
    try (LuaScriptEngine lua = files().build()) {
      lua.bundle(out, "a");
    }
    assertThat(calls).isEmpty();
  }

  @Test
  void file_isReplacedAsAWhole() throws Exception {
    write("a", "return 1");
    Path target = Files.createDirectory(folder.resolve("target"));
    Path file = Files.writeString(target.resolve("app.jar"), "old");
    try (LuaScriptEngine lua = files().build()) {
      lua.bundle(file, "a");
      assertThat(read(Files.readAllBytes(file))).containsOnlyKeys("META-INF/lua/a.lua");
      lua.bundle(folder.resolve("target/other.jar"), "a");
    }
    try (Stream<Path> left = Files.list(target)) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("app.jar", "other.jar");
    }
  }

  @Test
  void fileThatCantBeWritten_isAnError_andNothingIsLeft() throws Exception {
    write("a", "return 1");
    Path target = Files.createDirectories(folder.resolve("target/app.jar/full"));
    try (LuaScriptEngine lua = files().build()) {
      assertThatThrownBy(() -> lua.bundle(target.getParent(), "a"))
          .isInstanceOf(FileSystemException.class);
      assertThatThrownBy(() -> lua.bundle(folder.resolve("none/app.jar"), "a"))
          .isInstanceOf(FileSystemException.class);
    }
    try (Stream<Path> left = Files.list(folder.resolve("target"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void closedEngine_writesNothing() throws Exception {
    LuaScriptEngine lua = files().build();
    lua.eval("return 1");
    lua.close();
    Path file = folder.resolve("app.jar");
    assertThatThrownBy(() -> lua.bundle(file)).hasMessageContaining("the engine is closed");
    assertThat(file).doesNotExist();
  }
}
