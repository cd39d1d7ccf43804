package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.LuaText;
import org.luaj.vm2.LuaString;

/** A chunk's name as messages show it: {@code luaO_chunkid}. */
final class ChunkId {

  /** PUC's LUA_IDSIZE, which counts the zero at the end. */
  private static final int SIZE = 60;

  private static final String PREFIX = "[string \"";
  private static final String DOTS = "...";
  private static final String SUFFIX = "\"]";

  /** How much of a text is examined; only its first line is shown. */
  private static final int MUCH = 1 << 10;

  private ChunkId() {}

  /** Returns the name, with one character per byte. */
  static String of(LuaString chunkName) {
    int seen = isFile(chunkName) ? chunkName.m_length : Math.min(chunkName.m_length, MUCH);
    String name = upToZero(LuaText.toLatin1(chunkName.substring(0, seen)));
    if (name.startsWith("=")) {
      return name.substring(1, Math.min(name.length(), SIZE));
    }
    if (name.startsWith("@")) {
      int length = name.length();
      return length <= SIZE ? name.substring(1) : DOTS + name.substring(length + 4 - SIZE);
    }
    return PREFIX + firstLine(name) + SUFFIX;
  }

  private static boolean isFile(LuaString chunkName) {
    return chunkName.m_length > 0 && chunkName.luaByte(0) == '@';
  }

  private static String firstLine(String text) {
    int room = SIZE - PREFIX.length() - DOTS.length() - SUFFIX.length() - 1;
    int newline = text.indexOf('\n');
    if (newline < 0 && text.length() < room) {
      return text;
    }
    int length = newline < 0 ? text.length() : newline;
    return text.substring(0, Math.min(length, room)) + DOTS;
  }

  /** Returns what C sees of a text: everything up to the first zero. */
  static String upToZero(String text) {
    int zero = text.indexOf('\0');
    return zero < 0 ? text : text.substring(0, zero);
  }
}
