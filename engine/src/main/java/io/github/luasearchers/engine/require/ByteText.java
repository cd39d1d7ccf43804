package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.vm.LuaText;
import io.github.luasearchers.engine.vm.ScriptError;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import org.luaj.vm2.LuaString;

/**
 * Carries the bytes of module names and paths through Java's strings and back without loss: a byte
 * that is no UTF-8 becomes a lone surrogate (U+DC80 to U+DCFF), as Python's {@code surrogateescape}
 * has it. Lua's messages quote names byte for byte.
 */
final class ByteText {

  private static final char ESCAPE = 0xDC00;

  /** What a search gets through in time, at its end with one line for each place. */
  private static final int MOST = 1 << 20;

  private ByteText() {}

  static String decode(LuaString bytes) {
    if (bytes.m_length > MOST) {
      throw new ScriptError(
          LuaText.of(
              bytes.m_length + " bytes are too many for a module's name or a path: " + MOST));
    }
    String text = LuaText.toJava(bytes);
    return text.indexOf('\uFFFD') < 0 ? text : decodeEscaping(bytes);
  }

  private static String decodeEscaping(LuaString bytes) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes.m_bytes, bytes.m_offset, bytes.m_length);
    CharBuffer out = CharBuffer.allocate(bytes.m_length);
    while (decoder.decode(in, out, true).isError()) {
      out.put((char) (ESCAPE + (in.get() & 0xFF)));
      decoder.reset();
    }
    return out.flip().toString();
  }

  static LuaString encode(String text) {
    return isText(text) ? LuaText.of(text) : encodeEscaped(text);
  }

  private static LuaString encodeEscaped(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isEscape(text, i)) {
        out.writeBytes(text.substring(start, i).getBytes(UTF_8));
        out.write(text.charAt(i) - ESCAPE);
        start = i + 1;
      }
    }
    out.writeBytes(text.substring(start).getBytes(UTF_8));
    return LuaString.valueUsing(out.toByteArray());
  }

  /** Tells whether there is no byte in the text that is no UTF-8. */
  static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isEscape(text, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEscape(String text, int i) {
    char c = text.charAt(i);
    return c >= ESCAPE + 0x80
        && c <= ESCAPE + 0xFF
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
