package io.github.luasearchers.searchers.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives and folders of archives that change, and neither their size nor modification time. */
final class StaleArchiveTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(318_211_200_000L);

  /** After this time without a change a file's stamp counts. */
  private static final long RESTED_MILLIS = 2100;

  private static final int ROUNDS = 1000;

  private static final int RESTED_ROUNDS = 3;

  @TempDir Path temp;

  private LuaScriptEngine engine = LuaScriptEngine.builder().build();

  @BeforeEach
  void open() {
    engine = newEngine();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private LuaScriptEngine newEngine() {
    return LuaScriptEngine.builder()
        .setting("lua.path", "")
        .setting("lua.jar.path", temp + "/libs/*.jar!/lua/?.lua;" + temp + "/m.jar!/lua/?.lua")
        .build();
  }

  private Path write(String name, int value) throws IOException {
    Path jar = temp.resolve(name);
    Files.createDirectories(jar.getParent());
    String module = String.format("return %05d", value);
    Files.write(jar, new ZipWriter().add("lua/stale.lua", module).toBytes());
    return Files.setLastModifiedTime(jar, LONG_AGO);
  }

  private void check(int value) throws Exception {
    String script = "package.loaded.stale = nil return (require 'stale')";
    assertThat(((Number) engine.eval(script)).intValue()).isEqualTo(value);
    if (value % 10 < RESTED_ROUNDS) {
      try (LuaScriptEngine other = newEngine()) {
        assertThat(((Number) other.eval(script)).intValue()).isEqualTo(value);
      }
    }
  }

  @Test
  void archiveThatIsWrittenInPlace() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      write("m.jar", i);
      check(i);
    }
    for (int i = 0; i < RESTED_ROUNDS; i++) {
      write("m.jar", i);
      check(i);
      Thread.sleep(RESTED_MILLIS);
      check(i);
    }
  }

  /** From the second module on, what was read before is in memory. */
  @Test
  void archiveOfManyModules_isReadAgainOnceItHasChanged() throws Exception {
    String script = "local n = 0 for _, name in ipairs {'a', 'b', 'c', 'd'} do ";
    script += "package.loaded[name] = nil n = n * 10 + require(name) end return n";
    for (int digit = 1; digit <= 3; digit++) {
      ZipWriter zip = new ZipWriter();
      zip.method = digit == 2 ? 8 : 0;
      for (String name : List.of("a", "b", "c", "d")) {
        zip.add("lua/" + name + ".lua", "return " + digit);
      }
      Files.write(temp.resolve("m.jar"), zip.toBytes());
      for (int i = 0; i < 2; i++) {
        assertThat(((Number) engine.eval(script)).intValue()).isEqualTo(1111 * digit);
        Thread.sleep(RESTED_MILLIS);
      }
      assertThat(((Number) engine.eval(script)).intValue()).isEqualTo(1111 * digit);
    }
  }

  @Test
  void largeArchive_isReadEntryByEntry() throws Exception {
    ZipWriter zip = new ZipWriter();
    zip.method = 0;
    zip.add("lua/a.lua", "return 1").add("lua/b.lua", "return 2").add("lua/c.lua", "return 3");
    Files.write(temp.resolve("m.jar"), zip.add("large", new byte[2 << 20]).toBytes());
    String script = "return require 'a' + require 'b' + require 'c'";
    assertThat(((Number) engine.eval(script)).intValue()).isEqualTo(6);
  }

  @Test
  void replacedArchive() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Files.move(write("other", i), temp.resolve("m.jar"), StandardCopyOption.REPLACE_EXISTING);
      check(i);
    }
  }

  @Test
  void folderOfArchives() throws Exception {
    write("m.jar", 1);
    Path libs = Files.createDirectory(temp.resolve("libs"));
    for (int i = 0; i < ROUNDS + RESTED_ROUNDS; i++) {
      if (i >= ROUNDS) {
        Thread.sleep(RESTED_MILLIS);
        check(1);
      }
      Path jar = write("libs/b.jar", 2);
      Files.setLastModifiedTime(libs, LONG_AGO);
      check(2);
      Files.delete(jar);
      Files.setLastModifiedTime(libs, LONG_AGO);
      check(1);
    }
  }

  /** What a link leads to changes, and the folder that has the link does not. */
  @Test
  void linkToAFolder() throws Exception {
    write("m.jar", 1);
    Path libs = Files.createDirectory(temp.resolve("libs"));
    try {
      Files.createSymbolicLink(libs.resolve("later"), temp.resolve("target"));
    } catch (IOException | UnsupportedOperationException e) {
      abort("there are no links: " + e);
    }
    Thread.sleep(RESTED_MILLIS);
    try (LuaScriptEngine below =
        LuaScriptEngine.builder()
            .setting("lua.path", "")
            .setting("lua.jar.path", libs + "/*/*.jar!/lua/?.lua;" + temp + "/m.jar!/lua/?.lua")
            .build()) {
      String script = "package.loaded.stale = nil return (require 'stale')";
      assertThat(((Number) below.eval(script)).intValue()).isEqualTo(1);
      write("target/a.jar", 2);
      assertThat(((Number) below.eval(script)).intValue()).isEqualTo(2);
    }
  }
}
