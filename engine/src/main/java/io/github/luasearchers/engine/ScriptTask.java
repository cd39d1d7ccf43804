package io.github.luasearchers.engine;

import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** A script that is to run, which may have to be compiled first. */
final class ScriptTask extends Task {

  private final String source;
  private @Nullable Chunk chunk;
  private @Nullable String file;

  ScriptTask(String source, ScriptContext context, Bindings engineScope) {
    super(context, engineScope, null);
    this.source = source;
  }

  ScriptTask(Chunk chunk, ScriptContext context, Bindings engineScope) {
    super(context, engineScope, null);
    this.source = chunk.source();
    this.chunk = chunk;
    this.file = chunk.file();
  }

  @Override
  @Nullable Object run(LuaState lua, LuaTable globals, boolean plain) throws ScriptException {
    @Nullable Chunk code = chunk;
    if (code == null) {
      file = plain ? null : LuaState.file(context, engineScope);
      code = lua.compiled(source, file);
    }
    @Nullable Object arguments =
        plain ? null : Reserved.value(ScriptEngine.ARGV, context, engineScope);
    return lua.run(
        code, globals, arguments == null ? LuaValue.NONE : lua.scriptArguments(arguments));
  }

  @Override
  ScriptException failure(LuaState lua, Throwable thrown) {
    return lua.failure(thrown, file);
  }
}
