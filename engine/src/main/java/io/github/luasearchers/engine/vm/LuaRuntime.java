package io.github.luasearchers.engine.vm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;

/**
 * One Lua universe: what PUC calls a {@code global_State}. All that two engines could share and a
 * script could change is a field of this object.
 *
 * <p>It is LuaJ's {@link Globals} as well: the table that the code of modules has as its {@code
 * _ENV}. As a table it has nothing of its own; reads and writes go to {@link #globals()}, the
 * globals of the evaluation that is running, so that a module that was loaded once sees the
 * variables of whoever calls it, and never those of an evaluation that has ended.
 */
public final class LuaRuntime extends Globals {

  private final Level level;
  private LuaTable current = new LuaTable();

  public LuaRuntime(Level level) {
    this.level = level;
    LoadState.install(this);
    LuaC.install(this);
  }

  /** Returns the level of Lua that the libraries keep to. */
  public Level level() {
    return level;
  }

  // ---- globals

  /** Returns the globals of the running evaluation: what {@code load} gives to its chunks. */
  public LuaTable globals() {
    return current;
  }

  /**
   * Makes a table the globals of the evaluation that now begins.
   *
   * @return the globals until now, to be given back when the evaluation ends
   */
  public LuaTable enter(LuaTable globals) {
    LuaTable previous = current;
    current = globals;
    return previous;
  }

  // ---- chunks

  /**
   * Compiles source text. Skips a byte order mark and a first line that starts with {@code #}.
   *
   * @param source the text's bytes
   * @param chunkName {@code @file}, {@code =name} or the text itself, as for {@code load}
   * @throws LuaError with PUC's message if the text is no Lua
   */
  public Prototype compile(byte[] source, String chunkName) {
    try {
      return compilePrototype(new ByteArrayInputStream(source), chunkName);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a function of compiled code. A prototype may serve any number of runtimes at once. */
  public LuaFunction instantiate(Prototype code, LuaValue env) {
    try {
      return loader.load(code, code.source.tojstring(), env);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- calls

  /**
   * Asks the loop to call a function on behalf of a {@link Builtin}, which is to return this
   * method's answer at once. The builtin goes on in the continuation.
   */
  public Varargs callThen(LuaValue function, Varargs args, Continuation then) {
    Varargs results;
    try {
      results = function.invoke(args);
    } catch (LuaError e) {
      return then.fail(e);
    }
    return then.resume(results);
  }

  /** Brings a builtin's answer to its end, for a caller that is no loop. */
  Varargs complete(Varargs answer) {
    return answer;
  }

  /**
   * Asks whether the script is to stop. Whatever takes long inside Java calls this now and then.
   */
  public void checkpoint() {}

  // ---- errors

  /**
   * Returns an error whose message begins with the position of a caller ({@code luaL_error}), to be
   * thrown.
   *
   * @param level 0: no position; 1: the function that called the running builtin; 2: its caller
   */
  public LuaError error(String message, int level) {
    return new LuaError(LuaValue.valueOf(where(level) + message));
  }

  LuaError argError(Builtin function, int arg, String message) {
    return error("bad argument #" + arg + " to '" + function.name() + "' (" + message + ")", 1);
  }

  /** Returns {@code file:line: } of a caller, or the empty text if it is no Lua function. */
  public String where(int level) {
    return "";
  }

  /** Returns the traceback that an error had when it left the loop. */
  public static Optional<String> traceback(LuaError error) {
    return Optional.empty();
  }

  // ---- values

  private final @Nullable LuaValue[] metatables = new LuaValue[LuaValue.TTHREAD + 1];

  /**
   * Returns a value's metatable, nil if it has none. Types other than table and userdata share one.
   */
  public LuaValue metatable(LuaValue value) {
    @Nullable LuaValue own =
        value.istable() || value.isuserdata() ? value.getmetatable() : metatables[value.type()];
    return own == null ? LuaValue.NIL : own;
  }

  /** Gives a value, or its whole type if it is no table and no userdata, a metatable or nil. */
  public void setMetatable(LuaValue value, LuaValue metatable) {
    @Nullable LuaValue own = metatable.isnil() ? null : metatable;
    if (value.istable() || value.isuserdata()) {
      value.setmetatable(own);
    } else {
      metatables[value.type()] = own;
    }
  }

  /** Returns the text of a number or string, as {@code tostring} without metamethods gives it. */
  public LuaString text(LuaValue value) {
    return value instanceof LuaString string ? string : Numbers.text(value);
  }
}
