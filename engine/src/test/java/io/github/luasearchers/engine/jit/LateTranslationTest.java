package io.github.luasearchers.engine.jit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.CodeCompiler;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Unit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaTable;

/** While a compiler is busy, what was compiled before exits again and again. */
final class LateTranslationTest {

  /** The function meets floats when it was compiled for integers. */
  private static final String PROGRAM =
      "function f(x) return x + 1 end local n = 0 for i = 1, 60000 do n = f(i) end"
          + " for i = 1, 60000 do n = f(i + 0.5) end return n";

  private static final String REST = "local n = 0 for i = 1, 60000 do n = f(i + 0.5) end return n";

  /** Translates the first time at once; after that it has something else to do. */
  private static final class Busy implements CodeCompiler {

    private final Deque<HotProgram.Request> left = new ArrayDeque<>();
    private final List<Integer> discards = new ArrayList<>();

    @Override
    public void request(Unit unit, int pc, byte @Nullable [] kinds, Level level) {
      HotProgram.Request request = new HotProgram.Request(unit, pc, kinds, level);
      if (discards.isEmpty()) {
        request.translate();
      } else {
        left.add(request);
      }
    }

    @Override
    public void discarded(Unit unit, int pc, int exits, boolean forGood, String reason) {
      discards.add(exits);
    }

    void catchUp() {
      while (!left.isEmpty()) {
        left.remove().translate();
      }
    }
  }

  @Test
  void exitsOfWhatIsToBeReplaced_doNotCount() {
    Busy compiler = new Busy();
    LuaRuntime lua = new LuaRuntime(Level.LUA_5_4);
    LuaTable globals = HotProgram.open(lua, compiler);
    run(lua, globals, PROGRAM);
    assertThat(compiler.discards).hasSizeBetween(1, 2).startsWith(3);
    assertThat(compiler.left).hasSizeBetween(1, 4);
    assertThat(lua.unexpectedExits()).isGreaterThan(1_000);
    compiler.catchUp();
    long before = lua.unexpectedExits();
    run(lua, globals, REST);
    assertThat(lua.unexpectedExits() - before).isLessThan(100);
  }

  private static void run(LuaRuntime lua, LuaTable globals, String program) {
    lua.instantiate(lua.compile(program.getBytes(UTF_8), "@late.lua"), globals).invoke();
  }
}
