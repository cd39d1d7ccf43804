package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaValue;

/** What compiled code answers instead of a value. No script sees it. */
final class Signal extends LuaValue {

  /** All frames are on the stack of Lua now, and the loop is to go on with them. */
  static final Signal UNWIND = new Signal("unwind");

  /** The frame on top has replaced the one that was called. */
  static final Signal TAIL = new Signal("tail");

  /** There are no results, or several, which are on the stack. */
  static final Signal MANY = new Signal("many");

  private final String name;

  private Signal(String name) {
    this.name = name;
  }

  @Override
  public int type() {
    return TNONE;
  }

  @Override
  public String typename() {
    return name;
  }
}
