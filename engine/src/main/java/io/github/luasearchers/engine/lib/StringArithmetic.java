package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The metamethods with which Lua 5.4 calculates with strings, where the language itself did so
 * before.
 */
final class StringArithmetic extends LibraryFunction {

  private final int operation;

  private StringArithmetic(LuaRuntime lua, String event, int operation) {
    super(lua, event);
    this.operation = operation;
  }

  /** Puts the functions into the metatable of strings. */
  static void open(LuaRuntime lua, Table metatable) {
    new StringArithmetic(lua, "__add", Arithmetic.ADD).addTo(metatable);
    new StringArithmetic(lua, "__sub", Arithmetic.SUB).addTo(metatable);
    new StringArithmetic(lua, "__mul", Arithmetic.MUL).addTo(metatable);
    new StringArithmetic(lua, "__mod", Arithmetic.MOD).addTo(metatable);
    new StringArithmetic(lua, "__pow", Arithmetic.POW).addTo(metatable);
    new StringArithmetic(lua, "__div", Arithmetic.DIV).addTo(metatable);
    new StringArithmetic(lua, "__idiv", Arithmetic.IDIV).addTo(metatable);
    new StringArithmetic(lua, "__unm", Arithmetic.UNM).addTo(metatable);
  }

  @Override
  protected Varargs run(Varargs args) {
    return run2(args.arg1(), args.narg() == 1 ? args.arg1() : args.arg(2));
  }

  /** Calculates with what the operands denote, or leaves it to the second one ({@code trymt}). */
  @Override
  protected Varargs run2(LuaValue left, LuaValue right) {
    @Nullable LuaNumber a = number(left);
    @Nullable LuaNumber b = number(right);
    if (a != null && b != null) {
      return lua.arithmetic(operation, operation == Arithmetic.UNM ? b : a, b);
    }
    LuaString event = StringTable.name(name());
    LuaValue other = right instanceof LuaString ? NIL : metamethod(right, event);
    if (other.isnil()) {
      String types = "a '" + left.typename() + "' with a '" + right.typename() + "'";
      throw failure("attempt to " + name().substring("__".length()) + " " + types);
    }
    return callFor1(other, varargsOf(left, right));
  }
}
