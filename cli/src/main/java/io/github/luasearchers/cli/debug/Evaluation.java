package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/** Runs code as if it stood where a script has stopped: it sees and sets the same variables. */
final class Evaluation {

  private static final String NAME = "=(debugger)";

  private final LuaRuntime lua;
  private final Frame frame;

  Evaluation(LuaRuntime lua, Frame frame) {
    this.lua = lua;
    this.frame = frame;
  }

  /**
   * Runs an expression or statements.
   *
   * @throws LuaError if that fails
   */
  Varargs run(String code) {
    LuaValue function = lua.instantiate(compile(code), environment());
    return lua.callGuarded(function, LuaValue.NONE, null);
  }

  private Prototype compile(String code) {
    try {
      return lua.compile(LuaText.encode("return " + code), NAME);
    } catch (LuaError e) {
      return lua.compile(LuaText.encode(code), NAME);
    }
  }

  private LuaValue environment() {
    LuaTable metatable = new Table();
    metatable.rawset(
        Event.INDEX.name,
        new Builtin(lua, "index") {
          @Override
          protected Varargs run(Varargs args) {
            return variable(args.arg(2));
          }
        });
    metatable.rawset(
        Event.NEWINDEX.name,
        new Builtin(lua, "newindex") {
          @Override
          protected Varargs run(Varargs args) {
            assign(args.arg(2), args.arg(3));
            return NONE;
          }
        });
    Table environment = new Table();
    environment.setmetatable(metatable);
    return environment;
  }

  private LuaValue variable(LuaValue name) {
    String text = name instanceof LuaString string ? LuaText.toJava(string) : "";
    @Nullable Integer local = frame.locals().get(text);
    if (local != null) {
      return frame.local(local);
    }
    @Nullable Integer upvalue = frame.upvalues().get(text);
    return upvalue != null ? frame.upvalue(upvalue) : lua.index(frame.globals(), name);
  }

  private void assign(LuaValue name, LuaValue value) {
    String text = name instanceof LuaString string ? LuaText.toJava(string) : "";
    @Nullable Integer local = frame.locals().get(text);
    @Nullable Integer upvalue = local == null ? frame.upvalues().get(text) : null;
    if (local != null) {
      frame.setLocal(local, value);
    } else if (upvalue != null) {
      frame.setUpvalue(upvalue, value);
    } else {
      lua.setIndex(frame.globals(), name, value);
    }
  }
}
