package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.Varargs;

/** The function {@code warn} of Lua 5.4. */
final class Warn extends LibraryFunction {

  Warn(LuaRuntime lua) {
    super(lua, "warn");
  }

  @Override
  protected Varargs run(Varargs args) {
    int last = Math.max(1, args.narg());
    for (int i = 1; i <= last; i++) {
      checkString(args, i); // all of them, before the first is written
    }
    for (int i = 1; i <= last; i++) {
      lua.warnings().add(checkString(args, i), i < last);
    }
    return NONE;
  }
}
