package io.github.luasearchers.searchers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Modules are reloaded alike, wherever they were found. */
class ReloadPlacesTest {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  @TempDir Path folder;
  @AutoClose private final TestServer server = new TestServer();
  private final Map<String, String> archive = new TreeMap<>();

  /** Where modules are. */
  enum Place {
    FILES,
    CLASS_PATH,
    ARCHIVE,
    HTTP
  }

  private void write(Place place, String module, String text) throws IOException {
    switch (place) {
      case FILES, CLASS_PATH -> Files.writeString(folder.resolve(module + ".lua"), text);
      case ARCHIVE -> {
        archive.put(module + ".lua", text);
        zip(folder.resolve("modules.jar"));
      }
      case HTTP -> server.file("/" + module + ".lua", text, "ETag", '"' + module + text.length());
    }
  }

  /** A new file in the place of the old, as build tools do it. */
  private void zip(Path file) throws IOException {
    Path fresh = folder.resolve("fresh.zip");
    try (OutputStream out = Files.newOutputStream(fresh);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> each : archive.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private LuaScriptEngineBuilder engine(Place place, String mode) throws IOException {
    LuaScriptEngineBuilder builder =
        LuaScriptEngine.builder().setting("lua.reload", mode).setting("lua.path", "");
    return switch (place) {
      case FILES -> builder.setting("lua.path", folder + "/?.lua");
      case CLASS_PATH ->
          builder.classLoader(
              new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
      case ARCHIVE -> builder.setting("lua.jar.path", folder + "/modules.jar!/?.lua");
      case HTTP ->
          builder
              .setting("lua.http.repositories", "main")
              .setting("lua.http.main.url", server.url())
              .setting("lua.http.cache", "memory")
              .setting("lua.reload.interval", "50ms");
    };
  }

  @ParameterizedTest
  @EnumSource
  void change_isTakenOverWhenAsked(Place place) throws Exception {
    write(place, "base", "return {n = 1}");
    write(place, "user", "return {base = require 'base'}");
    try (LuaScriptEngine lua = engine(place, "manual").build()) {
      lua.eval("require 'user'");
      assertThat(lua.reloadChanged(false).hasChanged()).isFalse();
      write(place, "base", "return {n = 1000}");
      assertThat(lua.isChanged("base")).isTrue();
      assertThat(lua.isChanged("user")).isFalse();
      assertThat(lua.reloadChanged(false).reloaded()).containsExactly("base", "user");
      assertThat(lua.eval("return require 'user'.base.n")).isEqualTo(1000);
      write(place, "base", "return {n = }");
      assertThatThrownBy(() -> lua.reloadChanged(false))
          .hasMessageContaining("module 'base', which was loaded from '")
          .hasMessageContaining("unexpected symbol");
      assertThat(lua.eval("return require 'user'.base.n")).isEqualTo(1000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void change_isTakenOverWhenWatched(Place place) throws Exception {
    write(place, "base", "return {n = 1}");
    try (LuaScriptEngine lua = engine(place, "watch").build()) {
      lua.eval("require 'base'");
      write(place, "base", "return {n = 1000}");
      long until = System.nanoTime() + PATIENCE;
      while (!lua.eval("return require 'base'.n").equals(1000)) {
        assertThat(System.nanoTime()).isLessThan(until);
        Thread.sleep(10);
      }
    }
  }

  @Test
  void serverThatFails_leavesWhatIsLoaded() throws Exception {
    write(Place.HTTP, "base", "return {n = 1}");
    try (LuaScriptEngine lua = engine(Place.HTTP, "manual").build()) {
      lua.eval("require 'base'");
      server.status("/base.lua", 500);
      assertThat(lua.reloadChanged(false).hasChanged()).isFalse();
      assertThat(lua.eval("return require 'base'.n")).isEqualTo(1);
    }
  }

  @Test
  void lockFile_keepsTheOldContent() throws Exception {
    write(Place.HTTP, "base", "return {n = 1}");
    Path lock = folder.resolve("modules.lock");
    try (LuaScriptEngine lua =
        engine(Place.HTTP, "manual")
            .setting("lua.http.lock", "record")
            .setting("lua.http.lock-file", lock.toString())
            .build()) {
      lua.eval("require 'base'");
    }
    try (LuaScriptEngine lua =
        engine(Place.HTTP, "manual")
            .setting("lua.http.lock", "verify")
            .setting("lua.http.lock-file", lock.toString())
            .build()) {
      lua.eval("require 'base'");
      write(Place.HTTP, "base", "return {n = 1000}");
      assertThat(lua.isChanged("base")).isFalse();
      lua.reload("base");
      assertThat(lua.eval("return require 'base'.n")).isEqualTo(1);
    }
  }
}
