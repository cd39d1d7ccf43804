package io.github.luasearchers.engine.compiler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.luaj.vm2.LuaString;

/** Carries bytes through Java's strings, each byte as one character, so that none is changed. */
final class Latin1 {

  private Latin1() {}

  static String text(LuaString string) {
    return text(string.m_bytes, string.m_offset, string.m_length);
  }

  static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, ISO_8859_1);
  }

  static LuaString bytes(String text) {
    return LuaString.valueUsing(text.getBytes(ISO_8859_1));
  }
}
