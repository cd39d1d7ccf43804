package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code coroutine.resume}, for Java code that resumes a coroutine directly. */
final class Resume extends Builtin {

  Resume(LuaRuntime lua) {
    super(lua, "resume");
  }

  @Override
  protected Varargs run(Varargs args) {
    return lua.resume((Coroutine) args.arg1(), args.subargs(2), new Then());
  }

  private static final class Then extends Continuation {

    @Override
    protected Varargs resume(Varargs results) {
      return LuaValue.varargsOf(LuaValue.TRUE, results);
    }

    @Override
    protected Varargs fail(LuaError error) {
      return LuaValue.varargsOf(LuaValue.FALSE, error.getMessageObject());
    }
  }
}
