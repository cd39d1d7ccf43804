package io.github.luasearchers.engine;

import io.github.luasearchers.engine.flight.Flight;
import io.github.luasearchers.engine.flight.ModuleSpan;
import io.github.luasearchers.engine.flight.Spans;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.LuaRuntime;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Prototype;

/** Compiles an engine's scripts, and reuses those that it compiled before. */
final class Scripts {

  private final LuaState state;
  private final LuaRuntime lua;
  private final boolean expressions;
  private final ChunkCache chunks = new ChunkCache();

  /** The function of the script that ran last. */
  private @Nullable Closure latest;

  /**
   * @param expressions whether a script may be a bare expression
   */
  Scripts(LuaState state, LuaRuntime lua, boolean expressions) {
    this.state = state;
    this.lua = lua;
    this.expressions = expressions;
  }

  /** Returns a compiled script, one that was compiled before if there is one. */
  Chunk compiled(String source, @Nullable String file) throws ScriptException {
    @Nullable Chunk known = chunks.find(source, file);
    return known == null ? compileNew(source, file) : known;
  }

  /** Returns the name of the script's file, if the context has one. */
  static @Nullable String file(ScriptContext context, Bindings engineScope) {
    @Nullable Object name = Reserved.value(ScriptEngine.FILENAME, context, engineScope);
    return name == null || name.toString().isEmpty() ? null : name.toString();
  }

  private Chunk compileNew(String source, @Nullable String file) throws ScriptException {
    try {
      Chunk chunk =
          expressions ? compileExpression(source, file) : compileText(source, source, file);
      chunks.add(chunk);
      lua.refill();
      return chunk;
    } catch (IllegalArgumentException | LuaError | VirtualMachineError | ScriptStopped e) {
      throw state.evaluations().told(Failure.of(state, e, file));
    }
  }

  /**
   * Compiles what may be an expression. This is tried first, since a call is both and would lose
   * its result as a statement.
   */
  private Chunk compileExpression(String source, @Nullable String file) {
    try {
      return compileText(source, "return " + source, file);
    } catch (LuaError | IllegalArgumentException e) {
      return compileText(source, source, file);
    }
  }

  private Chunk compileText(String source, String text, @Nullable String file) {
    @Nullable ModuleSpan span = Flight.isOn() ? Spans.compile() : null;
    String outcome = "FAILED";
    try {
      Chunk chunk =
          new Chunk(source, file, lua.compileFile(LuaText.encode(text), Chunk.name(file)));
      outcome = "COMPILED";
      return chunk;
    } finally {
      if (span != null) {
        span.end(file == null ? "script" : file, null, file, outcome);
      }
    }
  }

  /** Returns the function that runs code with some globals. */
  Closure main(Prototype code, LuaTable globals) {
    @Nullable Closure again = latest;
    if (again == null || !again.isMain(code, globals)) {
      again = lua.instantiate(code, globals);
      latest = again;
    }
    return again;
  }
}
