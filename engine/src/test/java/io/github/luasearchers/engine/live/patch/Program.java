package io.github.luasearchers.engine.live.patch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.LivePrototype;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** A universe with modules that can be patched. */
final class Program {

  final LuaRuntime lua;
  final LuaTable globals = new Table();
  final LuaTable loaded = new Table();
  private final Map<String, Version> versions = new HashMap<>();

  Program(Level level) {
    lua = new LuaRuntime(level);
    StandardLibrary.open(lua, globals);
    globals.rawset("_G", globals);
    loaded.rawset("_G", globals);
    lua.setLoadedTable(loaded);
    lua.enter(globals);
    LuaTable pack = new Table();
    pack.rawset("loaded", loaded);
    globals.rawset("package", pack);
    eval("function require(name) return package.loaded[name] end");
  }

  /** Loads a module. */
  LuaValue load(String name, String text) {
    Version version = run(name, text);
    loaded.rawset(name, version.value());
    versions.put(name, version);
    return version.value();
  }

  private Version run(String name, String text) {
    LivePrototype code = LivePrototype.of(lua.compile(text.getBytes(UTF_8), "@" + name + ".lua"));
    Closure chunk = lua.instantiate(code, globals);
    LuaValue value = chunk.call(LuaValue.valueOf(name));
    return Version.of(lua, code, value);
  }

  /** Plans new code for a module. */
  Patch plan(String name, String text, String... keep) throws PatchRefused {
    return Patch.plan(lua, name, version(name), run(name, text), Set.of(keep));
  }

  /** Gives a module new code, and returns what the patch tells. */
  List<String> patch(String name, String text, String... keep) throws PatchRefused {
    Patch patch = plan(name, text, keep);
    apply(name, patch);
    return patch.notes();
  }

  void apply(String name, Patch patch) {
    patch.apply();
    versions.put(name, patch.version());
  }

  Version version(String name) {
    Version version = versions.get(name);
    if (version == null) {
      throw new IllegalArgumentException(name);
    }
    return version;
  }

  /** Runs code that is no module's, and returns the text of what it returns. */
  String eval(String code) {
    LuaValue result =
        lua.instantiate(lua.compile(code.getBytes(UTF_8), "=eval"), globals).invoke().arg1();
    return result.isstring() ? LuaText.toJava(lua.text(result)) : result.tojstring();
  }
}
