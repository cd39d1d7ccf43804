package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.Prototype;

/**
 * The chunks of a session. Each has a name of its own, {@code stdin.3}, so that a message tells
 * which of them it is about, and its text is kept for that.
 */
final class Chunks {

  private static final String PREFIX = "stdin.";
  private static final String EOF_MARK = "<eof>";
  private static final int KEPT = 1_000;

  private final Map<String, String> texts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT;
        }
      };
  private int count;

  /** Takes the next chunk, and returns the name that messages have for it. */
  String begin(String text) {
    String name = PREFIX + ++count;
    texts.put(name, text);
    return name;
  }

  /** Returns the text of a chunk of this session, null if it is another's. */
  @Nullable String text(String name) {
    return texts.get(name);
  }

  /** Returns the number of the latest chunk. */
  int count() {
    return count;
  }

  /**
   * Compiles a chunk, as an expression if it is one.
   *
   * @throws LuaError if it is neither that nor statements
   */
  static Prototype compile(LuaRuntime lua, String text, String name) {
    String own = text.startsWith("=") ? text.substring(1) : text;
    LuaError failure;
    try {
      return lua.compile(LuaText.encode("return " + own), "=" + name);
    } catch (LuaError e) {
      failure = e;
    }
    if (text.startsWith("=")) {
      throw failure;
    }
    return lua.compile(LuaText.encode(text), "=" + name);
  }

  /** Tells whether a text could become a chunk by going on. */
  static boolean isIncomplete(LuaRuntime lua, String text) {
    if (text.isBlank()) {
      return false;
    }
    try {
      compile(lua, text, PREFIX);
      return false;
    } catch (LuaError e) {
      String message = String.valueOf(e.getMessage());
      // the end of a line ends a string, unless its last character is a backslash
      boolean cut = message.contains("unfinished string") && !text.stripTrailing().endsWith("\\");
      return message.endsWith(EOF_MARK) && !cut;
    }
  }
}
