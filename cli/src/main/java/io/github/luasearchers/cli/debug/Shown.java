package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** Shows a value in one line. No metamethod is called: that could run anything. */
final class Shown {

  private static final int LONGEST = 1_000;

  private final LuaRuntime lua;

  Shown(LuaRuntime lua) {
    this.lua = lua;
  }

  String of(LuaValue value) {
    if (value instanceof LuaString text) {
      return '"' + shortened(LuaText.toJava(text)).replace("\n", "\\n").replace("\r", "\\r") + '"';
    }
    if (value instanceof LuaTable table) {
      int items = table.rawlen();
      return items == 0 ? "table" : "table with " + items + (items == 1 ? " item" : " items");
    }
    if (value instanceof LuaFunction function) {
      Activation about = Activation.of(lua, function);
      return about.what().equals("C")
          ? "function " + function.name()
          : "function <" + LuaText.toJava(about.shortSource()) + ":" + about.lineDefined() + ">";
    }
    if (value instanceof LuaUserdata userdata && userdata.m_instance != null) {
      return userdata.m_instance.getClass().getName();
    }
    return plain(value);
  }

  /** Returns a value as text is: strings without quotes. */
  String plain(LuaValue value) {
    if (value instanceof LuaString || value instanceof LuaNumber) {
      return shortened(LuaText.toJava(lua.text(value)));
    }
    return value.isnil() || value.isboolean() || value.isthread() ? value.tojstring() : of(value);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
