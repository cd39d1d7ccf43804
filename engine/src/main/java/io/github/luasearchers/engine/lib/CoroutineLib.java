package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Continuation;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.HeapNode;
import io.github.luasearchers.engine.vm.HeapWalk;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code coroutine}: PUC's lcorolib.c. */
final class CoroutineLib {

  private CoroutineLib() {}

  /** Puts the functions into the library's table. */
  static void fill(LuaRuntime lua, Table coroutine) {
    coroutine.presize(0, 8);
    new Create(lua).addTo(coroutine);
    new Resume(lua).addTo(coroutine);
    new Running(lua).addTo(coroutine);
    new Status(lua).addTo(coroutine);
    new Wrap(lua).addTo(coroutine);
    new Yield(lua).addTo(coroutine);
    if (lua.level().atLeast(Level.LUA_5_3)) {
      new IsYieldable(lua).addTo(coroutine);
    }
    if (lua.level().atLeast(Level.LUA_5_4)) {
      new Close(lua).addTo(coroutine);
    }
  }

  /** What all functions of the library share. */
  private abstract static class Function extends Builtin {

    Function(LuaRuntime lua, String name) {
      super(lua, name);
    }

    /** Returns an argument that is to be a coroutine. */
    final Coroutine coroutine(Varargs args) {
      if (args.arg1() instanceof Coroutine coroutine) {
        return coroutine;
      }
      if (lua.level().atLeast(Level.LUA_5_4)) {
        throw typeError(args, 1, "thread");
      }
      throw argError(
          1, lua.level().atLeast(Level.LUA_5_3) ? "thread expected" : "coroutine expected");
    }
  }

  private static final class Create extends Function {

    Create(LuaRuntime lua) {
      super(lua, "create");
    }

    @Override
    protected Varargs run(Varargs args) {
      return new Coroutine(lua, checkFunction(args, 1));
    }
  }

  private static final class Resume extends Function {

    private static final Continuation THEN = new Answer();

    Resume(LuaRuntime lua) {
      super(lua, "resume");
    }

    @Override
    protected Varargs run(Varargs args) {
      return lua.resume(coroutine(args), args.subargs(2), THEN);
    }

    @Override
    protected Varargs run1(LuaValue thread) {
      return lua.resume(coroutine(thread), NONE, THEN);
    }

    @Override
    protected Varargs run2(LuaValue thread, LuaValue arg) {
      return lua.resume(coroutine(thread), arg, THEN);
    }

    private static final class Answer extends Continuation {

      @Override
      protected Varargs resume(Varargs results) {
        return varargsOf(TRUE, results);
      }

      @Override
      protected Varargs fail(LuaError error) {
        return varargsOf(FALSE, error.getMessageObject());
      }
    }
  }

  private static final class Wrap extends Function {

    Wrap(LuaRuntime lua) {
      super(lua, "wrap");
    }

    @Override
    protected Varargs run(Varargs args) {
      return new Wrapped(lua, new Coroutine(lua, checkFunction(args, 1)));
    }
  }

  /** What {@code coroutine.wrap} returns. */
  private static final class Wrapped extends Function implements HeapNode {

    private final Coroutine coroutine;
    private final Continuation then;

    Wrapped(LuaRuntime lua, Coroutine coroutine) {
      super(lua, "wrap");
      this.coroutine = coroutine;
      this.then = new Rethrow(lua, coroutine);
    }

    @Override
    public Varargs upvalues() {
      return coroutine;
    }

    @Override
    protected Varargs run(Varargs args) {
      return lua.resume(coroutine, args, then);
    }

    @Override
    public void hold(HeapWalk walk) {
      walk.add(coroutine);
    }

    /**
     * Hands an error on; to a message it adds where the function was called. From Lua 5.4 on,
     * closes the coroutine first.
     */
    private static final class Rethrow extends Continuation {

      private final LuaRuntime lua;
      private final Coroutine coroutine;

      Rethrow(LuaRuntime lua, Coroutine coroutine) {
        this.lua = lua;
        this.coroutine = coroutine;
      }

      @Override
      protected Varargs resume(Varargs results) {
        return results;
      }

      @Override
      protected Varargs fail(LuaError error) {
        LuaValue value = error.getMessageObject();
        if (coroutine.hasFailed() && lua.level().atLeast(Level.LUA_5_4)) {
          LuaValue last = coroutine.close();
          value = last == null ? value : last;
        }
        boolean message =
            value.type() == LuaValue.TSTRING
                || value.type() == LuaValue.TNUMBER && !lua.level().atLeast(Level.LUA_5_3);
        if (message) {
          value = lua.concat(LuaText.of(lua.where(1)), value);
        }
        throw new ScriptError(value, error.getCause());
      }
    }
  }

  private static final class Yield extends Function {

    Yield(LuaRuntime lua) {
      super(lua, "yield");
    }

    @Override
    protected Varargs run(Varargs args) {
      return lua.yield(args);
    }
  }

  private static final class Status extends Function {

    Status(LuaRuntime lua) {
      super(lua, "status");
    }

    @Override
    protected Varargs run(Varargs args) {
      return LuaText.of(coroutine(args).getStatus());
    }
  }

  private static final class Running extends Function {

    Running(LuaRuntime lua) {
      super(lua, "running");
    }

    @Override
    protected Varargs run(Varargs args) {
      Coroutine running = lua.thread();
      return varargsOf(running, valueOf(running.isMainThread()));
    }
  }

  private static final class IsYieldable extends Function {

    IsYieldable(LuaRuntime lua) {
      super(lua, "isyieldable");
    }

    @Override
    protected Varargs run(Varargs args) {
      boolean other = args.narg() > 0 && lua.level().atLeast(Level.LUA_5_4);
      return valueOf(lua.isYieldable(other ? coroutine(args) : lua.thread()));
    }
  }

  private static final class Close extends Function {

    Close(LuaRuntime lua) {
      super(lua, "close");
    }

    @Override
    protected Varargs run(Varargs args) {
      Coroutine coroutine = coroutine(args);
      String status = coroutine.getStatus();
      if (!status.equals("suspended") && !status.equals("dead")) {
        throw failure("cannot close a " + status + " coroutine");
      }
      @Nullable LuaValue error = coroutine.close();
      return error == null ? TRUE : varargsOf(FALSE, error);
    }
  }
}
