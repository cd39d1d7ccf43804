package io.github.luasearchers.engine.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A Lua universe with a bridge, for tests: what an engine is without {@code javax.script}. */
final class Script {

  final LuaRuntime lua;
  final JavaBridge bridge;
  final LuaTable globals = new Table();

  Script() {
    this(Level.LUA_5_2);
  }

  Script(Level level) {
    lua = new LuaRuntime(level);
    bridge = new JavaBridge(lua, Script.class.getClassLoader(), null);
    StandardLibrary.open(lua, lua);
    bridge.open(lua);
    LuaTable metatable = new Table();
    metatable.set("__index", lua);
    globals.setmetatable(metatable);
  }

  /** Makes a Java value a global variable. */
  Script with(String name, @Nullable Object value) {
    globals.set(LuaText.of(name), bridge.toLua(value));
    return this;
  }

  /** Runs a script and returns the Java face of its results. */
  @Nullable Object eval(String source) {
    return bridge.resultsToJava(run(source));
  }

  Varargs run(String source) {
    return lua.instantiate(lua.compile(source.getBytes(UTF_8), "=test"), globals)
        .invoke(LuaValue.NONE);
  }

  /** Runs a script that fails and returns its message, without a position. */
  String fail(String source) {
    try {
      run(source);
    } catch (LuaError e) {
      String message = String.valueOf(bridge.toJava(e.getMessageObject()));
      return message.replaceFirst("^test:\\d+: ", "");
    }
    throw new AssertionError("did not fail: " + source);
  }
}
