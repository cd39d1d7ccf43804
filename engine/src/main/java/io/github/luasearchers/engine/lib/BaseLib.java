package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Continuation;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The basic functions: lbaselib.c. */
final class BaseLib extends LibraryFunction {

  private static final int ASSERT = 0;
  private static final int ERROR = 1;
  private static final int GETMETATABLE = 2;
  private static final int IPAIRS = 3;
  private static final int NEXT = 4;
  private static final int PAIRS = 5;
  private static final int PCALL = 6;
  private static final int PRINT = 7;
  private static final int RAWEQUAL = 8;
  private static final int RAWGET = 9;
  private static final int RAWLEN = 10;
  private static final int RAWSET = 11;
  private static final int SELECT = 12;
  private static final int SETMETATABLE = 13;
  private static final int TONUMBER = 14;
  private static final int TOSTRING = 15;
  private static final int TYPE = 16;
  private static final int XPCALL = 17;
  private static final int IPAIRS_STEP = 18;

  /** The names of types, so that {@code type} makes no string. */
  private static final LuaString[] TYPES = types();

  private static final LuaString TOSTRING_NAME = StringTable.name("tostring");
  private static final LuaString FAILED = LuaString.valueOf("assertion failed!");

  private final int function;

  /** What {@code pairs} and {@code ipairs} return. */
  private final LuaValue step;

  private BaseLib(LuaRuntime lua, String name, int function, LuaValue step) {
    super(lua, name);
    this.function = function;
    this.step = step;
  }

  /** Opens the library. */
  static void open(LuaRuntime lua, LuaTable library, @Nullable Places places) {
    BaseLib next = new BaseLib(lua, "next", NEXT, NIL);
    BaseLib ipairsStep = new BaseLib(lua, "ipairs_aux", IPAIRS_STEP, NIL);
    new BaseLib(lua, "assert", ASSERT, NIL).addTo(library);
    new BaseLib(lua, "error", ERROR, NIL).addTo(library);
    new BaseLib(lua, "getmetatable", GETMETATABLE, NIL).addTo(library);
    new BaseLib(lua, "ipairs", IPAIRS, ipairsStep).addTo(library);
    next.addTo(library);
    new BaseLib(lua, "pairs", PAIRS, next).addTo(library);
    new BaseLib(lua, "pcall", PCALL, NIL).addTo(library);
    new BaseLib(lua, "print", PRINT, NIL).addTo(library);
    new BaseLib(lua, "rawequal", RAWEQUAL, NIL).addTo(library);
    new BaseLib(lua, "rawget", RAWGET, NIL).addTo(library);
    new BaseLib(lua, "rawlen", RAWLEN, NIL).addTo(library);
    new BaseLib(lua, "rawset", RAWSET, NIL).addTo(library);
    new BaseLib(lua, "select", SELECT, NIL).addTo(library);
    new BaseLib(lua, "setmetatable", SETMETATABLE, NIL).addTo(library);
    new BaseLib(lua, "tonumber", TONUMBER, NIL).addTo(library);
    new BaseLib(lua, "tostring", TOSTRING, NIL).addTo(library);
    new BaseLib(lua, "type", TYPE, NIL).addTo(library);
    new BaseLib(lua, "xpcall", XPCALL, NIL).addTo(library);
    library.rawset(StringTable.name("_VERSION"), LuaString.valueOf("Lua " + lua.level().version()));
    new CollectGarbage(lua, places != null).addTo(library);
    LoadFunction.open(lua, library, places);
    if (lua.level().atLeast(Level.LUA_5_4)) {
      new Warn(lua).addTo(library);
    }
  }

  @Override
  protected Varargs run(Varargs args) {
    return switch (function) {
      case ASSERT -> assertTrue(args);
      case ERROR -> throw error(args);
      case GETMETATABLE -> getMetatable(args);
      case IPAIRS -> ipairs(args);
      case NEXT -> next(checkTable(args, 1), args.arg(2));
      case PAIRS -> pairs(args);
      case PCALL -> pcall(args);
      case PRINT -> print(args);
      case RAWEQUAL -> rawEqual(args);
      case RAWGET -> checkTable(args, 1).rawget(checkAny(args, 2));
      case RAWLEN -> rawLength(args);
      case RAWSET -> rawSet(args);
      case SELECT -> select(args);
      case SETMETATABLE -> setMetatable(args);
      case TONUMBER -> toNumber(args);
      case TOSTRING -> toText(checkAny(args, 1));
      case TYPE -> TYPES[checkAny(args, 1).type() - TNONE];
      case XPCALL -> xpcall(args);
      default -> ipairsStep(args);
    };
  }

  // ---- errors

  private Varargs assertTrue(Varargs args) {
    if (args.arg1().toboolean()) {
      return args;
    }
    if (!level53) {
      throw failure(optString(args, 2, FAILED));
    }
    checkAny(args, 1);
    LuaValue message = args.narg() < 2 ? FAILED : args.arg(2);
    throw message instanceof LuaString text ? failure(text) : raise(message);
  }

  private LuaError failure(LuaString message) {
    return raise(prefix(lua.where(1), message));
  }

  private LuaError error(Varargs args) {
    LuaValue value = args.arg1();
    int level = (int) optInt(args, 2, 1);
    boolean text = value instanceof LuaString || !level53 && value instanceof LuaNumber;
    if (!text || level <= 0) {
      return raise(value);
    }
    return raise(prefix(lua.where(level), lua.text(value)));
  }

  private LuaString prefix(String position, LuaString message) {
    LuaString start = LuaText.of(position);
    int length = start.m_length + message.m_length;
    byte[] bytes = LuaStringBuffer.allocate(lua, length);
    Slices.copy(start, bytes, 0);
    Slices.copy(message, bytes, start.m_length);
    return LuaText.using(bytes, length);
  }

  private static LuaError raise(LuaValue value) {
    return new ScriptError(value);
  }

  private Varargs pcall(Varargs args) {
    checkAny(args, 1);
    return lua.callThen(args.arg1(), args.subargs(2), ProtectedCall.PLAIN);
  }

  private Varargs xpcall(Varargs args) {
    if (level53) {
      checkFunction(args, 2);
    } else if (args.narg() < 2) {
      throw argError(2, "value expected");
    }
    return lua.callThen(args.arg1(), args.subargs(3), new ProtectedCall(args.arg(2)));
  }

  // ---- metatables

  private Varargs getMetatable(Varargs args) {
    LuaValue metatable = lua.metatable(checkAny(args, 1));
    if (!(metatable instanceof LuaTable table)) {
      return NIL;
    }
    LuaValue shown = table.rawget(Event.METATABLE.name);
    return shown.isnil() ? metatable : shown;
  }

  private Varargs setMetatable(Varargs args) {
    LuaTable table = checkTable(args, 1);
    LuaValue metatable = args.arg(2);
    boolean none = args.narg() < 2;
    if (none || !metatable.isnil() && !metatable.istable()) {
      throw level54 ? typeError(args, 2, "nil or table") : argError(2, "nil or table expected");
    }
    if (!metamethod(table, Event.METATABLE.name).isnil()) {
      throw failure("cannot change a protected metatable");
    }
    lua.setMetatable(table, metatable);
    return table;
  }

  // ---- tables

  private Varargs pairs(Varargs args) {
    if (level53) {
      checkAny(args, 1);
    }
    LuaValue metamethod = metamethod(args.arg1(), Event.PAIRS.name);
    if (!metamethod.isnil()) {
      return lua.callThen(metamethod, args.arg1(), ThreeResults.INSTANCE);
    }
    LuaValue table = level53 ? args.arg1() : checkTable(args, 1);
    return varargsOf(step, table, NIL);
  }

  private Varargs next(LuaTable table, LuaValue key) {
    if (level54 && key instanceof LuaFloat number && Integers.fits(number.v)) {
      throw lua.error("invalid key to 'next'", 0); // such a key is stored as an integer
    }
    try {
      return table.next(key);
    } catch (ScriptError e) {
      throw e;
    } catch (LuaError e) {
      throw lua.error("invalid key to 'next'", 0);
    }
  }

  private Varargs ipairs(Varargs args) {
    if (!level54) {
      LuaValue metamethod = metamethod(args.arg1(), Event.IPAIRS.name);
      if (!metamethod.isnil()) {
        return lua.callThen(metamethod, args.arg1(), ThreeResults.INSTANCE);
      }
    }
    LuaValue table = level53 ? checkAny(args, 1) : checkTable(args, 1);
    return varargsOf(step, table, LuaInteger.valueOf(0));
  }

  private Varargs ipairsStep(Varargs args) {
    long index = checkInt(args, 2) + 1;
    LuaNumber key = lua.whole(level53 ? index : (int) index);
    LuaValue value = level53 ? lua.index(args.arg1(), key) : checkTable(args, 1).rawget(key);
    return value.isnil() ? NIL : varargsOf(key, value);
  }

  private Varargs rawEqual(Varargs args) {
    checkAny(args, 1);
    return valueOf(LuaRuntime.rawEqual(args.arg1(), checkAny(args, 2)));
  }

  private Varargs rawLength(Varargs args) {
    LuaValue value = args.arg1();
    if (value instanceof LuaTable || value instanceof LuaString) {
      return lua.whole(value.rawlen());
    }
    throw level54 ? typeError(args, 1, "table or string") : argError(1, "table or string expected");
  }

  private Varargs rawSet(Varargs args) {
    LuaTable table = checkTable(args, 1);
    LuaValue key = checkAny(args, 2);
    LuaValue value = checkAny(args, 3);
    if (key.isnil()) {
      throw lua.error("table index is nil", 0);
    }
    if (key instanceof LuaNumber && Double.isNaN(key.todouble())) {
      throw lua.error("table index is NaN", 0);
    }
    table.rawset(lua.key(key), value);
    return table;
  }

  // ---- values

  private Varargs select(Varargs args) {
    LuaValue which = args.arg1();
    if (which instanceof LuaString text && text.m_length > 0 && text.luaByte(0) == '#') {
      return LuaInteger.valueOf(args.narg() - 1);
    }
    long count = args.narg();
    long from = checkInt(args, 1);
    if (from < 0) {
      from += count;
    } else if (from > count) {
      from = count;
    }
    if (from < 1) {
      throw argError(1, "index out of range");
    }
    return args.subargs((int) from + 1);
  }

  private LuaValue toText(LuaValue value) {
    @Nullable LuaString text = tostring(value);
    // Lua 5.2 hands on whatever the metamethod gave.
    return text != null ? text : callFor1(metamethod(value, Event.TOSTRING.name), value);
  }

  private Varargs print(Varargs args) {
    PrintStream out = lua.stdout();
    @Nullable LuaValue tostring = level54 ? null : lua.index(lua.globals(), TOSTRING_NAME);
    for (int i = 1; i <= args.narg(); i++) {
      LuaString text = textToPrint(tostring, args.arg(i));
      if (i > 1) {
        out.write('\t');
      }
      write(out, text);
    }
    out.write('\n');
    out.flush();
    return NONE;
  }

  private void write(PrintStream out, LuaString text) {
    lua.chargeBytes(text.m_length);
    int done = 0;
    while (text.m_length - done > Slices.SIZE) {
      out.write(text.m_bytes, text.m_offset + done, Slices.SIZE);
      done += Slices.SIZE;
      Slices.pause();
    }
    out.write(text.m_bytes, text.m_offset + done, text.m_length - done);
  }

  private LuaString textToPrint(@Nullable LuaValue tostring, LuaValue value) {
    @Nullable LuaString text =
        tostring == null || isStandard(tostring)
            ? tostring(value)
            : text(callFor1(tostring, value));
    if (text == null) {
      throw failure("'tostring' must return a string to 'print'");
    }
    return text;
  }

  private static boolean isStandard(LuaValue tostring) {
    return tostring instanceof BaseLib base && base.function == TOSTRING;
  }

  private @Nullable LuaString text(LuaValue value) {
    return value instanceof LuaString || value instanceof LuaNumber ? lua.text(value) : null;
  }

  private Varargs toNumber(Varargs args) {
    if (!args.isnoneornil(2)) {
      return toNumberOfBase(args);
    }
    @Nullable LuaNumber number = number(args.arg1());
    if (number == null) {
      checkAny(args, 1);
      return NIL;
    }
    return number;
  }

  /** Lua 5.2 looks at the text first and takes numbers too, later ones look at the base. */
  private Varargs toNumberOfBase(Varargs args) {
    if (!level53) {
      checkString(args, 1);
    }
    long base = checkInt(args, 2);
    if (level53 && !(args.arg1() instanceof LuaString)) {
      throw typeError(args, 1, "string");
    }
    LuaString text = checkString(args, 1);
    if (base < 2 || base > 36) {
      throw argError(2, "base out of range");
    }
    @Nullable LuaNumber number = Numerals.parse(text, (int) base, level53);
    return number == null ? NIL : number;
  }

  private static LuaString[] types() {
    LuaString[] types = new LuaString[TTHREAD - TNONE + 1];
    for (int i = 0; i < types.length; i++) {
      int type = i + TNONE;
      types[i] = StringTable.name(type < 0 ? "number" : TYPE_NAMES[type]);
    }
    return types;
  }

  /** Ends {@code pairs} and {@code ipairs} after a metamethod, with three results of it. */
  private static final class ThreeResults extends Continuation {

    static final ThreeResults INSTANCE = new ThreeResults();

    @Override
    protected Varargs resume(Varargs results) {
      return varargsOf(results.arg1(), results.arg(2), results.arg(3));
    }
  }
}
