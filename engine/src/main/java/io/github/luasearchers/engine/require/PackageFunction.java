package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Continuation;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions of {@code package}, and {@code module}. One class, as each costs at start-up. */
final class PackageFunction extends Builtin {

  static final int LOADLIB = 0;
  static final int SEARCHPATH = 1;
  static final int MODULE = 2;
  static final int SEEALL = 3;

  /** What it takes to find or make a table for a part of a module's name, in instructions. */
  private static final int SUBTABLE = 32;

  private static final LuaString DOT = LuaString.valueOf(".");

  private final PackageLibrary library;
  private final int operation;

  PackageFunction(PackageLibrary library, String name, int operation) {
    super(library.lua(), name);
    this.library = library;
    this.operation = operation;
  }

  @Override
  protected Varargs run(Varargs args) {
    return switch (operation) {
      case LOADLIB -> loadLib(args);
      case SEARCHPATH -> searchPath(args);
      case MODULE -> module(args);
      default -> seeAll(args);
    };
  }

  /** {@code ll_loadlib}. */
  private Varargs loadLib(Varargs args) {
    String file = ByteText.decode(checkString(args, 1));
    String symbol = ByteText.decode(checkString(args, 2));
    if (library.libraries().linker(file) == null) {
      return loadLibFailure("dynamic libraries not enabled; check your Lua installation", "absent");
    }
    boolean onlyLink = symbol.startsWith("*");
    LibrarySymbol found = library.libraries().lookForFunction(file, symbol);
    @Nullable LuaFunction function = found.function();
    if (function != null) {
      return function;
    }
    if (found.isOpen()) {
      return onlyLink ? TRUE : loadLibFailure(found.problem(), "init");
    }
    return loadLibFailure(found.problem(), "open");
  }

  private static Varargs loadLibFailure(String message, String where) {
    return varargsOf(NIL, LuaText.ofMessage(message), LuaString.valueOf(where));
  }

  /** {@code ll_searchpath}. As compiled C does, it looks at its last argument first. */
  private Varargs searchPath(Varargs args) {
    LuaString slash = LuaString.valueOf(library.platform().directorySeparator());
    String replacement = ByteText.decode(optString(args, 4, slash));
    String separator = ByteText.decode(optString(args, 3, DOT));
    String path = ByteText.decode(checkString(args, 2));
    String name = ByteText.decode(checkString(args, 1));
    List<String> missed = new ArrayList<>();
    @Nullable String file =
        FilePath.search(library, FilePath.part(name, separator, replacement), path, missed);
    if (file != null) {
      return LuaText.of(file);
    }
    String first = lua.level().atLeast(Level.LUA_5_4) || missed.isEmpty() ? "" : "\n\t";
    return varargsOf(NIL, LuaText.ofMessage(first + String.join("\n\t", missed)));
  }

  /** {@code ll_module}, of Lua 5.1: makes a table the environment of the function that calls it. */
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
    if (library.loaded().get(name) instanceof LuaTable module) {
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
    library.loaded().set(name, table);
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
    throw library.error(
        "name conflict for module '" + LuaText.excerpt(ByteText.decode(name)) + "'", 1, null);
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

  /** {@code ll_seeall}, of Lua 5.1. */
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
