package io.github.luasearchers.engine.vm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.jit.BackgroundCompiler;
import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A universe with the standard library, whose output is kept. */
final class Shell {

  final LuaRuntime lua;
  final LuaTable globals = new Table();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Shell(Level level) {
    lua = new LuaRuntime(level);
    if (Heat.EAGER) {
      lua.setCodeCompiler(BackgroundCompiler.instance());
    }
    lua.STDOUT = new PrintStream(out, true, ISO_8859_1);
    StandardLibrary.open(lua, globals);
    globals.rawset("_G", globals);
    LuaTable loaded = new Table();
    for (String each : new String[] {"_G", "string", "coroutine", "table"}) {
      loaded.rawset(each, globals.rawget(each));
    }
    lua.setLoadedTable(loaded);
    lua.enter(globals);
  }

  Shell() {
    this(Level.LUA_5_2);
  }

  LuaValue load(String code) {
    return lua.instantiate(lua.compile(code.getBytes(UTF_8), "=code"), globals);
  }

  Varargs run(String code) {
    return load(code).invoke();
  }

  /** Returns the text of the first result. */
  String eval(String code) {
    LuaValue result = run(code).arg1();
    return result.isstring() ? LuaText.toJava(lua.text(result)) : result.tojstring();
  }

  void set(String name, LuaValue value) {
    globals.rawset(name, value);
  }

  String output() {
    lua.STDOUT.flush();
    return out.toString(ISO_8859_1);
  }
}
