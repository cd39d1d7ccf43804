package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * A variable that a closure shares with the function it was made in. While that function runs, the
 * variable lives on the stack; when it goes out of scope the variable moves in here.
 */
final class UpValue {

  /** The stack that the variable lives on, or null once it is closed. */
  LuaValue @Nullable [] stack;

  /** The variable's place on the stack, while it is open. */
  int index;

  /** The thread's next open variable, further down the stack. */
  @Nullable UpValue next;

  /** Whether the variable's {@code __close} metamethod is to be called ({@code <close>}). */
  boolean toClose;

  private LuaValue value = LuaValue.NIL;

  /** Creates a closed variable. */
  UpValue(LuaValue value) {
    this.value = value;
  }

  /** Creates an open variable. */
  UpValue(LuaValue[] stack, int index, @Nullable UpValue next) {
    this.stack = stack;
    this.index = index;
    this.next = next;
  }

  LuaValue get() {
    LuaValue[] open = stack;
    return open == null ? value : open[index];
  }

  void set(LuaValue to) {
    LuaValue[] open = stack;
    if (open == null) {
      value = to;
    } else {
      open[index] = to;
    }
  }

  /** Follows a variable, if it is open, to the array that replaces the stack. */
  void move(LuaValue[] to) {
    if (stack != null) {
      stack = to;
    }
  }

  void close() {
    LuaValue[] open = stack;
    if (open != null) {
      value = open[index];
      stack = null;
      next = null;
    }
  }
}
