package io.github.luasearchers.engine;

import javax.script.ScriptContext;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A call of the function in a field of an object. */
class FunctionTask extends Task {

  private final String name;
  private final @Nullable LuaValue self;
  private final @Nullable Object @Nullable [] args;

  /**
   * Makes one.
   *
   * @param self the object, which is the first argument too; null for the globals, which are not
   * @param globals those with which it runs, null for the context's
   */
  FunctionTask(
      String name,
      @Nullable LuaValue self,
      @Nullable Object @Nullable [] args,
      @Nullable LuaTable globals,
      ScriptContext context) {
    super(context, LuaState.engineScope(context), globals);
    this.name = name;
    this.self = self;
    this.args = args;
  }

  @Override
  final @Nullable Object run(LuaState lua, LuaTable globals, boolean plain) throws ScriptException {
    LuaValue function = lua.field(self == null ? globals : self, name);
    if (!lua.isCallable(function)) {
      return NOTHING;
    }
    return result(lua, lua.call(function, self, args));
  }

  /** Returns what the host gets of the function's results. */
  @Nullable Object result(LuaState lua, Varargs results) throws ScriptException {
    return lua.bridge().resultsToJava(results);
  }
}
