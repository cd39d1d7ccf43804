package io.github.luasearchers.engine.lib;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import io.github.luasearchers.testing.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Calls all functions of {@code string}, {@code table}, {@code math}, {@code bit32} and {@code
 * utf8} with drawn values at each level, and compares each result and message with PUC's. {@code
 * calls.lua} is what runs on both.
 */
class LibraryCallsTest {

  private static final String SCRIPT = "calls.lua";

  /** To write them anew: {@code lua5.2 calls.lua 20240521 20000 | gzip -9n > calls-5.2.txt.gz}. */
  private static final String GOLDEN = "calls-%s.txt.gz";

  private static final int GOLDEN_SEED = 20240521;
  private static final int CALLS = 20_000;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Level.class)
  void calls_answerAsRecorded(Level level) throws Exception {
    assertSame(calls(level, GOLDEN_SEED), golden(level));
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void calls_answerAsTheInterpreterThatIsInstalled(Level level) throws Exception {
    String interpreter = Program.need("lua" + level.version());
    // The same calls each time: now and then others are such that C leaves their result undefined.
    int seed = Integer.getInteger("calls.seed", 4242);

    assertSame(calls(level, seed), interpreter(interpreter, seed));
  }

  /** Compares line by line, as the whole lists would be too long to be shown. */
  private static void assertSame(List<String> ours, List<String> theirs) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      if (!ours.get(i).equals(theirs.get(i))) {
        differences.add("\nPUC:  " + theirs.get(i) + "\nours: " + ours.get(i));
      }
    }
    assertThat(differences).isEmpty();
    assertThat(ours).hasSameSizeAs(theirs).hasSize(CALLS);
  }

  private static List<String> calls(Level level, int seed) throws IOException {
    LuaRuntime lua = new LuaRuntime(level);
    Table library = new Table();
    StandardLibrary.open(lua, library);
    lua.setLoadedTable(loaded(library));
    List<String> lines = new ArrayList<>();
    library.set("print", new Collector(lua, lines));
    Table arguments = new Table();
    arguments.set(1, LuaValue.valueOf(seed));
    arguments.set(2, LuaValue.valueOf(CALLS));
    library.set("arg", arguments);
    library.set("_G", library);
    lua.enter(library);
    lua.instantiate(lua.compile(script(), "@" + SCRIPT), library).call();
    return lines;
  }

  /** Returns {@code package.loaded}, in which messages look for the names of functions. */
  private static Table loaded(Table library) {
    Table loaded = new Table();
    for (String name : List.of("string", "table", "math", "bit32", "utf8")) {
      loaded.set(name, library.get(name));
    }
    loaded.set("_G", library); // where 5.2 looks
    return loaded;
  }

  private List<String> interpreter(String interpreter, int seed) throws Exception {
    Path script = Files.write(directory.resolve(SCRIPT), script());
    Process process =
        new ProcessBuilder(interpreter, script.getFileName().toString(), "" + seed, "" + CALLS)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = lines(process.getInputStream());
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  private static List<String> golden(Level level) throws IOException {
    try (InputStream in = new GZIPInputStream(resource(GOLDEN.formatted(level.version())))) {
      return lines(in);
    }
  }

  private static byte[] script() throws IOException {
    try (InputStream in = resource(SCRIPT)) {
      return in.readAllBytes();
    }
  }

  private static InputStream resource(String name) {
    InputStream in = LibraryCallsTest.class.getResourceAsStream(name);
    assertThat(in).as(name).isNotNull();
    return in;
  }

  private static List<String> lines(InputStream in) throws IOException {
    // No reader of lines: what a message quotes may have a carriage return.
    return List.of(new String(in.readAllBytes(), ISO_8859_1).split("\n"));
  }

  /** The function {@code print} of the script. */
  private static final class Collector extends LibraryFunction {

    private final List<String> lines;

    Collector(LuaRuntime lua, List<String> lines) {
      super(lua, "print");
      this.lines = lines;
    }

    @Override
    protected Varargs run(Varargs args) {
      LuaString line = checkString(args, 1);
      lines.add(new String(line.m_bytes, line.m_offset, line.m_length, ISO_8859_1));
      return NONE;
    }
  }
}
