package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Unbound;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Work that Java does in an engine's universe, with a frame of its own. */
class UnboundTest {

  /** Calls a function of the globals. */
  private static final class Caller extends Unbound {

    @Override
    public Builtin bind(LuaRuntime lua) {
      return new Builtin(lua, "caller") {
        @Override
        protected Varargs run(Varargs args) {
          LuaValue function = lua.index(lua.globals(), LuaValue.valueOf("f"));
          return lua.callGuarded(function, args.subargs(2), null);
        }
      };
    }
  }

  @Test
  void frame_isAFunctionOfCWithoutAName() throws Exception {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().build()) {
      lua.eval(
          "function f(x) local i = debug.getinfo(2, 'nS')"
              + " return x .. i.what .. tostring(i.name) .. tostring(debug.getinfo(3)) end");
      LuaTable holder = new LuaTable();
      holder.rawset("run", new Caller());
      assertThat(lua.invokeMethod(holder, "run", "is ")).isEqualTo("is Cnilnil");
      assertThat(lua.invokeMethod(holder, "run", "again ")).isEqualTo("again Cnilnil");
    }
  }
}
