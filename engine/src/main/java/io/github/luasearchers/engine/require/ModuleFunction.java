package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Continuation;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code module} and {@code package.seeall} of Lua 5.1, which Debian's 5.2 has kept. */
final class ModuleFunction extends Builtin {

  static final int MODULE = 0;
  static final int SEEALL = 1;

  /** What it takes to find or make a table for a part of a module's name, in instructions. */
  private static final int SUBTABLE = 32;

  private final LuaTable loaded;
  private final int operation;

  ModuleFunction(LuaRuntime lua, String name, int operation, LuaTable loaded) {
    super(lua, name);
    this.loaded = loaded;
    this.operation = operation;
  }

  @Override
  protected Varargs run(Varargs args) {
    return operation == MODULE ? module(args) : seeAll(args);
  }

  /** {@code ll_module}: makes a table the environment of the function that calls it. */
  private Varargs module(Varargs args) {
    LuaString name = checkString(args, 1);
    LuaTable module = pushModule(name);
    if (module.get("_NAME").isnil()) {
      initialize(module, name);
    }
    if (!lua.setEnvironment(1, module)) {
      throw failure("'module' not called from a Lua function");
    }
    return new Options(module, args).next();
  }

  /** {@code luaL_pushmodule}: finds or makes the table of a module, in the globals too. */
  private LuaTable pushModule(LuaString name) {
    if (loaded.get(name) instanceof LuaTable module) {
      return module;
    }
    LuaTable table = lua;
    int start = 0;
    for (int dot = 0; dot <= name.m_length; dot++) {
      if (dot == name.m_length || name.luaByte(dot) == '.') {
        lua.charge(SUBTABLE);
        table = subtable(table, name.substring(start, dot), name);
        start = dot + 1;
      }
      Slices.step(dot);
    }
    loaded.set(name, table);
    return table;
  }

  private LuaTable subtable(LuaTable table, LuaString field, LuaString name) {
    LuaValue value = table.rawget(field);
    if (value.isnil()) {
      LuaTable fresh = new Table();
      table.set(field, fresh);
      return fresh;
    }
    if (value instanceof LuaTable known) {
      return known;
    }
    String problem = "name conflict for module '" + LuaText.excerpt(ByteText.decode(name)) + "'";
    throw SearchError.toLua(lua, problem, 1, null);
  }

  /** {@code modinit}. */
  private static void initialize(LuaTable module, LuaString name) {
    module.set("_M", module);
    module.set("_NAME", name);
    int behindDot = 0;
    for (int i = 0; i < name.m_length; i++) {
      if (name.luaByte(i) == '.') {
        behindDot = i + 1;
      }
    }
    module.set("_PACKAGE", name.substring(0, behindDot));
  }

  /** {@code dooptions}: calls the functions among the arguments with the module. */
  private final class Options extends Continuation {

    private final LuaTable module;
    private final Varargs args;
    private int arg = 2;

    Options(LuaTable module, Varargs args) {
      this.module = module;
      this.args = args;
    }

    Varargs next() {
      while (arg <= args.narg()) {
        LuaValue option = args.arg(arg++);
        if (option instanceof LuaFunction) {
          return lua.callThen(option, module, this);
        }
      }
      return module;
    }

    @Override
    protected Varargs resume(Varargs results) {
      return next();
    }
  }

  /** {@code ll_seeall}. */
  private Varargs seeAll(Varargs args) {
    LuaTable module = checkTable(args, 1);
    LuaValue metatable = lua.metatable(module);
    if (metatable.isnil()) {
      metatable = new Table();
      lua.setMetatable(module, metatable);
    }
    metatable.set(Event.INDEX.name, lua);
    return NONE;
  }
}
