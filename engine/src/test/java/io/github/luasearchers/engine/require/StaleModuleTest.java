package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.io.ByteSource;
import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.spi.FileStamp;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of one name, size and modification time whose bytes change. */
final class StaleModuleTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(318_211_200_000L);

  /** After this time without a change a file's stamp counts. */
  private static final long RESTED_MILLIS = 2100;

  private static final int ROUNDS = 10_000;

  @TempDir Path temp;

  private LuaScriptEngine engine = LuaScriptEngine.builder().build();
  private Path file = Path.of("");

  @BeforeEach
  void open() {
    file = temp.resolve("m.lua");
    engine = newEngine();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private LuaScriptEngine newEngine() {
    return LuaScriptEngine.builder().setting("lua.path", temp + "/?.lua").build();
  }

  private void write(Path place, int value) throws IOException {
    Files.writeString(place, String.format("return %05d", value));
    Files.setLastModifiedTime(place, LONG_AGO);
  }

  private static int require(LuaScriptEngine engine) throws ScriptException {
    return ((Number) engine.eval("package.loaded.m = nil return (require 'm')")).intValue();
  }

  private int requireInNewEngine() throws ScriptException {
    try (LuaScriptEngine other = newEngine()) {
      return require(other);
    }
  }

  @Test
  void script_thatRewritesItsModule() throws Exception {
    String script =
        """
        local s = ""
        for i = 0, 5 do
          local f = io.open(place, "w") f:write("return " .. i) f:close()
          os.execute("touch -d 1980-02-01 '" .. place .. "'")
          package.loaded.m = nil
          s = s .. require "m" .. ","
        end
        return s
        """;
    assumeThat(Path.of("/bin/sh")).exists();
    engine.put("place", file.toString());
    assertThat(engine.eval(script)).isEqualTo("0,1,2,3,4,5,");
  }

  @Test
  void tightLoop_inOneEngineAndInNewOnes() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      write(file, i);
      assertThat(i % 10 == 0 ? requireInNewEngine() : require(engine)).isEqualTo(i);
    }
  }

  @Test
  void tightLoop_ofReplacedFiles() throws Exception {
    Path other = temp.resolve("other");
    for (int i = 0; i < ROUNDS / 10; i++) {
      write(other, i);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      assertThat(i % 10 == 0 ? requireInNewEngine() : require(engine)).isEqualTo(i);
    }
  }

  @Test
  void fileThatRests_isKept_untilItIsRewritten() throws Exception {
    for (int i = 0; i < 3; i++) {
      write(file, i);
      assertThat(require(engine)).isEqualTo(i);
      Thread.sleep(RESTED_MILLIS);
      assertThat(require(engine)).isEqualTo(i);
      assertThat(requireInNewEngine()).isEqualTo(i);
    }
  }

  @Test
  void fileWrittenByAnotherThread_isNeverOlderThanTheSearch() throws Exception {
    AtomicInteger written = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    write(file, 0);
    Thread writer =
        new Thread(
            () -> {
              Path other = temp.resolve("other");
              try {
                for (int i = 1; !done.get(); i = i % 90_000 + 1) {
                  write(other, i);
                  Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
                  written.set(i);
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    try {
      for (int i = 0; i < 2000; i++) {
        int before = written.get();
        assertThat(require(engine)).isGreaterThanOrEqualTo(before);
      }
    } finally {
      done.set(true);
      writer.join();
    }
    assertThat(require(engine)).isEqualTo(written.get());
  }

  /** The bytes that were read may be of either state: they must not be kept for the first. */
  @Test
  void fileThatChangesBetweenTheLookAndTheReading_isNotKept() throws Exception {
    write(file, 1);
    Thread.sleep(RESTED_MILLIS);
    FileStamp stamp = FileStamp.of(file);
    assumeThat(stamp.text()).as("the system tells when a file changed").isPresent();
    ByteSource racing =
        new ByteSource() {
          @Override
          public InputStream openStream() throws IOException {
            write(file, 2);
            return Files.newInputStream(file);
          }
        };
    assertThat(load(racing, stamp)).isEqualTo("2");
    // Code that was kept is found without reading.
    assertThat(load(ByteSource.wrap("return 3".getBytes(UTF_8)), stamp)).isEqualTo("3");
  }

  @Test
  void fileThatDoesNotChange_isKept() throws Exception {
    write(file, 1);
    Thread.sleep(RESTED_MILLIS);
    FileStamp stamp = FileStamp.of(file);
    assumeThat(stamp.text()).as("the system tells when a file changed").isPresent();
    assertThat(load(ByteSource.wrap("return 4".getBytes(UTF_8)), stamp)).isEqualTo("4");
    assertThat(load(ByteSource.wrap("return 5".getBytes(UTF_8)), stamp)).isEqualTo("4");
  }

  private static String load(ByteSource content, FileStamp stamp) {
    SearchResult source = SearchResult.source(content, "@m", "m").withStamp(stamp);
    try (Universe universe =
        Universe.builder().searcher(TestSearcher.of("own", name -> source)).open()) {
      return universe.run("return require 'm'");
    }
  }
}
