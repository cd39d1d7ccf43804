package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Meter;
import java.io.IOException;
import java.io.InputStream;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Prototype;

/**
 * Compiles source text of Lua 5.2, 5.3 or 5.4 to byte code. A {@link Prototype} that it returns is
 * never changed, so that any number of engines and threads may share it.
 */
public final class LuaCompiler {

  private LuaCompiler() {}

  /**
   * Compiles text as {@code load} does.
   *
   * @param chunkName {@code @file}, {@code =name}, or the text itself
   * @param level the version of Lua that the text is written in
   * @param meter is charged for the work
   * @throws LuaError with PUC's message if the text is not valid Lua
   */
  public static Prototype compile(
      byte[] bytes, int offset, int length, LuaString chunkName, Level level, Meter meter) {
    Source source = new Source(bytes, offset, length, ChunkId.of(chunkName), meter);
    return new Parser(new Lexer(source, level), LuaText.upToZero(chunkName)).chunk();
  }

  /**
   * Compiles text as {@code load} does.
   *
   * @param chunkName {@code @file}, {@code =name}, or the text itself
   * @param level the version of Lua that the text is written in
   * @throws LuaError with PUC's message if the text is not valid Lua
   */
  public static Prototype compile(
      byte[] bytes, int offset, int length, String chunkName, Level level) {
    return compile(bytes, offset, length, LuaText.of(chunkName), level, Meter.NONE);
  }

  /**
   * Compiles the text of a file as {@code loadfile} does: without a byte order mark and a first
   * line that starts with {@code #}.
   *
   * @param chunkName {@code @file}, {@code =name}, or the text itself
   * @param level the version of Lua that the text is written in
   * @param meter is charged for the work
   * @throws LuaError with PUC's message if the text is not valid Lua
   */
  public static Prototype compileFile(
      byte[] bytes, int offset, int length, LuaString chunkName, Level level, Meter meter) {
    int start = chunkStart(bytes, offset, length);
    return compile(bytes, start, length - (start - offset), chunkName, level, meter);
  }

  /**
   * Returns where a file's chunk begins: after a byte order mark, and at the end of a first line
   * that starts with {@code #}, or after that line if what follows is binary.
   */
  public static int chunkStart(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int start = offset;
    boolean mark =
        length >= 3
            && bytes[start] == (byte) 0xEF
            && bytes[start + 1] == (byte) 0xBB
            && bytes[start + 2] == (byte) 0xBF;
    if (mark) {
      start += 3;
    }
    if (start < end && bytes[start] == '#') {
      while (start < end && bytes[start] != '\n') {
        start++;
      }
      if (start + 1 < end && bytes[start + 1] == BinaryFormat.SIGNATURE) {
        start++;
      }
    }
    return start;
  }

  /** Returns this compiler for LuaJ's globals. */
  public static Globals.Compiler asCompiler(Level level) {
    return new Adapter(level);
  }

  private static final class Adapter implements Globals.Compiler {

    private final Level level;

    Adapter(Level level) {
      this.level = level;
    }

    @Override
    public Prototype compile(InputStream stream, String chunkName) throws IOException {
      byte[] bytes = stream.readAllBytes();
      return LuaCompiler.compile(bytes, 0, bytes.length, chunkName, level);
    }
  }
}
