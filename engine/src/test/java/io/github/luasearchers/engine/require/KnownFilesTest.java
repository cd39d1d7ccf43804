package io.github.luasearchers.engine.require;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import javax.script.ScriptException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a later engine finds of files that an earlier one of the JVM has found. */
final class KnownFilesTest {

  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-02-02T02:02:02Z"));

  /** After this time without a change a file's stamp counts. */
  private static final long RESTED_MILLIS = 2100;

  private static final int TESTS = 12;

  @TempDir static Path root;

  private static int used;

  private Path temp = root;
  private Path file = root;

  /** Lets the files of all tests rest at once. */
  @BeforeAll
  static void rest() throws Exception {
    for (int i = 0; i < TESTS; i++) {
      Path file = Files.createDirectory(root.resolve("t" + i)).resolve("m.lua");
      Files.writeString(file, "return 'one'");
      Files.setLastModifiedTime(file, LONG_AGO);
    }
    Thread.sleep(RESTED_MILLIS);
  }

  @BeforeEach
  void knownFile() throws Exception {
    temp = root.resolve("t" + used++);
    file = temp.resolve("m.lua");
    assertThat(require()).isEqualTo("one");
    assertThat(require()).isEqualTo("one");
  }

  private void write(String text, FileTime time) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, time);
  }

  private LuaScriptEngine engine() {
    return LuaScriptEngine.builder().setting("lua.path", temp + "/?.lua").build();
  }

  private Object require() throws ScriptException {
    try (LuaScriptEngine engine = engine()) {
      return engine.eval("return (require 'm')");
    }
  }

  private void assumePosix() throws IOException {
    assumeThat(Files.getFileStore(temp).supportsFileAttributeView("posix"))
        .as("files have keys and permissions")
        .isTrue();
  }

  /** Root may read all. */
  private void assertMissingUnlessReadable() throws ScriptException {
    if (Files.isReadable(file)) {
      assertThat(require()).isEqualTo("one");
    } else {
      assertMissing();
    }
  }

  private void assertMissing() {
    assertThatThrownBy(this::require)
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("module 'm' not found")
        .hasMessageContaining("no file '" + file + "'");
  }

  @Test
  void file_isFoundAgain_asWhatItIs() throws Exception {
    try (LuaScriptEngine engine = engine()) {
      assertThat(engine.which("m").origin()).hasValue(file.toString());
      assertThat(engine.eval("return package.searchpath('m', package.path)"))
          .isEqualTo(file.toString());
    }
  }

  @Test
  void restedFile_isKnown() throws Exception {
    assumePosix();
    assertThat(KnownFiles.find(file.toString())).isNotNull();
    write("return 'two'", LONG_AGO);
    assertThat(KnownFiles.find(file.toString())).isNull();
  }

  @Test
  void otherBytes_ofEqualSizeAndTime_areReadAnew() throws Exception {
    write("return 'two'", LONG_AGO);
    assertThat(require()).isEqualTo("two");
  }

  @Test
  void otherSize_isReadAnew() throws Exception {
    write("return 'longer'", LONG_AGO);
    assertThat(require()).isEqualTo("longer");
  }

  @Test
  void otherTime_isReadAnew() throws Exception {
    write("return 'two'", FileTime.from(LONG_AGO.toInstant().plusSeconds(2)));
    assertThat(require()).isEqualTo("two");
  }

  @Test
  void otherFileOfEqualSizeAndTime_isReadAnew() throws Exception {
    assumePosix();
    Path other = temp.resolve("other");
    Files.writeString(other, "return 'two'");
    Files.setLastModifiedTime(other, LONG_AGO);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(require()).isEqualTo("two");
  }

  @Test
  void youngFile_isNotReliedOn() throws Exception {
    for (int i = 0; i < 20; i++) {
      write("return 'a" + i % 10 + "'", FileTime.from(Instant.now()));
      assertThat(require()).isEqualTo("a" + i % 10);
    }
  }

  @Test
  void deletedFile_isMissing_untilItIsThereAgain() throws Exception {
    Files.delete(file);
    assertMissing();
    write("return 'one'", LONG_AGO);
    assertThat(require()).isEqualTo("one");
  }

  @Test
  void folderInItsPlace_isNoModule() throws Exception {
    Files.delete(file);
    Files.createDirectory(file);
    Files.setLastModifiedTime(file, LONG_AGO);
    assertThatThrownBy(this::require).isInstanceOf(ScriptException.class);
  }

  @Test
  void permissionTakenAway_isNoticed() throws Exception {
    assumePosix();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx--x--x"));
    assertMissingUnlessReadable();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(require()).isEqualTo("one");
  }

  @Test
  void folderThatMayNotBeEntered_isNoticed() throws Exception {
    assumePosix();
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rw-------"));
    try {
      assertMissingUnlessReadable();
    } finally {
      Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
