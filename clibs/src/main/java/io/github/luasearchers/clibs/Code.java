package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.compiler.Dump;
import io.github.luasearchers.engine.lib.Chunks;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Closure;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The crossings for chunks of code. */
final class Code {

  private static final LuaString NAMELESS = LuaValue.valueOf("?");

  private static final int GLOBALS = 2;

  private Code() {}

  static int load(State state, int at, int name, int mode) {
    byte[] chunk = LuaText.bytes((LuaString) state.get(at));
    LuaString chunkName = state.get(name) instanceof LuaString text ? text : NAMELESS;
    @Nullable String kinds =
        state.get(mode) instanceof LuaString text ? LuaText.toJava(text) : null;
    try {
      Chunks chunks = new Chunks(state.universe.lua, null);
      LuaValue globals = state.universe.registry().rawget(GLOBALS);
      state.set(at, chunks.loadForC(chunk, chunkName, kinds, globals));
      return Layout.OK;
    } catch (LuaError error) {
      state.set(at, Errors.value(error));
      int status = Errors.status(state.universe, error);
      return status == Layout.ERROR_RUN ? Layout.ERROR_SYNTAX : status;
    }
  }

  static int dump(State state, int function, int strip, int at) {
    if (!(state.get(function) instanceof Closure closure)) {
      return 1;
    }
    byte[] code = Dump.dump(closure.prototype(), strip != 0, state.universe.level);
    state.set(at, LuaText.using(code, code.length));
    return 0;
  }
}
