package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.compiler.LuaCompiler;
import io.github.luasearchers.engine.lib.io.Errno;
import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Makes functions of chunks of code: {@code lua_load} and {@code luaL_loadfilex}. */
public final class Chunks {

  /** The first byte of a precompiled chunk. */
  private static final int SIGNATURE = 0x1b;

  private static final LuaString STDIN = LuaString.valueOf("=stdin");
  private final LuaRuntime lua;

  /** The files that may be loaded, null for all. */
  private final @Nullable Places places;

  public Chunks(LuaRuntime lua, @Nullable Places places) {
    this.lua = lua;
    this.places = places;
  }

  /**
   * Compiles or undumps a chunk.
   *
   * @param mode which kinds of chunk are allowed, null for all
   * @param env what the function has as its first upvalue, null for the globals where Lua gives
   *     them
   * @throws LuaError with PUC's message if the chunk is no Lua or not of an allowed kind
   */
  public LuaFunction load(
      byte[] chunk, LuaString name, @Nullable String mode, @Nullable LuaValue env) {
    Prototype code = read(chunk, name, mode);
    return lua.instantiate(code, env == null ? globals(code, lua.globals()) : env);
  }

  /**
   * Compiles or undumps a chunk for C ({@code lua_load}).
   *
   * @param globals what the function has as its first upvalue, where Lua gives it the globals
   */
  public LuaFunction loadForC(
      byte[] chunk, LuaString name, @Nullable String mode, LuaValue globals) {
    Prototype code = read(chunk, name, mode);
    return lua.instantiate(code, globals(code, globals));
  }

  private Prototype read(byte[] chunk, LuaString name, @Nullable String mode) {
    boolean binary = chunk.length > 0 && chunk[0] == SIGNATURE;
    checkMode(binary, mode);
    return binary ? undump(chunk, name) : lua.compile(chunk, name);
  }

  /**
   * Returns the first upvalue of a chunk: Lua 5.2 gives the globals only to one that has no more.
   */
  private LuaValue globals(Prototype code, LuaValue globals) {
    boolean given = code.upvalues.length == 1 || lua.level().atLeast(Level.LUA_5_3);
    return given ? globals : LuaValue.NIL;
  }

  /** Fails unless a chunk that begins with this text is allowed. */
  void checkMode(LuaString start, @Nullable String mode) {
    checkMode(start.m_length > 0 && start.luaByte(0) == SIGNATURE, mode);
  }

  private static void checkMode(boolean binary, @Nullable String given) {
    if (given == null) {
      return;
    }
    int zero = given.indexOf('\0'); // where C's string ends
    String mode = zero < 0 ? given : given.substring(0, zero);
    if (mode.indexOf(binary ? 'b' : 't') < 0) {
      String kind = binary ? "binary" : "text";
      throw new ScriptError(
          LuaText.of(
              "attempt to load a " + kind + " chunk (mode is '" + LuaText.excerpt(mode) + "')"));
    }
  }

  /** Asks the universe's own undumper, which may be one that a host has put there to refuse. */
  private Prototype undump(byte[] chunk, LuaString name) {
    lua.charge(chunk.length);
    lua.reserve(2L * chunk.length);
    try {
      return lua.undumper.undump(new ByteArrayInputStream(chunk), LuaText.toJava(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Loads a file.
   *
   * @param file the file's name, null for the standard input
   * @param env as for {@link #load}
   * @throws LuaError with PUC's message if it can't be read or is no Lua
   */
  public LuaFunction loadFile(
      @Nullable LuaString file, @Nullable String mode, @Nullable LuaValue env) {
    if (places != null) {
      checkPlace(places, file == null ? "stdin" : FileNames.of(file));
    }
    if (file == null) {
      return load(withoutFirstComment(readStandardInput()), STDIN, mode, env);
    }
    String name = FileNames.of(file);
    return load(withoutFirstComment(readFile(name)), LuaText.of("@" + name), mode, env);
  }

  /** Fails unless a file is one of those that the host's settings name. */
  private static void checkPlace(Places places, String name) {
    @Nullable String refusal = places.refusalToOpen(name);
    if (refusal != null) {
      throw new ScriptError(LuaText.of("cannot open " + LuaText.excerpt(name) + ": " + refusal));
    }
  }

  private byte[] readStandardInput() {
    try {
      return lua.STDIN.readAllBytes();
    } catch (IOException e) {
      throw failure("read", "stdin", e);
    }
  }

  private static byte[] readFile(String name) {
    InputStream in;
    try {
      in = new FileInputStream(FileNames.open(name));
    } catch (IOException e) {
      Errno errno = Errno.of(e);
      throw failure(errno.is(Errno.EISDIR) ? "read" : "open", name, errno);
    }
    try (in) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw failure("read", name, e);
    }
  }

  private static LuaError failure(String deed, String name, IOException e) {
    String file = LuaText.excerpt(name);
    return new ScriptError(LuaText.of("cannot " + deed + " " + file + ": " + Errno.of(e).text()));
  }

  /** Skips a byte order mark, and of a first line that starts with {@code #} all but its end. */
  private static byte[] withoutFirstComment(byte[] bytes) {
    int at = LuaCompiler.chunkStart(bytes, 0, bytes.length);
    return at == 0 ? bytes : Arrays.copyOfRange(bytes, at, bytes.length);
  }
}
