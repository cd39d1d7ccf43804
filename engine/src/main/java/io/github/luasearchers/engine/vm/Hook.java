package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaValue;

/** A hook that {@code debug.sethook} has set on a thread. */
final class Hook {

  static final int CALL = 1;
  static final int RETURN = 2;
  static final int LINE = 4;
  static final int COUNT = 8;

  final LuaValue function;
  final int events;

  /** The number of instructions between count events. */
  final int count;

  /** The number of instructions until the next count event. */
  int left;

  /** The instruction that the line event examined last. */
  int lastPc;

  Hook(LuaValue function, int events, int count) {
    this.function = function;
    this.events = events;
    this.count = count;
    this.left = count;
  }
}
