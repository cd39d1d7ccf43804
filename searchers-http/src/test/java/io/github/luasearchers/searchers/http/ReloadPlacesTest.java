package io.github.luasearchers.searchers.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import io.github.luasearchers.testing.http.ReloadPromises;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Modules are reloaded alike, wherever they were found. */
class ReloadPlacesTest {

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

  private ReloadPromises promises(Place place) {
    return new ReloadPromises(
        new ReloadPromises.Place() {
          @Override
          public void write(String module, String text) throws IOException {
            ReloadPlacesTest.this.write(place, module, text);
          }

          @Override
          public LuaScriptEngineBuilder engine(String mode) throws IOException {
            return ReloadPlacesTest.this.engine(place, mode);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void change_isTakenOverWhenAsked(Place place) throws Exception {
    promises(place).takenOverWhenAsked();
  }

  @ParameterizedTest
  @EnumSource
  void change_isTakenOverWhenWatched(Place place) throws Exception {
    promises(place).takenOverWhenWatched();
  }

  @Test
  void serverThatFails_leavesWhatIsLoaded() throws Exception {
    promises(Place.HTTP).keptWhileTheServerFails(() -> server.status("/base.lua", 500));
  }

  @Test
  void lockFile_keepsTheOldContent() throws Exception {
    promises(Place.HTTP).keptByTheLockFile(folder.resolve("modules.lock"));
  }
}
