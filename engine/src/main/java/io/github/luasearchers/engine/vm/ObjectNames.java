package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.compiler.Op;
import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Prototype;

/**
 * Finds the name by which code refers to a value, by executing the code symbolically: the second
 * half of PUC's ldebug.c. Names hold bytes, one per char.
 */
final class ObjectNames {

  /** The length from which a search is charged; shorter ones take no time worth counting. */
  private static final int LONG_SEARCH = 1 << 8;

  /** What a hook is called by. */
  static final ObjectNames HOOK = new ObjectNames("hook", "?");

  /** What a finalizer is called by. */
  static final ObjectNames FINALIZER = new ObjectNames("metamethod", "__gc");

  /** The largest integer that 5.4's instructions for indexing contain. */
  private static final int LARGEST_INDEX = 0xFF;

  /** The kind of the name: {@code local}, {@code global}, {@code field} and so on. */
  final String kind;

  final String name;

  /** The name of a {@code __close} metamethod, which any instruction that leaves a block calls. */
  static final ObjectNames CLOSE = new ObjectNames("metamethod", "close");

  /** Creates a name, which as a string of C ends at a zero. */
  private ObjectNames(String kind, String name) {
    int zero = name.indexOf(0);
    this.kind = kind;
    this.name = zero < 0 ? name : name.substring(0, zero);
  }

  /** Returns the name of what a register holds before an instruction ({@code getobjname}). */
  static @Nullable ObjectNames ofRegister(Level level, Prototype p, int lastPc, int register) {
    String local = localName(p, register + 1, lastPc);
    if (local != null) {
      return new ObjectNames("local", local);
    }
    int pc = setter(p, lastPc, register);
    if (pc < 0) {
      return null;
    }
    int i = p.code[pc];
    int b = Lua.GETARG_B(i);
    return switch (Lua.GET_OPCODE(i)) {
      case Lua.OP_MOVE -> b < Lua.GETARG_A(i) ? ofRegister(level, p, pc, b) : null;
      case Lua.OP_GETTABUP -> ofField(level, p, pc, upvalueName(p, b));
      case Lua.OP_GETTABLE -> ofField(level, p, pc, tableName(level, p, pc, b));
      case Lua.OP_GETUPVAL -> ofUpvalue(p, b);
      case Lua.OP_LOADK -> ofConstant(p, Lua.GETARG_Bx(i));
      case Lua.OP_LOADKX -> ofConstant(p, Lua.GETARG_Ax(p.code[pc + 1]));
      case Lua.OP_SELF -> new ObjectNames("method", keyName(level, p, pc, Lua.GETARG_C(i)));
      default -> null;
    };
  }

  private static void payForSearch(int length) {
    if (length > LONG_SEARCH) {
      CurrentMeter.charge(length);
    }
  }

  static ObjectNames ofUpvalue(Prototype p, int upvalue) {
    return new ObjectNames("upvalue", upvalueName(p, upvalue));
  }

  private static ObjectNames ofField(Level level, Prototype p, int pc, @Nullable String table) {
    int key = Lua.GETARG_C(p.code[pc]);
    if (level.atLeast(Level.LUA_5_4) && isShortIndex(p, key)) {
      return new ObjectNames("field", "integer index");
    }
    return new ObjectNames("_ENV".equals(table) ? "global" : "field", keyName(level, p, pc, key));
  }

  /** Tells whether a key is one that 5.4 has an instruction of its own for. */
  private static boolean isShortIndex(Prototype p, int key) {
    return Lua.ISK(key)
        && p.k[Lua.INDEXK(key)] instanceof LuaInteger index
        && index.v >= 0
        && index.v <= LARGEST_INDEX;
  }

  private static @Nullable String tableName(Level level, Prototype p, int pc, int register) {
    if (!level.atLeast(Level.LUA_5_4)) {
      return localName(p, register + 1, pc);
    }
    ObjectNames found = ofRegister(level, p, pc, register);
    return found == null ? null : found.name;
  }

  static @Nullable ObjectNames ofConstant(Prototype p, int constant) {
    return p.k[constant] instanceof LuaString text
        ? new ObjectNames("constant", LuaText.toLatin1(text))
        : null;
  }

  private static String keyName(Level level, Prototype p, int pc, int key) {
    ObjectNames found =
        Lua.ISK(key) ? ofConstant(p, Lua.INDEXK(key)) : ofRegister(level, p, pc, key);
    return found != null && found.kind.equals("constant") ? found.name : "?";
  }

  static String upvalueName(Prototype p, int upvalue) {
    LuaString name = p.upvalues[upvalue].name;
    return name == null ? "?" : LuaText.toLatin1(name);
  }

  /** Returns the name of the nth local variable at an instruction ({@code luaF_getlocalname}). */
  static @Nullable String localName(Prototype p, int number, int pc) {
    int left = number;
    LocVars[] variables = p.locvars;
    if (variables == null) {
      return null;
    }
    payForSearch(variables.length);
    for (LocVars variable : variables) {
      if (variable.startpc > pc) {
        return null;
      }
      if (pc < variable.endpc && --left == 0) {
        return LuaText.toLatin1(variable.varname);
      }
    }
    return null;
  }

  /** Returns the last instruction that surely set a register, -1 if none ({@code findsetreg}). */
  private static int setter(Prototype p, int lastPc, int register) {
    payForSearch(lastPc);
    int found = -1;
    int conditionalUntil = 0;
    for (int pc = 0; pc < lastPc; pc++) {
      int i = p.code[pc];
      if (Lua.GET_OPCODE(i) == Lua.OP_JMP) {
        int target = pc + 1 + Lua.GETARG_sBx(i);
        if (pc < target && target <= lastPc && target > conditionalUntil) {
          conditionalUntil = target;
        }
      } else if (sets(i, register)) {
        found = pc < conditionalUntil ? -1 : pc;
      }
    }
    return found;
  }

  private static boolean sets(int i, int register) {
    int a = Lua.GETARG_A(i);
    int opcode = Lua.GET_OPCODE(i);
    return switch (opcode) {
      case Lua.OP_LOADNIL -> a <= register && register <= a + Lua.GETARG_B(i);
      case Lua.OP_TFORCALL, Op.TFORCALL_5_4 -> register >= a + 2;
      case Op.TBC, Op.TFORPREP -> false;
      case Op.FORPREP_5_4 -> register == a || register == a + 3;
      case Op.TFORLOOP_5_4 -> register == a + 2;
      case Lua.OP_CALL, Lua.OP_TAILCALL -> register >= a;
      case Lua.OP_TEST -> register == a;
      case Op.IDIV, Op.BAND, Op.BOR, Op.BXOR, Op.SHL, Op.SHR, Op.BNOT -> register == a;
      default -> Lua.testAMode(opcode) && register == a;
    };
  }

  /** Returns the name of the function that an instruction calls ({@code getfuncname}). */
  static @Nullable ObjectNames ofCalled(Level level, Prototype p, int pc) {
    int i = p.code[pc];
    int opcode = Lua.GET_OPCODE(i);
    if (opcode == Lua.OP_CALL || opcode == Lua.OP_TAILCALL) {
      return ofRegister(level, p, pc, Lua.GETARG_A(i));
    }
    if (opcode == Lua.OP_TFORCALL || opcode == Op.TFORCALL_5_4) {
      return new ObjectNames("for iterator", "for iterator");
    }
    String event = Metamethods.eventOf(opcode);
    if (event == null) {
      return null;
    }
    boolean isShort = level.atLeast(Level.LUA_5_4);
    return new ObjectNames("metamethod", isShort ? event.substring(2) : event);
  }
}
