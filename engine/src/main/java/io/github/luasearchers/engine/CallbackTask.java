package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.Callback;
import io.github.luasearchers.engine.vm.LuaText;
import io.github.luasearchers.engine.vm.ScriptError;
import io.github.luasearchers.engine.vm.ScriptStopped;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/** A call back of what Java has kept, while no evaluation runs. */
final class CallbackTask extends Task {

  private final Callback callback;

  CallbackTask(Callback callback, LuaTable globals, ScriptContext context) {
    super(context, LuaState.engineScope(context), globals);
    this.callback = callback;
  }

  @Override
  @Nullable Object run(LuaState lua, LuaTable globals, boolean plain) {
    return callback.run();
  }

  /** Java that calls a function of its own knows Lua's errors and its own exceptions. */
  @Override
  ScriptException failure(LuaState lua, Throwable thrown) {
    if (thrown instanceof ScriptStopped stopped) {
      throw stopped(stopped);
    }
    if (thrown instanceof RuntimeException known) {
      throw known;
    }
    throw (Error) thrown;
  }

  /** Returns the error that Java gets which has called what was stopped. */
  static ScriptError stopped(ScriptStopped stopped) {
    return new ScriptError(LuaText.of(String.valueOf(stopped.getMessage())), stopped);
  }
}
