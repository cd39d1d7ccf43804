package io.github.luasearchers.engine.vm;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.luaj.vm2.LuaString;

/** Carries text between Java's strings and Lua's bytes, as UTF-8. */
public final class LuaText {

  private LuaText() {}

  /** Returns the UTF-8 bytes of a text. An unpaired surrogate becomes {@code ?}. */
  public static LuaString of(String text) {
    return LuaString.valueUsing(text.getBytes(UTF_8));
  }

  /** Returns the text that a Lua string holds as UTF-8. Bytes that are none become U+FFFD. */
  public static String toJava(LuaString string) {
    return new String(string.m_bytes, string.m_offset, string.m_length, UTF_8);
  }
}
