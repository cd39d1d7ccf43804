package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code bit32}: lbitlib.c. Lua 5.4 has none. */
final class Bit32Lib {

  private static final int ARSHIFT = 0;
  private static final int BAND = 1;
  private static final int BNOT = 2;
  private static final int BOR = 3;
  private static final int BTEST = 4;
  private static final int BXOR = 5;
  private static final int EXTRACT = 6;
  private static final int LROTATE = 7;
  private static final int LSHIFT = 8;
  private static final int REPLACE = 9;
  private static final int RROTATE = 10;
  private static final int RSHIFT = 11;

  private Bit32Lib() {}

  /** Puts the functions into the library's table. */
  static void fill(LuaRuntime lua, Table bit32) {
    bit32.presize(0, 16);
    new Function(lua, "arshift", ARSHIFT).addTo(bit32);
    new Function(lua, "band", BAND).addTo(bit32);
    new Function(lua, "bnot", BNOT).addTo(bit32);
    new Function(lua, "bor", BOR).addTo(bit32);
    new Function(lua, "btest", BTEST).addTo(bit32);
    new Function(lua, "bxor", BXOR).addTo(bit32);
    new Function(lua, "extract", EXTRACT).addTo(bit32);
    new Function(lua, "lrotate", LROTATE).addTo(bit32);
    new Function(lua, "lshift", LSHIFT).addTo(bit32);
    new Function(lua, "replace", REPLACE).addTo(bit32);
    new Function(lua, "rrotate", RROTATE).addTo(bit32);
    new Function(lua, "rshift", RSHIFT).addTo(bit32);
  }

  private static final class Function extends LibraryFunction {

    private static final int BITS = 32;

    private final int function;

    Function(LuaRuntime lua, String name, int function) {
      super(lua, name);
      this.function = function;
    }

    @Override
    protected Varargs run(Varargs args) {
      return switch (function) {
        case ARSHIFT -> arithmeticShift(args);
        case BAND -> unsigned(and(args));
        case BNOT -> unsigned(~checkUnsigned(args, 1));
        case BOR -> unsigned(or(args));
        case BTEST -> valueOf(and(args) != 0);
        case BXOR -> unsigned(xor(args));
        case EXTRACT -> extract(args);
        case LROTATE -> rotate(args, 1);
        case LSHIFT -> shift(args, 1);
        case REPLACE -> replace(args);
        case RROTATE -> rotate(args, -1);
        case RSHIFT -> shift(args, -1);
        default -> throw new IllegalStateException(name());
      };
    }

    @Override
    protected Varargs run2(LuaValue arg1, LuaValue arg2) {
      if (arg1 instanceof LuaInteger left && arg2 instanceof LuaInteger right) {
        switch (function) {
          case BAND -> {
            return unsigned(left.v & right.v);
          }
          case BOR -> {
            return unsigned(left.v | right.v);
          }
          case BXOR -> {
            return unsigned(left.v ^ right.v);
          }
          case LSHIFT -> {
            return shift(left.v, right.v);
          }
          case RSHIFT -> {
            return shift(left.v, -(long) right.v);
          }
          default -> {} // as all the others
        }
      }
      return run(varargsOf(arg1, arg2));
    }

    /** Returns the low 32 bits of a number. */
    private int checkUnsigned(Varargs args, int arg) {
      if (args.arg(arg) instanceof LuaInteger integer) {
        return integer.v;
      }
      return level53
          ? (int) checkInteger(args, arg)
          : (int) Numbers.toUnsigned(checkDouble(args, arg));
    }

    private LuaNumber unsigned(int bits) {
      return bits >= 0 ? LuaInteger.valueOf(bits) : lua.whole(bits & 0xffffffffL);
    }

    private int and(Varargs args) {
      int result = -1;
      for (int i = 1, n = args.narg(); i <= n; i++) {
        result &= checkUnsigned(args, i);
      }
      return result;
    }

    private int or(Varargs args) {
      int result = 0;
      for (int i = 1, n = args.narg(); i <= n; i++) {
        result |= checkUnsigned(args, i);
      }
      return result;
    }

    private int xor(Varargs args) {
      int result = 0;
      for (int i = 1, n = args.narg(); i <= n; i++) {
        result ^= checkUnsigned(args, i);
      }
      return result;
    }

    /** Shifts to the left, or by a negative count to the right. */
    private LuaNumber shift(int bits, long count) {
      if (count <= -BITS || count >= BITS) {
        return unsigned(0);
      }
      return unsigned(count < 0 ? bits >>> -count : bits << count);
    }

    private LuaNumber shift(Varargs args, int direction) {
      long count = direction * checkCount(args);
      return shift(checkUnsigned(args, 1), count);
    }

    /** Returns the second argument. PUC's compiler looks at it before the first. */
    private long checkCount(Varargs args) {
      return checkInt(args, 2);
    }

    private LuaNumber arithmeticShift(Varargs args) {
      int bits = checkUnsigned(args, 1);
      long count = checkInt(args, 2);
      if (count < 0 || bits >= 0) {
        return shift(bits, -count);
      }
      return unsigned(bits >> Math.min(count, BITS - 1));
    }

    private LuaNumber rotate(Varargs args, int direction) {
      long count = direction * checkCount(args);
      return unsigned(Integer.rotateLeft(checkUnsigned(args, 1), (int) (count & (BITS - 1))));
    }

    private LuaValue extract(Varargs args) {
      int bits = checkUnsigned(args, 1);
      int field = checkField(args, 2);
      return unsigned(bits >>> field & mask(args, 2));
    }

    private LuaValue replace(Varargs args) {
      int bits = checkUnsigned(args, 1);
      int value = checkUnsigned(args, 2);
      int field = checkField(args, 3);
      int mask = mask(args, 3);
      return unsigned(bits & ~(mask << field) | (value & mask) << field);
    }

    /** Returns the number of a field's first bit, and checks its width ({@code fieldargs}). */
    private int checkField(Varargs args, int arg) {
      long field = checkInt(args, arg);
      long width = optInt(args, arg + 1, 1);
      if (field < 0) {
        throw argError(arg, "field cannot be negative");
      }
      if (width <= 0) {
        throw argError(arg + 1, "width must be positive");
      }
      if ((level53 ? field + width : (int) (field + width)) > BITS) {
        throw failure("trying to access non-existent bits");
      }
      return (int) field;
    }

    private int mask(Varargs args, int arg) {
      return ~(-2 << (int) optInt(args, arg + 1, 1) - 1);
    }
  }
}
