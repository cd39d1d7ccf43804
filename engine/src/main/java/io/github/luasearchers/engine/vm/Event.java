package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.StringTable;
import org.luaj.vm2.LuaString;

/**
 * An operation that a metatable can override: a {@code TMS} of PUC's ltm.h. Metatables remember
 * which of these they lack ({@link Table#metamethod}).
 */
public final class Event {

  public static final Event INDEX = new Event("__index", 0);
  public static final Event NEWINDEX = new Event("__newindex", 1);
  public static final Event GC = new Event("__gc", 2);
  public static final Event MODE = new Event("__mode", 3);
  public static final Event LEN = new Event("__len", 4);
  public static final Event EQ = new Event("__eq", 5);
  public static final Event ADD = new Event("__add", 6);
  public static final Event SUB = new Event("__sub", 7);
  public static final Event MUL = new Event("__mul", 8);
  public static final Event MOD = new Event("__mod", 9);
  public static final Event POW = new Event("__pow", 10);
  public static final Event DIV = new Event("__div", 11);
  public static final Event UNM = new Event("__unm", 12);
  public static final Event LT = new Event("__lt", 13);
  public static final Event LE = new Event("__le", 14);
  public static final Event CONCAT = new Event("__concat", 15);
  public static final Event CALL = new Event("__call", 16);
  public static final Event PAIRS = new Event("__pairs", 17);
  public static final Event IPAIRS = new Event("__ipairs", 18);
  public static final Event TOSTRING = new Event("__tostring", 19);
  public static final Event METATABLE = new Event("__metatable", 20);
  public static final Event IDIV = new Event("__idiv", 21);
  public static final Event BAND = new Event("__band", 22);
  public static final Event BOR = new Event("__bor", 23);
  public static final Event BXOR = new Event("__bxor", 24);
  public static final Event SHL = new Event("__shl", 25);
  public static final Event SHR = new Event("__shr", 26);
  public static final Event BNOT = new Event("__bnot", 27);
  public static final Event CLOSE = new Event("__close", 28);
  public static final Event NAME = new Event("__name", 29);

  /** The field's name, such as {@code __index}. */
  public final LuaString name;

  final int bit;

  private Event(String name, int number) {
    this.name = StringTable.name(name);
    this.bit = 1 << number;
  }
}
