package io.github.luasearchers.engine;

import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/** What Java has Lua do: one evaluation, from its arguments to its result in Java's form. */
abstract class Task {

  /** What stands for the result where there is no function to call. */
  static final Object NOTHING = new Object();

  final ScriptContext context;
  final Bindings engineScope;
  final @Nullable LuaTable globals;

  /**
   * Makes one.
   *
   * @param context everything around it
   * @param engineScope what is to be the ENGINE_SCOPE
   * @param globals the globals, null for those that stand for the ENGINE_SCOPE
   */
  Task(ScriptContext context, Bindings engineScope, @Nullable LuaTable globals) {
    this.context = context;
    this.engineScope = engineScope;
    this.globals = globals;
  }

  /**
   * Does it.
   *
   * @param plain whether the context has no reserved keys to ask for
   */
  abstract @Nullable Object run(LuaState lua, LuaTable globals, boolean plain)
      throws ScriptException;

  /** Returns what who asked for it is to get for what it has thrown, or throws that. */
  ScriptException failure(LuaState lua, Throwable thrown) {
    return lua.failure(thrown, null);
  }
}
