package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The message handler of the prompt: keeps an error's value, and notes where it was raised. */
final class Tracer extends Builtin {

  Tracer(LuaRuntime lua) {
    super(lua, "tracer");
  }

  @Override
  protected Varargs run(Varargs args) {
    String traceback = LuaText.toJava(lua.traceback(lua.thread(), null, 1));
    return new Traced(args.arg1(), traceback);
  }

  /** An error's value with its traceback. */
  static final class Traced extends LuaUserdata {

    private final LuaValue value;
    private final String traceback;

    Traced(LuaValue value, String traceback) {
      super(traceback);
      this.value = value;
      this.traceback = traceback;
    }

    LuaValue value() {
      return value;
    }

    String traceback() {
      return traceback;
    }
  }
}
