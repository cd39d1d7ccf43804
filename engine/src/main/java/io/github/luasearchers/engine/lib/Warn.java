package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.PrintStream;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** The function {@code warn} of Lua 5.4, which is silent until {@code @on}. */
final class Warn extends LibraryFunction {

  private static final LuaString START = LuaString.valueOf("Lua warning: ");

  private boolean on;

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
      control(LuaText.toJava(text));
    } else if (on) {
      PrintStream err = lua.STDERR;
      err.write(START.m_bytes, START.m_offset, START.m_length);
      err.write(text.m_bytes, text.m_offset, text.m_length);
      err.write('\n');
      err.flush();
    }
    return NONE;
  }

  private void control(String message) {
    if (message.equals("@on")) {
      on = true;
    } else if (message.equals("@off")) {
      on = false;
    }
  }
}
