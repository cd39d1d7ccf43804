package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.ScriptError;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** One call in progress: a frame on the stack of a {@link Coroutine}. Frames are reused. */
final class CallInfo {

  /** The function is a {@link Closure}. */
  static final int LUA = 1;

  /** Java made the call; the nested loop ends with it. */
  static final int FRESH = 1 << 1;

  /** A metamethod was called; the instruction of the calling closure has yet to be finished. */
  static final int FINISH = 1 << 2;

  /** A builtin made the call; its continuation runs afterwards. */
  static final int CONTINUE = 1 << 3;

  /** The call is the body of a coroutine. */
  static final int BODY = 1 << 4;

  /** A {@code __close} metamethod was called; the caller then closes its next variable. */
  static final int CLOSE = 1 << 9;

  /** Compiled code made the call; the loop that it has begun for it ends with it. */
  static final int NESTED = 1 << 14;

  /** What is called can begin only when compiled code below has given its frames back. */
  static final int WAITING = 1 << 15;

  /** Calls whose end takes more than passing the results to the calling closure. */
  static final int SPECIAL = FRESH | FINISH | CONTINUE | BODY | CLOSE | NESTED;

  /** The function replaced the one that called it (a tail call). */
  static final int TAIL = 1 << 5;

  /** The metamethod computes {@code b < a}; its negated result is {@code a <= b}. */
  static final int NEGATE = 1 << 6;

  /** The frame of Java code other than a builtin, in the middle of a closure's instruction. */
  static final int JAVA = 1 << 7;

  /**
   * The frame only separates a hook, message handler or finalizer from the code before it; it is
   * not a level of the stack.
   */
  static final int HIDDEN = 1 << 8;

  /** What such a frame separates is a hook. */
  static final int HOOKED = 1 << 11;

  /** What such a frame separates is a finalizer. */
  static final int FINALIZER = 1 << 12;

  /** The closure is about to repeat the instruction that closes variables. */
  static final int REPEAT = 1 << 10;

  /** The closure runs as compiled code, which holds its registers in variables of Java. */
  static final int COMPILED = 1 << 13;

  /** The caller's frame; the first frame of a thread refers to itself. */
  final CallInfo previous;

  @Nullable CallInfo next;

  /** The stack index of the function. */
  int func;

  /**
   * The stack index of the first local variable. Variable arguments lie between function and base.
   */
  int base;

  /** The end of the frame on the stack. */
  int top;

  /** The index of the next instruction. */
  int pc;

  /** The number of results that the caller wants, -1 for all. */
  int wanted;

  int status;

  /** How many frames of compiled code are nested up to this one, while it is one of them. */
  int depth;

  /** The register of the right operand of a concatenation that has called a metamethod. */
  int concatEnd;

  /** The end of an open list of values that a return holds while it closes variables. */
  int openEnd;

  /**
   * The stack array that the loop below uses, if Java code runs in the middle of an instruction.
   */
  LuaValue @Nullable [] loopStack;

  /** How the builtin goes on when the function it called has returned. */
  @Nullable Continuation then;

  /** The error that the builtin has caught, while variables of the ended calls are closed. */
  @Nullable ScriptError caught;

  /** Creates the first frame of a thread. */
  CallInfo() {
    this.previous = this;
  }

  CallInfo(CallInfo previous) {
    this.previous = previous;
  }

  /** Tells whether this is the bottom frame of its thread. */
  boolean isFirst() {
    return previous == this;
  }

  boolean isLua() {
    return (status & LUA) != 0;
  }
}
