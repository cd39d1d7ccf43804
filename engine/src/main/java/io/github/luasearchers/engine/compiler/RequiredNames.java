package io.github.luasearchers.engine.compiler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.Meter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/**
 * Finds the modules that source text names where it requires them: {@code require "a"}, {@code
 * require("a")} and {@code pcall(require, "a")}. Names that are put together at run time are not
 * found. Nothing is compiled or run.
 */
public final class RequiredNames {

  private static final LuaString REQUIRE = LuaString.valueOf("require");

  private final Lexer lexer;
  private final Set<String> names = new LinkedHashSet<>();

  /** The token before the current one. */
  private int before = Token.NONE;

  private RequiredNames(Lexer lexer) {
    this.lexer = lexer;
  }

  /**
   * Returns the names that the text of a file has, in the order in which they are met, each once.
   * In text that is no Lua, those before the first token that is none.
   */
  public static List<String> in(byte[] file) {
    if (!mentionsRequire(file)) {
      return List.of();
    }
    int start = LuaCompiler.chunkStart(file, 0, file.length);
    Source source = new Source(file, start, file.length - start, "", Meter.NONE);
    RequiredNames required = new RequiredNames(new Lexer(source, Level.LUA_5_4));
    try {
      required.scan();
    } catch (LuaError e) {
      // Whoever loads the file is told; there is nothing to find behind it.
    }
    return List.copyOf(required.names);
  }

  /** Tells whether the name occurs at all: the JVM finds that out faster than it runs any loop. */
  private static boolean mentionsRequire(byte[] file) {
    return new String(file, ISO_8859_1).contains("require");
  }

  private void scan() {
    next();
    while (lexer.token != Token.EOS) {
      boolean require = isRequire();
      next();
      if (require) {
        argument();
      }
    }
  }

  private void next() {
    before = lexer.token;
    lexer.next();
  }

  /** Tells whether the current token is the function's name, and no field's or method's. */
  private boolean isRequire() {
    return lexer.token == Token.NAME
        && before != '.'
        && before != ':'
        && lexer.string.raweq(REQUIRE);
  }

  /** Reads what follows {@code require}, if it is one string and nothing but that. */
  private void argument() {
    boolean open = lexer.token == '(' || lexer.token == ',';
    if (open) {
      next();
    }
    if (lexer.token != Token.STRING) {
      return;
    }
    LuaString text = lexer.string;
    String name = new String(text.m_bytes, text.m_offset, text.m_length, UTF_8);
    if (open) {
      next();
      if (lexer.token != ')' && lexer.token != ',') {
        return;
      }
    }
    names.add(name);
  }
}
