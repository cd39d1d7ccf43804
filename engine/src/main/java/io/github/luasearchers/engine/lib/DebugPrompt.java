package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The dialogue of {@code debug.debug}: runs the lines of the standard input until {@code cont}. */
final class DebugPrompt {

  /** One less than C's buffer; what is longer is more than one command. */
  private static final int MAX_LINE = 249;

  private final LuaRuntime lua;

  private final LibraryFunction owner;

  DebugPrompt(LuaRuntime lua, LibraryFunction owner) {
    this.lua = lua;
    this.owner = owner;
  }

  Varargs run() {
    PrintStream out = lua.stderr();
    while (true) {
      out.print("lua_debug> ");
      out.flush();
      byte[] line = readLine();
      if (line.length == 0 || LuaText.toLatin1(LuaString.valueUsing(line)).equals("cont\n")) {
        return LuaValue.NONE;
      }
      execute(line, out);
    }
  }

  private void execute(byte[] line, PrintStream out) {
    try {
      lua.instantiate(lua.compile(line, "=(debug command)"), lua.globals()).call();
    } catch (LuaError e) {
      LuaString text = text(e.getMessageObject());
      out.write(text.m_bytes, text.m_offset, text.m_length);
      out.write('\n');
      out.flush();
    }
  }

  /** Returns what is shown of an error; values that are no text only from Lua 5.4 on. */
  private LuaString text(LuaValue value) {
    if (value instanceof LuaString || value instanceof LuaNumber) {
      return lua.text(value);
    }
    LuaString text = lua.level().atLeast(Level.LUA_5_4) ? owner.tostring(value) : null;
    return text == null ? LuaString.valueOf("(null)") : text;
  }

  /** Returns the next line with its end, nothing if the input has ended. */
  private byte[] readLine() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int c = 0;
      while (line.size() < MAX_LINE && c != '\n') {
        c = lua.STDIN.read();
        if (c < 0) {
          break;
        }
        line.write(c);
      }
    } catch (IOException e) {
      return new byte[0];
    }
    return line.toByteArray();
  }
}
