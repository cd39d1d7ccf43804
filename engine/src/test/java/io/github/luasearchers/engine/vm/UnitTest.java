package io.github.luasearchers.engine.vm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.value.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** What engines that share code share of what is known of it. */
final class UnitTest {

  private static final int MANY = 100_000;
  private static final int MOST = 10_000;

  /** Too few for all notes that are taken of a function. */
  private static final int FEW = Heat.EAGER ? 1 : 50;

  private static final String PROGRAM =
      "local function f(x) return x + 1 end return function(k) for i = 1, k do f(i) end end";

  /** Notes what it is asked for. */
  private static final class Asked implements CodeCompiler {

    private final List<String> names = new ArrayList<>();

    @Override
    public void request(Unit unit, int pc, byte @Nullable [] kinds, Level level) {
      if (pc == 0) {
        names.add(unit.name());
      }
    }
  }

  private static final class Engine {

    private final LuaRuntime lua = new LuaRuntime(Level.LUA_5_4);
    private final LuaTable globals = new Table();

    Engine(@Nullable CodeCompiler compiler) {
      if (compiler != null) {
        lua.setCodeCompiler(compiler);
      }
      StandardLibrary.open(lua, globals);
      lua.setLoadedTable(new Table());
    }

    Prototype compile(String program) {
      return lua.compile(program.getBytes(UTF_8), "@shared.lua");
    }

    /** Returns the function that calls the other one so many times. */
    LuaFunction load(Prototype code) {
      lua.enter(globals);
      return lua.instantiate(code, globals).invoke().arg1().checkfunction();
    }

    void run(LuaFunction calls, int count) {
      lua.enter(globals);
      calls.call(LuaValue.valueOf(count));
    }
  }

  @Test
  void functionThatAnEngineWithoutCompilerHasWatched_isCompiledNevertheless() {
    Asked asked = new Asked();
    Engine compiling = new Engine(asked);
    Engine plain = new Engine(null);
    Prototype code = compiling.compile(PROGRAM);
    LuaFunction calls = compiling.load(code);
    LuaFunction others = plain.load(code);
    Unit unit = Unit.of(code.p[0]);
    for (int i = 0; i < MOST && !unit.profiling; i++) {
      compiling.run(calls, FEW);
    }
    assertThat(unit.profiling).isTrue();
    plain.run(others, MANY);
    assertThat(unit.profiling).as("enough was noted").isFalse();
    assertThat(asked.names).doesNotContain("shared.lua:1");
    for (int i = 0; i < 10; i++) {
      compiling.run(calls, MANY);
    }
    assertThat(asked.names).contains("shared.lua:1");
  }
}
