package io.github.luasearchers.engine.jit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.CodeCompiler;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import io.github.luasearchers.engine.vm.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/** Runs a program whose hot functions are compiled in the same thread, which is always the same. */
final class HotProgram implements CodeCompiler {

  /** A translation that was asked for. */
  record Request(Unit unit, int pc, byte @Nullable [] kinds, Level level) {

    void translate() {
      BackgroundCompiler.translate(unit, pc, kinds, level);
    }
  }

  private final List<Request> requests = new ArrayList<>();

  /** Runs a program at Lua 5.4; returns what was asked for meanwhile. */
  static List<Request> run(String program) {
    HotProgram compiler = new HotProgram();
    LuaRuntime lua = new LuaRuntime(Level.LUA_5_4);
    LuaTable globals = open(lua, compiler);
    lua.instantiate(lua.compile(program.getBytes(UTF_8), "@hot.lua"), globals).invoke();
    return compiler.requests;
  }

  /** Makes a runtime ready whose functions a compiler translates; returns its globals. */
  static LuaTable open(LuaRuntime lua, CodeCompiler compiler) {
    lua.setCodeCompiler(compiler);
    LuaTable globals = new Table();
    StandardLibrary.open(lua, globals);
    lua.setLoadedTable(new Table());
    lua.enter(globals);
    return globals;
  }

  @Override
  public void request(Unit unit, int pc, byte @Nullable [] kinds, Level level) {
    Request request = new Request(unit, pc, kinds, level);
    requests.add(request);
    request.translate();
  }

  @Override
  public void discarded(Unit unit, int pc, int exits, boolean forGood, String reason) {
    BackgroundCompiler.instance().discarded(unit, pc, exits, forGood, reason);
  }
}
