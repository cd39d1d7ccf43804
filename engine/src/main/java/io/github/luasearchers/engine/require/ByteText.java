package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import org.luaj.vm2.LuaString;

/** Bounds the module names and paths that scripts give: they come back in a line for each place. */
final class ByteText {

  /** What a search gets through in time, at its end with one line for each place. */
  private static final int MOST = 1 << 20;

  private ByteText() {}

  static String decode(LuaString bytes) {
    if (bytes.m_length > MOST) {
      throw new ScriptError(
          LuaText.of(
              bytes.m_length + " bytes are too many for a module's name or a path: " + MOST));
    }
    return LuaText.toJava(bytes);
  }
}
