package io.github.luasearchers.cli;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Turns an error's value into a message with a traceback: {@code msghandler} of lua.c. */
final class MessageHandler extends Builtin {

  MessageHandler(LuaRuntime lua) {
    super(lua, "msghandler");
  }

  @Override
  protected Varargs run(Varargs args) {
    LuaValue value = args.arg1();
    if (value instanceof LuaString || value instanceof LuaNumber) {
      return trace(lua.text(value));
    }
    return lua.level().atLeast(Level.LUA_5_3) ? ofObject(value) : ofObject52(value);
  }

  /** Adds a traceback to a message, which ends where C's strings do. */
  private LuaValue trace(LuaString message) {
    return lua.traceback(lua.thread(), LuaText.upToZero(message), 1);
  }

  private LuaValue ofObject(LuaValue value) {
    LuaValue metamethod = lua.metamethod(value, Event.TOSTRING.name);
    if (!metamethod.isnil()) {
      LuaValue text = lua.call(metamethod, (Varargs) value).arg1();
      if (text instanceof LuaString) {
        return text;
      }
    }
    return trace(LuaText.of("(error object is a " + lua.typeName(value) + " value)"));
  }

  /** As Lua 5.2 does: nil stays, and what has no text gets no traceback. */
  private LuaValue ofObject52(LuaValue value) {
    if (value.isnil()) {
      return value;
    }
    LuaValue metamethod = lua.metamethod(value, Event.TOSTRING.name);
    return metamethod.isnil()
        ? LuaText.of("(no error message)")
        : lua.call(metamethod, (Varargs) value).arg1();
  }
}
