package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.StringTable;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A function of the standard library: PUC's {@code lua_CFunction}.
 *
 * <p>The body is {@link #run}. To call a function, it returns the result of {@link
 * LuaRuntime#callThen}: the function then runs in the loop, where it can yield, before the
 * continuation goes on.
 */
public abstract class Builtin extends LuaFunction {

  /** The runtime that this function belongs to. */
  protected final LuaRuntime lua;

  private final String name;

  protected Builtin(LuaRuntime lua, String name) {
    this.lua = lua;
    this.name = name;
  }

  /** Returns the name that this function has in its library, without the library's name. */
  @Override
  public final String name() {
    return name;
  }

  /** Puts the function into a library's table under its name: an item of a {@code luaL_Reg}. */
  public final void addTo(LuaTable library) {
    library.rawset(StringTable.name(name), this);
  }

  /** Runs the function's body. */
  protected abstract Varargs run(Varargs args);

  // The loop calls one of these, by the number of arguments. A function that is called often
  // overrides the one that fits, so that no list of arguments is allocated.

  /** Runs the body without arguments. */
  protected Varargs run0() {
    return run(NONE);
  }

  /** Runs the body with one argument. */
  protected Varargs run1(LuaValue arg) {
    return run(arg);
  }

  /** Runs the body with two arguments. */
  protected Varargs run2(LuaValue arg1, LuaValue arg2) {
    return run(varargsOf(arg1, arg2));
  }

  /** Runs the body with three arguments. */
  protected Varargs run3(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
    return run(varargsOf(arg1, arg2, arg3));
  }

  /**
   * Answers {@code object[key]}, as the metamethod for it, without a frame of its own. It may do
   * that if nothing can fail, and no code of the host's runs.
   *
   * @return null if the function has to be called
   */
  protected @Nullable LuaValue indexed(LuaValue object, LuaValue key) {
    return null;
  }

  /**
   * Does {@code object[key] = value}, as the metamethod for it, without a frame of its own.
   *
   * @return whether it is done; otherwise nothing is, and the function has to be called
   */
  protected boolean assigned(LuaValue object, LuaValue key, LuaValue value) {
    return false;
  }

  /**
   * Tells whether the function looks at the registers of the functions that have called it, or
   * changes how they run: compiled code then gives them back to the loop first.
   */
  protected boolean needsFrames() {
    return false;
  }

  /**
   * Returns the values that the function was created with, where PUC has a C function with
   * upvalues.
   */
  public Varargs upvalues() {
    return NONE;
  }

  /**
   * Sets one of these values, if the function lets others do that. Those of the standard library do
   * not.
   *
   * @param number counted from 1, and not more than there are
   * @return whether it is set
   */
  public boolean setUpvalue(int number, LuaValue value) {
    return false;
  }

  @Override
  public final Varargs invoke(Varargs args) {
    return lua.calls.invoke(this, args);
  }

  @Override
  public final LuaValue call() {
    return lua.calls.call(this);
  }

  @Override
  public final LuaValue call(LuaValue arg) {
    return lua.calls.call(this, arg);
  }

  @Override
  public final LuaValue call(LuaValue arg1, LuaValue arg2) {
    return lua.calls.call(this, arg1, arg2);
  }

  @Override
  public final LuaValue call(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
    return lua.calls.call(this, arg1, arg2, arg3);
  }

  // What follows is lauxlib's luaL_check* and luaL_opt*, with its messages.

  /** Returns the error for a wrong argument ({@code luaL_argerror}), for the caller to throw. */
  protected final LuaError argError(int arg, String message) {
    return lua.argError(this, arg, message);
  }

  /**
   * Returns an error with the position of the caller ({@code luaL_error}), for the caller to throw.
   */
  protected final LuaError failure(String message) {
    return lua.error(message, 1);
  }

  /** Returns the error for an argument of the wrong type, for the caller to throw. */
  protected final LuaError typeError(Varargs args, int arg, String expected) {
    return argError(arg, expected + " expected, got " + actualType(args, arg));
  }

  private String actualType(Varargs args, int arg) {
    if (arg > args.narg()) {
      return "no value";
    }
    LuaValue value = args.arg(arg);
    boolean isAddress = value instanceof LightUserdata && lua.level().atLeast(Level.LUA_5_3);
    return isAddress ? "light userdata" : lua.typeName(value);
  }

  /** Returns an argument, which may be nil; fails if it is missing. */
  protected final LuaValue checkAny(Varargs args, int arg) {
    if (arg > args.narg()) {
      throw argError(arg, "value expected");
    }
    return args.arg(arg);
  }

  protected final LuaString checkString(Varargs args, int arg) {
    LuaValue value = args.arg(arg);
    if (value instanceof LuaString string) {
      return string;
    }
    if (value.isnumber()) {
      return lua.text(value);
    }
    throw typeError(args, arg, "string");
  }

  protected final LuaTable checkTable(Varargs args, int arg) {
    if (args.arg(arg) instanceof LuaTable table) {
      return table;
    }
    throw typeError(args, arg, "table");
  }

  protected final LuaFunction checkFunction(Varargs args, int arg) {
    if (args.arg(arg) instanceof LuaFunction function) {
      return function;
    }
    throw typeError(args, arg, "function");
  }

  protected final LuaString optString(Varargs args, int arg, LuaString otherwise) {
    return args.isnoneornil(arg) ? otherwise : checkString(args, arg);
  }
}
