package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.cli.Session;
import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import io.github.luasearchers.engine.vm.Unbound;
import java.util.function.Consumer;
import javax.script.ScriptException;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;

/**
 * The prompt's way into an engine. Whatever it does with Lua's values, reading included, is an
 * evaluation: other threads may use the engine as well.
 */
interface Universe {

  /**
   * Does something in an evaluation.
   *
   * @throws ScriptException if the script ends the program, a limit is reached, or the engine is
   *     closed
   */
  void enter(Consumer<LuaRuntime> work) throws ScriptException;

  /** Returns the engine, for what it can do of itself, outside of an evaluation. */
  LuaScriptEngine engine();

  /** Returns a way in for a host. */
  static Universe of(LuaScriptEngine engine) {
    return new Universe() {
      @Override
      public void enter(Consumer<LuaRuntime> work) throws ScriptException {
        LuaTable object = new Table();
        object.rawset(Call.NAME, new Call(work));
        try {
          engine.invokeMethod(object, Call.NAME);
        } catch (NoSuchMethodException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public LuaScriptEngine engine() {
        return engine;
      }
    };
  }

  /** Returns a way in for the command, which learns of {@code os.exit} by an exception. */
  static Universe of(Session session) {
    return new Universe() {
      @Override
      public void enter(Consumer<LuaRuntime> work) throws ScriptException {
        session.within(work::accept);
      }

      @Override
      public LuaScriptEngine engine() {
        return session.engine();
      }
    };
  }

  /** Returns a way in where an evaluation is going on: a script has opened the prompt. */
  static Universe inside(LuaRuntime lua, LuaScriptEngine engine) {
    return new Universe() {
      @Override
      public void enter(Consumer<LuaRuntime> work) {
        work.accept(lua);
      }

      @Override
      public LuaScriptEngine engine() {
        return engine;
      }
    };
  }

  /** What the engine calls. */
  final class Call extends Unbound {

    static final String NAME = "prompt";

    private final Consumer<LuaRuntime> work;

    private Call(Consumer<LuaRuntime> work) {
      this.work = work;
    }

    @Override
    public Builtin bind(LuaRuntime lua) {
      return new Builtin(lua, NAME) {
        @Override
        protected Varargs run(Varargs args) {
          work.accept(lua);
          return NONE;
        }
      };
    }
  }
}
