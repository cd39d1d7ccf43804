package io.github.luasearchers.engine;

import io.github.luasearchers.engine.value.LuaText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Prototype;

/**
 * A compiled script.
 *
 * @param source the script's text
 * @param file the host's name for the script, null if it has given none
 * @param code what the text was compiled to
 */
record Chunk(String source, @Nullable String file, Prototype code) {

  /** The chunk name of a script that has no file name. */
  private static final String NAMELESS = "=script";

  private static final int LONGEST_NAME = 59;

  /** Returns the chunk name of a script. */
  static String name(@Nullable String file) {
    return file == null ? NAMELESS : "@" + file;
  }

  /** Returns the name with which messages about a script begin ({@code luaO_chunkid}). */
  static String shortName(@Nullable String file) {
    if (file == null) {
      return NAMELESS.substring(1);
    }
    LuaString bytes = LuaText.of(file);
    int length = bytes.m_length;
    return length <= LONGEST_NAME
        ? file
        : "..." + LuaText.toJava(bytes.substring(length - LONGEST_NAME + 3, length));
  }
}
