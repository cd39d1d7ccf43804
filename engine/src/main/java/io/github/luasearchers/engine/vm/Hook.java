package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaValue;

/** What {@code debug.sethook} set on a thread. */
final class Hook {

  static final int CALL = 1;
  static final int RETURN = 2;
  static final int LINE = 4;
  static final int COUNT = 8;

  final LuaValue function;
  final int events;

  /** After how many instructions the count event comes. */
  final int count;

  /** How many instructions are left until then. */
  int left;

  /** The last line and instruction that the line event has looked at. */
  int lastPc;

  Hook(LuaValue function, int events, int count) {
    this.function = function;
    this.events = events;
    this.count = count;
    this.left = count;
  }
}
