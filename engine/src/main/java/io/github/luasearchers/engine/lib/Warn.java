package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** The function {@code warn} of Lua 5.4. */
final class Warn extends LibraryFunction {

  Warn(LuaRuntime lua) {
    super(lua, "warn");
  }

  @Override
  protected Varargs run(Varargs args) {
    LuaStringBuffer message = new LuaStringBuffer(lua, 80);
    for (int i = 1; i <= Math.max(1, args.narg()); i++) {
      message.append(LuaText.upToZero(checkString(args, i))); // as PUC's are C's strings
    }
    LuaString text = message.toLuaString();
    if (args.narg() == 1 && text.m_length > 0 && text.luaByte(0) == '@') {
      lua.warnings().control(LuaText.toJava(text));
    } else {
      lua.warnings().emit(text);
    }
    return NONE;
  }
}
