package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.value.LuaText;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Writes fields as Lua does. */
final class Path {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

  private static final int MAX_LENGTH = 60;

  private Path() {}

  static String field(String table, LuaValue key) {
    if (key instanceof LuaString text) {
      String name = LuaText.excerpt(LuaText.toJava(text));
      return NAME.matcher(name).matches() && name.length() <= MAX_LENGTH
          ? table + "." + name
          : table + "[\"" + name + "\"]";
    }
    boolean isPlain = key instanceof LuaNumber || key.isboolean();
    return table + "[" + (isPlain ? key.tojstring() : "a " + key.typename()) + "]";
  }
}
