package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.LuaLong;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function that takes numbers as PUC's C does: with its conversions, and those of the level. */
public abstract class LibraryFunction extends Builtin {

  /** What PUC's stack holds, and with it what a function can return. */
  static final int MAX_RESULTS = 1_000_000 - 40;

  private static final LuaString NAME = StringTable.name("__name");

  /** Whether the function is to behave as in Lua 5.3 or later. */
  protected final boolean level53;

  /** Whether the function is to behave as in Lua 5.4. */
  protected final boolean level54;

  protected LibraryFunction(LuaRuntime lua, String name) {
    super(lua, name);
    level53 = lua.level().atLeast(Level.LUA_5_3);
    level54 = lua.level().atLeast(Level.LUA_5_4);
  }

  // ---- arguments

  /** Returns a number argument ({@code luaL_checknumber}). */
  protected final double checkDouble(Varargs args, int arg) {
    LuaValue value = args.arg(arg);
    if (value instanceof LuaFloat number) {
      return number.v;
    }
    if (value instanceof LuaNumber number) {
      return number.todouble();
    }
    return checkOperand(args, arg).todouble();
  }

  /** Returns a number argument as the number it is, a string converted. */
  final LuaNumber checkOperand(Varargs args, int arg) {
    @Nullable LuaNumber number = number(args.arg(arg));
    if (number == null) {
      throw typeError(args, arg, "number");
    }
    return number;
  }

  /** Returns an integer argument ({@code luaL_checkinteger}). */
  protected final long checkInteger(Varargs args, int arg) {
    LuaValue value = args.arg(arg);
    if (value instanceof LuaInteger integer) {
      return integer.v;
    }
    if (value instanceof LuaLong integer) {
      return integer.v;
    }
    if (!level53) {
      return Numbers.toInteger(checkDouble(args, arg));
    }
    @Nullable LuaNumber integer = Integers.exact(checkOperand(args, arg));
    if (integer == null) {
      throw argError(arg, "number has no integer representation");
    }
    return Integers.value(integer);
  }

  final long optInteger(Varargs args, int arg, long otherwise) {
    return args.arg(arg).isnil() ? otherwise : checkInteger(args, arg);
  }

  /**
   * Returns an integer argument of 32 bits ({@code luaL_checkint}) in Lua 5.2, of 64 bits in later
   * ones.
   */
  final long checkInt(Varargs args, int arg) {
    long integer = checkInteger(args, arg);
    return level53 ? integer : (int) integer;
  }

  final long optInt(Varargs args, int arg, long otherwise) {
    return args.arg(arg).isnil() ? otherwise : checkInt(args, arg);
  }

  /**
   * Returns the place of a string argument among those allowed ({@code luaL_checkoption}).
   *
   * @param otherwise what is meant if there is no argument, null if there must be one
   */
  protected final int checkOption(
      Varargs args, int arg, @Nullable String otherwise, List<String> options) {
    boolean none = otherwise != null && args.isnoneornil(arg);
    String option = none ? otherwise : FileNames.of(checkString(args, arg));
    int index = options.indexOf(option);
    if (index < 0) {
      throw argError(arg, "invalid option '" + LuaText.excerpt(String.valueOf(option)) + "'");
    }
    return index;
  }

  /** Returns the number that a value is or that its text denotes, or null. */
  final @Nullable LuaNumber number(LuaValue value) {
    if (value instanceof LuaNumber number) {
      return number;
    }
    if (value instanceof LuaString text && lua.parse(text) instanceof LuaNumber number) {
      return number;
    }
    return null;
  }

  /**
   * Returns the integer that a value is or that its text denotes, null if none ({@code
   * lua_tointegerx} of Lua 5.3 and later).
   */
  final @Nullable LuaNumber integer(LuaValue value) {
    @Nullable LuaNumber number = number(value);
    return number == null ? null : Integers.exact(number);
  }

  /**
   * Returns an error with the position of the caller, to be thrown, whose message has any bytes.
   *
   * @param message the bytes, one for each character
   */
  final LuaError bytesFailure(String message) {
    LuaStringBuffer text = new LuaStringBuffer(lua, message.length() + 32);
    text.append(LuaText.of(lua.where(1)));
    text.append(message);
    return new ScriptError(text.toLuaString());
  }

  /** Returns a byte as {@code lua_pushfstring} shows it for {@code %c} in a message. */
  final String shown(int b) {
    int character = b & 0xff;
    boolean plain = !level53 || level54 || character >= ' ' && character <= '~';
    return plain ? String.valueOf((char) character) : "<\\" + character + ">";
  }

  /** Makes an array for values, or fails as Lua does if there is no room for it. */
  final LuaValue[] allocate(int length) {
    lua.reserve((long) length * Long.BYTES);
    if (length < Runtime.getRuntime().maxMemory() / 8) {
      try {
        return new LuaValue[length];
      } catch (OutOfMemoryError e) {
        // The collector has tried. One large array too many leaves everything else as it was.
      }
    }
    throw lua.error("not enough memory", 0);
  }

  // ---- calls

  /** Calls any value that can be called, and returns its first result. */
  final LuaValue callFor1(LuaValue function, Varargs args) {
    return lua.call(function, args).arg1();
  }

  // ---- elements

  /** Tells whether a value is a table that is to be accessed without metamethods. */
  final boolean isRaw(LuaValue value) {
    return value instanceof LuaTable && (!level53 || value.getmetatable() == null);
  }

  /** Returns an element of a table, or of what a metamethod makes one. */
  final LuaValue element(LuaValue table, long index) {
    if (!isRaw(table)) {
      return lua.index(table, lua.whole(index));
    }
    LuaTable raw = (LuaTable) table;
    return index == (int) index ? raw.rawget((int) index) : raw.rawget(lua.whole(index));
  }

  // ---- metamethods

  /** Returns the metamethod of a value, or nil. */
  final LuaValue metamethod(LuaValue value, LuaString event) {
    return lua.metamethod(value, event);
  }

  /** Returns the length of a table or string ({@code luaL_len}). */
  final long length(LuaValue value) {
    LuaValue length = lua.length(value);
    if (length instanceof LuaInteger integer) {
      return integer.v;
    }
    @Nullable LuaNumber number = level53 ? integer(length) : number(length);
    if (number == null) {
      throw failure(level53 ? "object length is not an integer" : "object length is not a number");
    }
    return level53 ? Integers.value(number) : (int) Numbers.toInteger(number.todouble());
  }

  /**
   * Returns the text of any value ({@code luaL_tolstring}), or null if a metamethod gives a value
   * that is no text, which Lua 5.2 does not mind.
   */
  final @Nullable LuaString tostring(LuaValue value) {
    if (value instanceof LuaString string) {
      return string;
    }
    LuaValue metamethod = metamethod(value, Event.TOSTRING.name);
    if (!metamethod.isnil()) {
      return textOf(callFor1(metamethod, value));
    }
    if (value instanceof LuaNumber) {
      return lua.text(value);
    }
    if (level53 && metamethod(value, NAME) instanceof LuaString kind) {
      String text = Addresses.text(value);
      return LuaStringBuffer.join(kind, text.substring(text.indexOf(':')));
    }
    return LuaText.of(Addresses.text(value));
  }

  private @Nullable LuaString textOf(LuaValue result) {
    if (result instanceof LuaString string) {
      return string;
    }
    if (result instanceof LuaNumber) {
      return lua.text(result);
    }
    if (level53) {
      throw failure("'__tostring' must return a string");
    }
    return null;
  }

  /** Orders strings by their bytes, as {@code strcoll} does in the C locale. */
  static int compare(LuaString a, LuaString b) {
    return Arrays.compareUnsigned(
        a.m_bytes,
        a.m_offset,
        a.m_offset + a.m_length,
        b.m_bytes,
        b.m_offset,
        b.m_offset + b.m_length);
  }
}
