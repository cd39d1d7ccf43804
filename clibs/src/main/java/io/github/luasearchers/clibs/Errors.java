package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.Level;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** What C sees of an error: a status and a value. */
final class Errors {

  private static final LuaString NO_MEMORY = LuaValue.valueOf("not enough memory");
  private static final LuaString IN_HANDLER = LuaValue.valueOf("error in error handling");

  private Errors() {}

  static LuaValue value(LuaError error) {
    @Nullable LuaValue value = error.getMessageObject();
    return value == null ? LuaValue.NIL : value;
  }

  static int status(Universe universe, LuaError error) {
    LuaValue value = value(error);
    if (value.raweq(NO_MEMORY)) {
      return Layout.ERROR_MEMORY;
    }
    return value.raweq(IN_HANDLER) ? errorInHandler(universe) : Layout.ERROR_RUN;
  }

  /** Returns {@code LUA_ERRERR}. */
  static int errorInHandler(Universe universe) {
    return universe.level.atLeast(Level.LUA_5_4) ? 5 : 6;
  }
}
