package io.github.luasearchers.engine.jit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.CodeCompiler;
import io.github.luasearchers.engine.vm.Heat;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Unit;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaTable;

/**
 * Programs whose operands stay of the same kinds stay compiled. Nothing but the number of exits
 * shows if they do not: a function that exits in a loop does the right thing, slowly.
 */
final class ExitsTest {

  /**
   * A function may be compiled before it has met all that it works with. Then it is compiled anew
   * after some exits, but not again and again.
   */
  private static final int FEW = Heat.EAGER ? 400 : 60;

  private static final class Immediate implements CodeCompiler {

    private final Set<Unit> units = new HashSet<>();

    @Override
    public void request(Unit unit, int pc, byte @Nullable [] kinds, Level level) {
      BackgroundCompiler.translate(unit, pc, kinds, level);
      units.add(unit);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end"
            + " fib(24)",
        "local t = {} for i = 1, 300 do t[i] = i * 0.5 end"
            + " for r = 1, 300 do for i = 2, 300 do t[i] = t[i] * 0.5 + t[i - 1] * 0.25 end end",
        "for r = 1, 20 do local p = {} for i = 2, 2000 do p[i] = true end"
            + " for i = 2, 44 do if p[i] then for j = i * i, 2000, i do p[j] = false end end end end",
        "local C = {} C.__index = C function C:add(n) self.n = self.n + n return self end"
            + " local o = setmetatable({n = 0}, C) for i = 1, 90000 do o:add(i % 3) end",
        "local B = {} B.__index = B function B:get() return self.v end"
            + " local D = setmetatable({}, B) D.__index = D"
            + " local o = setmetatable({v = 1}, D) local s = 0 for i = 1, 90000 do s = s + o:get() end",
        "local function counter() local n = 0 return function() n = n + 1 return n end end"
            + " local c = counter() for i = 1, 90000 do c() end",
        "local s = 0 for i = 1, 90000 do local b = ('abcdef'):byte(i % 6 + 1) s = s + b end",
        "local function sum(...) local s = 0 for i = 1, select('#', ...) do"
            + " s = s + (select(i, ...)) end return s end for i = 1, 20000 do sum(i, 2, 3) end",
        "local t = {} for i = 1, 50 do t[i] = i end local s = 0"
            + " for r = 1, 2000 do for i, v in ipairs(t) do s = s + v end end",
        "local t = {} for i = 1, 50 do t['k' .. i] = i end local s = 0"
            + " for r = 1, 2000 do for k, v in pairs(t) do s = s + v end end",
        "local function f(a, b) return b, a end local x, y = 1, 2"
            + " for i = 1, 90000 do x, y = f(x, y) end",
        "local t = {} for r = 1, 300 do for i = 1, 100 do t[i] = (i * 7919) % 101 end"
            + " table.sort(t, function(a, b) return a < b end) end",
        "local n = 0 local function loop(k) if k == 0 then return 0 end return loop(k - 1) end"
            + " for i = 1, 9000 do loop(10) end",
        "local p = {} for i = 1, 60000 do p[#p + 1] = i .. ':' if #p == 50 then"
            + " table.concat(p) p = {} end end",
        "local m = 0 for i = 1, 300 do local x, y = 0.0, 0.0 for k = 1, 200 do"
            + " x, y = x * x - y * y + 0.1, 2 * x * y + 0.2 if x * x + y * y > 4 then break end"
            + " m = m + 1 end end",
        "n = 0 function step(x) n = n + x return n end for i = 1, 90000 do step(1) end",
        "local s = 0 for i = 1, 90000 do if i % 2 == 0 then goto next end s = s + i ::next:: end",
        "local t = setmetatable({}, {__index = function(t, k) return k end}) local s = 0"
            + " for i = 1, 90000 do s = s + t[i] end",
        "local V = {} V.__add = function(a, b) return setmetatable({x = a.x + b.x}, V) end"
            + " local a = setmetatable({x = 1}, V) for i = 1, 30000 do local c = a + a end",
      })
  void program_staysCompiled(String program) {
    for (Level level : Level.values()) {
      Immediate compiler = new Immediate();
      long exits = exits(level, program, compiler);
      assertThat(compiler.units).as("%s: %s", level, program).isNotEmpty();
      assertThat(exits).as("%s: %s", level, program).isLessThan(FEW);
      assertThat(compiler.units).as("%s: %s", level, program).noneMatch(Unit::isWide);
    }
  }

  private static long exits(Level level, String program, CodeCompiler compiler) {
    LuaRuntime lua = new LuaRuntime(level);
    LuaTable globals = HotProgram.open(lua, compiler);
    lua.instantiate(lua.compile(program.getBytes(UTF_8), "@program.lua"), globals).invoke();
    return lua.unexpectedExits();
  }
}
