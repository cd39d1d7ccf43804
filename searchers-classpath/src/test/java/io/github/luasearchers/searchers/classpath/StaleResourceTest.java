package io.github.luasearchers.searchers.classpath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources whose bytes change, and neither the size nor the modification time of their place. */
final class StaleResourceTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(318_211_200_000L);

  /** After this time without a change a file's stamp counts. */
  private static final long RESTED_MILLIS = 2100;

  private static final int ROUNDS = 1000;

  private static final int RESTED_ROUNDS = 3;

  @TempDir Path temp;

  /** Makes the place have a module that returns a number. */
  private interface Writer {
    void write(Path place, int value) throws IOException;
  }

  /** Requires the module after each writing: in one engine, in new ones, and once it has rested. */
  private void check(Path classPath, Path place, Writer writer) throws Exception {
    writer.write(place, 0);
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {classPath.toUri().toURL()}, getClass().getClassLoader());
        LuaScriptEngine engine = engine(loader)) {
      for (int i = 1; i <= ROUNDS; i++) {
        writer.write(place, i);
        check(i, loader, engine);
      }
      for (int i = 1; i <= RESTED_ROUNDS; i++) {
        writer.write(place, i);
        check(i, loader, engine);
        Thread.sleep(RESTED_MILLIS);
        check(i, loader, engine);
      }
    }
  }

  private static void check(int value, ClassLoader loader, LuaScriptEngine engine)
      throws Exception {
    String script = "package.loaded.stale = nil return (require 'stale')";
    assertThat(((Number) engine.eval(script)).intValue()).isEqualTo(value);
    if (value % 10 < RESTED_ROUNDS) {
      try (LuaScriptEngine other = engine(loader)) {
        assertThat(((Number) other.eval(script)).intValue()).isEqualTo(value);
      }
    }
  }

  private static LuaScriptEngine engine(ClassLoader loader) {
    return LuaScriptEngine.builder().classLoader(loader).setting("lua.path", "").build();
  }

  private static String module(int value) {
    return String.format("return %05d", value);
  }

  private static void writeFile(Path file, int value) throws IOException {
    Files.writeString(file, module(value));
    Files.setLastModifiedTime(file, LONG_AGO);
  }

  private static void writeJar(Path jar, int value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry("lua/stale.lua");
      entry.setLastModifiedTime(LONG_AGO);
      zip.putNextEntry(entry);
      zip.write(module(value).getBytes(UTF_8));
    }
    Files.write(jar, bytes.toByteArray());
    Files.setLastModifiedTime(jar, LONG_AGO);
  }

  private static Writer replacing(Writer writer) {
    return (place, value) -> {
      Path other = place.resolveSibling("other");
      writer.write(other, value);
      Files.move(other, place, StandardCopyOption.REPLACE_EXISTING);
    };
  }

  @Test
  void fileInAFolder() throws Exception {
    Path file = Files.createDirectories(temp.resolve("lua")).resolve("stale.lua");
    check(temp, file, StaleResourceTest::writeFile);
  }

  @Test
  void replacedFileInAFolder() throws Exception {
    Path file = Files.createDirectories(temp.resolve("lua")).resolve("stale.lua");
    check(temp, file, replacing(StaleResourceTest::writeFile));
  }

  @Test
  void replacedJar() throws Exception {
    Path jar = temp.resolve("a.jar");
    check(jar, jar, replacing(StaleResourceTest::writeJar));
  }

  /** The class loader's own directory of the archive is out of date from the first change on. */
  @Test
  void jarThatIsWrittenInPlace() throws Exception {
    Path jar = temp.resolve("a.jar");
    check(jar, jar, StaleResourceTest::writeJar);
  }
}
