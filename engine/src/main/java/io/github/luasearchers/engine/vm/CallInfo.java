package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** One call in progress: a frame on the stack of a {@link Coroutine}. Frames are used again. */
final class CallInfo {

  /** The function is a {@link Closure}. */
  static final int LUA = 1;

  /** Java called, and its nested loop ends with this call. */
  static final int FRESH = 1 << 1;

  /** An instruction of the calling closure called a metamethod and is to be finished. */
  static final int FINISH = 1 << 2;

  /** A builtin called, and its continuation goes on. */
  static final int CONTINUE = 1 << 3;

  /** The call is the body of a coroutine. */
  static final int BODY = 1 << 4;

  /** What calls for more than to hand the results to the calling closure. */
  static final int SPECIAL = FRESH | FINISH | CONTINUE | BODY;

  /** The function took the place of the one that called it. */
  static final int TAIL = 1 << 5;

  /** The metamethod called answers {@code b < a} for {@code a <= b}. */
  static final int NEGATE = 1 << 6;

  /** Java runs there that is no builtin, in the middle of an instruction of a closure. */
  static final int JAVA = 1 << 7;

  /** The frame only separates a hook from what it looks at, and is no level of the stack. */
  static final int HIDDEN = 1 << 8;

  /** The caller's frame; the first frame of a thread is its own. */
  final CallInfo previous;

  @Nullable CallInfo next;

  /** Where the function is on the stack. */
  int func;

  /** Where the first local variable is. Variable arguments lie between function and base. */
  int base;

  /** The end of what the frame uses. */
  int top;

  /** The next instruction. */
  int pc;

  /** How many results the caller wants, -1 for all. */
  int wanted;

  int status;

  /** The right end of what a concatenation that called a metamethod has yet to do. */
  int concatEnd;

  /** The array that the loop below has as the stack, where Java runs in the middle of it. */
  LuaValue @Nullable [] loopStack;

  /** How the builtin goes on when the function that it called has ended. */
  @Nullable Continuation then;

  /** Makes the first of a thread. */
  CallInfo() {
    this.previous = this;
  }

  CallInfo(CallInfo previous) {
    this.previous = previous;
  }

  /** Tells whether this is the frame below all others of its thread. */
  boolean isFirst() {
    return previous == this;
  }

  boolean isLua() {
    return (status & LUA) != 0;
  }
}
