package io.github.luasearchers.engine.jit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.CodeCompiler;
import io.github.luasearchers.engine.vm.Heat;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import io.github.luasearchers.engine.vm.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;

/** Programs that get hot, with and without a compiler: both do the same. */
final class TranslatorTest {

  /** How often a program may leave compiled code at something unexpected. */
  private static final long FEW = Heat.EAGER ? 1_000 : 400;

  /** A compiler that translates at once, so that the test is the same each time. */
  private static final class Immediate implements CodeCompiler {

    private int translated;

    @Override
    public void request(Unit unit, int pc, byte @Nullable [] kinds, Level level) {
      BackgroundCompiler.translate(unit, pc, kinds, level);
      translated++;
    }
  }

  private record Run(String output, long exits) {}

  static List<Arguments> programs() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (String each : text("programs.lua").split("\n-- PROGRAM ", -1)) {
      int end = each.indexOf('\n');
      if (!each.startsWith("--")) {
        for (Level level : Level.values()) {
          all.add(Arguments.of(each.substring(0, end), level, each.substring(end)));
        }
      }
    }
    return all;
  }

  private static String text(String name) throws IOException {
    try (InputStream in = TranslatorTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("programs")
  void compiledProgram_doesWhatTheLoopDoes(String name, Level level, String program) {
    Immediate compiler = new Immediate();
    String expected = run(level, program, null).output();
    Run compiled = run(level, program, compiler);
    assertThat(compiled.output()).isEqualTo(expected).isNotEmpty();
    assertThat(compiler.translated).isPositive();
    assertThat(compiled.exits()).isLessThan(FEW);
  }

  private static Run run(Level level, String program, @Nullable CodeCompiler compiler) {
    LuaRuntime lua = new LuaRuntime(level);
    if (compiler != null) {
      lua.setCodeCompiler(compiler);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lua.STDOUT = new PrintStream(out, true, ISO_8859_1);
    LuaTable globals = new Table();
    StandardLibrary.open(lua, globals);
    globals.rawset("_G", globals);
    lua.setLoadedTable(new Table());
    lua.enter(globals);
    try {
      lua.instantiate(lua.compile(program.getBytes(UTF_8), "@program.lua"), globals).invoke();
    } catch (LuaError e) {
      lua.STDOUT.println(e.getMessage() + LuaRuntime.traceback(e).orElse(""));
    }
    lua.STDOUT.flush();
    String text = out.toString(ISO_8859_1).replaceAll("0x[0-9a-f]+", "0x0");
    return new Run(text, lua.unexpectedExits());
  }
}
