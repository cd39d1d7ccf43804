package io.github.luasearchers.engine;

import java.util.Objects;
import javax.script.Bindings;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;

/** A script that was compiled before its evaluations. */
final class LuaCompiledScript extends CompiledScript {

  private final LuaScriptEngine engine;
  private final Chunk chunk;

  private LuaCompiledScript(LuaScriptEngine engine, Chunk chunk) {
    this.engine = engine;
    this.chunk = chunk;
  }

  static CompiledScript of(LuaScriptEngine engine, Chunk chunk) {
    return new LuaCompiledScript(engine, chunk);
  }

  @Override
  public @Nullable Object eval() throws ScriptException {
    return eval(engine.getContext());
  }

  @Override
  public @Nullable Object eval(ScriptContext context) throws ScriptException {
    Objects.requireNonNull(context, "context");
    return engine.evaluate(chunk, context, Evaluations.engineScope(context));
  }

  /** Runs the script with the caller's bindings, or with the engine's own if there are none. */
  @Override
  public @Nullable Object eval(@Nullable Bindings bindings) throws ScriptException {
    return bindings == null ? eval() : engine.evaluate(chunk, engine.getContext(), bindings);
  }

  @Override
  public ScriptEngine getEngine() {
    return engine;
  }
}
