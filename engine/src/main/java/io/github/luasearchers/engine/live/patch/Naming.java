package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.value.LuaText;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Finds out what a function's code does with the values that it makes: the names they get. */
final class Naming {

  /** How deep tables may nest that a name goes through. */
  private static final int MAX_DEPTH = 8;

  private static final String ENVIRONMENT = "_ENV";

  private final Function function;
  private final int[] code;
  private final LuaValue[] constants;

  Naming(Function function) {
    this.function = function;
    this.code = function.code.code;
    this.constants = function.code.k;
  }

  /** Returns the name of the closure that an instruction makes, empty if it has none. */
  String ofClosure(int pc) {
    return destination(pc, Lua.GETARG_A(code[pc]), 0);
  }

  /** Returns where the value goes that an instruction has put into a register. */
  private String destination(int pc, int register, int depth) {
    Variable local = function.local(register, pc);
    if (local != null) {
      return local.name; // assigned to a variable that is there already
    }
    for (int at = pc + 1; at < code.length && depth < MAX_DEPTH; at++) {
      local = function.localThatBegins(register, pc, at);
      if (local != null) {
        return local.name;
      }
      int i = code[at];
      if (Instruction.op(i) == Lua.OP_MOVE && Lua.GETARG_B(i) == register) {
        return destination(at, Lua.GETARG_A(i), depth + 1);
      }
      String name = stored(i, at, register, depth);
      if (!name.isEmpty()) {
        return name;
      }
      if (Instruction.passes(i, register)) {
        return passed(i, at, register, depth);
      }
      if (Instruction.sets(i, register)) {
        return "";
      }
    }
    return "";
  }

  /** Returns the name under which an instruction stores a register's value, empty if it doesn't. */
  private String stored(int i, int at, int register, int depth) {
    int a = Lua.GETARG_A(i);
    boolean isValue = Lua.GETARG_C(i) == register;
    return switch (Instruction.op(i)) {
      case Lua.OP_SETUPVAL -> a == register ? function.upvalues.get(Lua.GETARG_B(i)).name : "";
      case Lua.OP_SETTABUP ->
          isValue ? function.upvalues.get(a).name + "." + key(Lua.GETARG_B(i), at) : "";
      case Lua.OP_SETTABLE ->
          isValue ? object(a, at, depth + 1) + "." + key(Lua.GETARG_B(i), at) : "";
      default -> "";
    };
  }

  /** Returns the name of what a function returns that gets the value; it may have wrapped it. */
  private String passed(int i, int at, int register, int depth) {
    int a = Lua.GETARG_A(i);
    if (Instruction.op(i) == Lua.OP_RETURN) {
      return "return";
    }
    boolean hasResult = Lua.GETARG_C(i) != 1;
    if (Instruction.op(i) != Lua.OP_CALL || a == register || !hasResult) {
      return "";
    }
    String wrapped = destination(at, a, depth + 1);
    return wrapped.isEmpty() ? "" : wrapped + "()";
  }

  private String key(int operand, int at) {
    if (Lua.ISK(operand)) {
      return text(constants[Lua.INDEXK(operand)]);
    }
    Variable local = function.local(operand, at);
    if (local != null) {
      return "[" + local.name + "]";
    }
    int setter = setter(operand, at);
    boolean isConstant = setter >= 0 && Instruction.op(code[setter]) == Lua.OP_LOADK;
    return isConstant ? text(constants[Lua.GETARG_Bx(code[setter])]) : "[]";
  }

  private static String text(LuaValue key) {
    return key instanceof LuaString text ? LuaText.toJava(text) : "[" + key.tojstring() + "]";
  }

  /** Returns the name of the table in a register. */
  private String object(int register, int at, int depth) {
    Variable local = function.local(register, at);
    if (local != null) {
      return local.name;
    }
    int setter = setter(register, at);
    if (setter < 0 || depth >= MAX_DEPTH) {
      return "?";
    }
    int i = code[setter];
    int b = Lua.GETARG_B(i);
    return switch (Instruction.op(i)) {
      case Lua.OP_GETUPVAL -> function.upvalues.get(b).name;
      case Lua.OP_GETTABUP -> global(function.upvalues.get(b).name, key(Lua.GETARG_C(i), setter));
      case Lua.OP_GETTABLE -> object(b, setter, depth + 1) + "." + key(Lua.GETARG_C(i), setter);
      case Lua.OP_NEWTABLE -> destination(setter, register, depth + 1);
      default -> "?";
    };
  }

  private static String global(String table, String key) {
    return table.equals(ENVIRONMENT) ? key : table + "." + key;
  }

  private int setter(int register, int before) {
    for (int at = before - 1; at >= 0; at--) {
      if (Instruction.sets(code[at], register)) {
        return at;
      }
    }
    return -1;
  }
}
