package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.Numbers;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What compiled code calls. A method that may run other Lua code answers null or {@link
 * Signal#UNWIND} if the loop has to do that; the compiled code then gives back its frame, and the
 * loop goes on behind the instruction.
 *
 * <p>{@code pc} is the instruction after the one that runs, as in a frame.
 */
@SuppressWarnings({"ReferenceEquality", "unused"}) // signals and nil are singletons
final class Stubs {

  static final LuaValue UNWIND = Signal.UNWIND;
  static final LuaValue TAIL = Signal.TAIL;
  static final LuaValue MANY = Signal.MANY;

  /** How many frames of compiled code may be nested on one thread of Java's. */
  static final int MAX_DEPTH = 180;

  /** How many tables a name is looked up in by the short way. */
  private static final int MOST_HOPS = 8;

  /** After so many times, code that was not executed while it was watched is looked at again. */
  private static final int OFTEN = 400;

  /** How many instructions compiled code has executed, if a test counts them. */
  private static int instructions;

  private Stubs() {}

  // ---- between the loop and compiled code

  /** The function has returned to Java, which the loop was begun for. */
  static final int ENDED = 0;

  /** The function has returned. */
  static final int RETURNED = 1;

  /** The loop is to go on with the frame on top. */
  static final int LEFT = 2;

  /**
   * Runs a frame of the loop as compiled code.
   *
   * @return {@link #ENDED}, {@link #RETURNED} or {@link #LEFT}
   */
  static int enter(LuaRuntime lua, Coroutine thread, CallInfo ci, Closure self, CompiledCode code) {
    ci.depth = lua.calls.nesting(ci);
    ci.status |= CallInfo.COMPILED;
    LuaValue answer = code.run(thread, self, ci);
    if (answer == TAIL) {
      answer = followTails(thread);
    }
    if (answer == UNWIND) {
      if (lua.calls.mustGoOnBelow()) {
        return ENDED;
      }
      lua.calls.goOnUnwound(thread);
      return LEFT;
    }
    ci.status &= ~CallInfo.COMPILED;
    if (answer != MANY && (ci.status & CallInfo.SPECIAL) == CallInfo.FRESH) {
      Calls.end(thread, ci, answer);
      return ENDED;
    }
    listResults(thread, ci, answer);
    return Interpreter.returned(lua, thread, ci, thread.resultsAt, thread.results)
        ? RETURNED
        : ENDED;
  }

  /**
   * Gives a frame back at an instruction that met something unexpected; its registers are on the
   * stack.
   */
  static LuaValue exit(Coroutine thread, CallInfo ci, int pc, Closure self) {
    ci.pc = pc;
    ci.status &= ~CallInfo.COMPILED;
    thread.lua.unexpectedExits++;
    takeBack(thread, pc, self);
    self.unit.exited(thread, ci, pc);
    return UNWIND;
  }

  /** Does the same behind an instruction that the loop has to finish. */
  static LuaValue giveBack(CallInfo ci, Closure self) {
    self.unit.unwound();
    return giveBack(ci);
  }

  private static LuaValue giveBack(CallInfo ci) {
    ci.status &= ~CallInfo.COMPILED;
    return UNWIND;
  }

  /** Does the same where nothing was unexpected. */
  static LuaValue giveBack(Coroutine thread, CallInfo ci, int pc, Closure self) {
    ci.pc = pc;
    ci.status &= ~CallInfo.COMPILED;
    takeBack(thread, pc, self);
    return UNWIND;
  }

  /** Takes back what a call was charged, since the loop charges it again at the beginning. */
  private static void takeBack(Coroutine thread, int pc, Closure self) {
    if (pc == 0) {
      thread.lua.slice += self.code.length;
    }
  }

  /** Takes instructions from the slice; returns whether the loop has to go on. */
  static boolean poll(Coroutine thread, CallInfo ci, int pc, int count) {
    LuaRuntime lua = thread.lua;
    return (lua.slice -= count) < 0 && checkpoint(lua, thread, ci, pc);
  }

  private static boolean checkpoint(LuaRuntime lua, Coroutine thread, CallInfo ci, int pc) {
    if (lua.needsFrames()) {
      return true;
    }
    ci.pc = pc + 1;
    lua.checkpoint();
    thread.renew();
    thread.clearFree();
    return thread.hook != null || lua.thread() != thread || thread.ci != ci;
  }

  // ---- frames

  static CallInfo push(Coroutine thread, CallInfo caller, Closure self, int func, int size) {
    CallInfo ci = caller.next;
    if (ci == null) {
      ci = thread.push();
    }
    LuaValue[] stack = thread.stack;
    int top = func + 1 + size;
    if (top > stack.length) {
      stack = grow(thread, caller, top);
    }
    if (stack[func] != self) {
      stack[func] = self;
    }
    ci.func = func;
    ci.base = func + 1;
    ci.top = top;
    ci.pc = 0;
    ci.wanted = 1;
    ci.status = CallInfo.LUA | CallInfo.COMPILED;
    ci.depth = caller.depth + 1;
    thread.ci = ci;
    return ci;
  }

  private static LuaValue[] grow(Coroutine thread, CallInfo caller, int top) {
    thread.ci = caller;
    return thread.grow(top);
  }

  static LuaValue load(Coroutine thread, CallInfo ci, int register) {
    return thread.stack[ci.base + register];
  }

  static void store(LuaValue value, Coroutine thread, CallInfo ci, int register) {
    thread.stack[ci.base + register] = value;
  }

  /** Clears the registers of a frame that hold no value in use, so that they keep none alive. */
  static void forget(Coroutine thread, CallInfo ci, long first, long second) {
    LuaValue[] stack = thread.stack;
    for (long left = first; left != 0; left &= left - 1) {
      stack[ci.base + Long.numberOfTrailingZeros(left)] = null;
    }
    for (long left = second; left != 0; left &= left - 1) {
      stack[ci.base + Long.SIZE + Long.numberOfTrailingZeros(left)] = null;
    }
  }

  /** Closes a function's variables before it returns; true if the loop has to do that. */
  static boolean close(Coroutine thread, CallInfo ci, int register) {
    return thread.open != null && thread.closeUpvalues(ci.base + register);
  }

  static void clear(Coroutine thread, CallInfo ci) {
    thread.clear(ci.base, ci.top);
  }

  static LuaValue many(Coroutine thread, CallInfo ci, int register, int count) {
    thread.resultsAt = ci.base + register;
    thread.results = count < 0 ? thread.top - thread.resultsAt : count;
    return MANY;
  }

  /** Puts a single result where several would be. */
  private static void listResults(Coroutine thread, CallInfo ci, LuaValue answer) {
    if (answer != MANY) {
      thread.stack[ci.base] = answer;
      many(thread, ci, 0, 1);
    }
  }

  // ---- calls

  static LuaValue call0(Coroutine thread, CallInfo ci, int pc, int a, LuaValue f) {
    ci.pc = pc;
    if (f instanceof Closure c) {
      CompiledCode code = c.unit.code;
      if (code != null && ci.depth < MAX_DEPTH) {
        return answer(thread, ci, code.call0(thread, c, ci, ci.base + a));
      }
    } else if (f instanceof Builtin b && isLight(thread, b)) {
      return answer(thread, ci, enterBuiltin(thread, ci, a, b, 0), b.run0());
    }
    thread.stack[ci.base + a] = f;
    return generic(thread, ci, a, 0);
  }

  static LuaValue call1(Coroutine thread, CallInfo ci, int pc, int a, LuaValue f, LuaValue x) {
    ci.pc = pc;
    if (f instanceof Closure c) {
      CompiledCode code = c.unit.code;
      if (code != null && ci.depth < MAX_DEPTH) {
        return answer(thread, ci, code.call1(thread, c, ci, ci.base + a, x));
      }
    } else if (f instanceof Builtin b && isLight(thread, b)) {
      CallInfo called = enterBuiltin(thread, ci, a, b, 1);
      thread.stack[called.base] = x;
      return answer(thread, ci, called, b.run1(x));
    }
    LuaValue[] stack = thread.stack;
    int func = ci.base + a;
    stack[func] = f;
    stack[func + 1] = x;
    return generic(thread, ci, a, 1);
  }

  static LuaValue call2(
      Coroutine thread, CallInfo ci, int pc, int a, LuaValue f, LuaValue x, LuaValue y) {
    ci.pc = pc;
    if (f instanceof Closure c) {
      CompiledCode code = c.unit.code;
      if (code != null && ci.depth < MAX_DEPTH) {
        return answer(thread, ci, code.call2(thread, c, ci, ci.base + a, x, y));
      }
    } else if (f instanceof Builtin b && isLight(thread, b)) {
      CallInfo called = enterBuiltin(thread, ci, a, b, 2);
      LuaValue[] stack = thread.stack;
      stack[called.base] = x;
      stack[called.base + 1] = y;
      return answer(thread, ci, called, b.run2(x, y));
    }
    LuaValue[] stack = thread.stack;
    int func = ci.base + a;
    stack[func] = f;
    stack[func + 1] = x;
    stack[func + 2] = y;
    return generic(thread, ci, a, 2);
  }

  static LuaValue call3(
      Coroutine thread,
      CallInfo ci,
      int pc,
      int a,
      LuaValue f,
      LuaValue x,
      LuaValue y,
      LuaValue z) {
    ci.pc = pc;
    if (f instanceof Closure c) {
      CompiledCode code = c.unit.code;
      if (code != null && ci.depth < MAX_DEPTH) {
        return answer(thread, ci, code.call3(thread, c, ci, ci.base + a, x, y, z));
      }
    } else if (f instanceof Builtin b && isLight(thread, b)) {
      CallInfo called = enterBuiltin(thread, ci, a, b, 3);
      LuaValue[] stack = thread.stack;
      stack[called.base] = x;
      stack[called.base + 1] = y;
      stack[called.base + 2] = z;
      return answer(thread, ci, called, b.run3(x, y, z));
    }
    LuaValue[] stack = thread.stack;
    int func = ci.base + a;
    stack[func] = f;
    stack[func + 1] = x;
    stack[func + 2] = y;
    stack[func + 3] = z;
    return generic(thread, ci, a, 3);
  }

  private static boolean isLight(Coroutine thread, Builtin builtin) {
    return !builtin.needsFrames() && thread.hook == null;
  }

  /** Returns what a compiled function has answered as one value, and ends its frame. */
  static LuaValue answer(Coroutine thread, CallInfo ci, LuaValue answer) {
    if (answer instanceof Signal) {
      return signal(thread, ci, answer);
    }
    thread.ci = ci;
    return answer;
  }

  private static LuaValue signal(Coroutine thread, CallInfo ci, LuaValue first) {
    LuaValue answer = first == TAIL ? followTails(thread) : first;
    if (answer == UNWIND) {
      return answer;
    }
    thread.ci = ci;
    if (answer == MANY) {
      return thread.results > 0 ? thread.stack[thread.resultsAt] : LuaValue.NIL;
    }
    return answer;
  }

  /** Runs what a tail call has asked for or put on top, as long as it is compiled. */
  private static LuaValue followTails(Coroutine thread) {
    LuaValue answer;
    do {
      CallInfo top = thread.ci;
      Closure next = thread.tailTo;
      Closure self = next == null ? (Closure) thread.stack[top.func] : next;
      CompiledCode code = self.unit.code;
      if (next != null && code != null) {
        answer = again(thread, top, self, code);
        continue;
      }
      if (next != null) {
        thread.replaceByTail(top);
        top = thread.ci;
      }
      if (code == null) {
        return giveBack(top);
      }
      top.status |= CallInfo.COMPILED;
      answer = code.run(thread, self, top);
    } while (answer == TAIL);
    return answer;
  }

  private static LuaValue again(Coroutine thread, CallInfo top, Closure self, CompiledCode code) {
    LuaValue x = thread.tailX;
    LuaValue y = thread.tailY;
    LuaValue z = thread.tailZ;
    int count = thread.tailCount;
    thread.endTail();
    return code.again(thread, self, top, count, x, y, z);
  }

  private static CallInfo enterBuiltin(
      Coroutine thread, CallInfo ci, int a, Builtin builtin, int count) {
    thread.lua.slice -= Calls.BUILTIN;
    CallInfo called = thread.push();
    int func = ci.base + a;
    LuaValue[] stack = thread.stack;
    if (stack[func] != builtin) {
      stack[func] = builtin;
    }
    called.func = func;
    called.base = func + 1;
    called.top = func + 1 + count;
    called.wanted = 1;
    called.status = 0;
    return called;
  }

  private static LuaValue answer(Coroutine thread, CallInfo ci, CallInfo called, Varargs answer) {
    if (answer == thread.lua.calls.pending) {
      thread.lua.calls.asked = answer;
      return UNWIND;
    }
    thread.ci = ci;
    LuaValue value = answer.arg1();
    if (thread.hook != null) {
      thread.stack[called.func] = value; // one that has just been set
      return UNWIND;
    }
    return value;
  }

  /** Calls what is on the stack, for one result. */
  private static LuaValue generic(Coroutine thread, CallInfo ci, int a, int count) {
    return callOnStack(thread, ci, ci.pc, a, count, 1) ? UNWIND : thread.stack[ci.base + a];
  }

  /**
   * Calls what is on the stack; the results are there then.
   *
   * @param count the number of arguments, -1 for all up to the top
   * @param wanted the number of results, -1 for all
   * @return true if the loop has to go on
   */
  static boolean callOnStack(Coroutine thread, CallInfo ci, int pc, int a, int count, int wanted) {
    ci.pc = pc;
    int func = ci.base + a;
    int given = count < 0 ? thread.top - func - 1 : count;
    Calls calls = thread.lua.calls;
    LuaValue f = thread.stack[func];
    if (f instanceof Closure c) {
      CallInfo called = Calls.enter(thread, c, func, given, wanted, CallInfo.LUA);
      CompiledCode code = c.unit.code;
      if (code == null || ci.depth >= MAX_DEPTH) {
        c.unit.calledByCompiled();
        return !calls.nested(thread, ci);
      }
      called.depth = ci.depth + 1;
      called.status |= CallInfo.COMPILED;
      LuaValue answer = code.run(thread, c, called);
      if (answer == TAIL) {
        answer = followTails(thread);
      }
      if (answer == UNWIND) {
        return true;
      }
      listResults(thread, called, answer);
      Interpreter.leave(thread, called, thread.resultsAt, thread.results);
      return false;
    }
    if (f instanceof Builtin b && b.needsFrames() || thread.hook != null) {
      calls.postpone(func, given, wanted, 0);
      return true;
    }
    calls.call(thread, func, given, wanted, 0);
    return !isDone(thread, ci);
  }

  /**
   * Does the same for all results, with at most three arguments that are not on the stack.
   *
   * @param count the number of arguments; those that are not given are nil
   */
  static boolean callOpen(
      Coroutine thread,
      CallInfo ci,
      int pc,
      int a,
      int count,
      LuaValue f,
      LuaValue x,
      LuaValue y,
      LuaValue z) {
    int func = ci.base + a;
    CompiledCode code = f instanceof Closure c ? c.unit.code : null;
    if (code == null || ci.depth >= MAX_DEPTH) {
      put(thread.room(func + 4), func, count, f, x, y, z);
      return callOnStack(thread, ci, pc, a, count, Calls.ALL);
    }
    ci.pc = pc;
    Closure c = (Closure) f;
    LuaValue answer =
        switch (count) {
          case 0 -> code.call0(thread, c, ci, func);
          case 1 -> code.call1(thread, c, ci, func, x);
          case 2 -> code.call2(thread, c, ci, func, x, y);
          default -> code.call3(thread, c, ci, func, x, y, z);
        };
    return !keepAll(thread, ci, func, answer == TAIL ? followTails(thread) : answer);
  }

  /** Puts all results of compiled code on the stack; false if the loop has to do that. */
  private static boolean keepAll(Coroutine thread, CallInfo ci, int func, LuaValue answer) {
    if (answer != UNWIND && answer != MANY) {
      thread.stack[func] = answer;
      thread.top = func + 1;
      thread.ci = ci;
      return true;
    }
    CallInfo called = ci.next;
    if (called == null) {
      throw new IllegalStateException("a call without a frame");
    }
    called.wanted = Calls.ALL; // it was begun for one result
    if (answer == UNWIND) {
      return false;
    }
    Interpreter.leave(thread, called, thread.resultsAt, thread.results);
    return true;
  }

  /**
   * Replaces the running function by the value that is on the stack ({@code OP_TAILCALL}), or calls
   * it if it comes down to no closure; its results are on the stack then.
   *
   * @return {@link Signal#TAIL}, {@link Signal#UNWIND}, or null with results
   */
  static @Nullable LuaValue tail(Coroutine thread, CallInfo ci, int pc, int a, int count) {
    ci.pc = pc;
    int func = ci.base + a;
    int given = thread.lua.calls.resolve(thread, func, count < 0 ? thread.top - func - 1 : count);
    if (thread.stack[func] instanceof Closure) {
      Calls.replaceByClosure(thread, ci, func, given);
      return TAIL;
    }
    return callOnStack(thread, ci, pc, a, given, Calls.ALL) ? UNWIND : null;
  }

  /**
   * Does the same with a function and at most three arguments that are not on the stack. The
   * running function shares none of its variables.
   *
   * @param count the number of arguments; those that are not given are nil
   */
  static @Nullable LuaValue tail(
      Coroutine thread,
      CallInfo ci,
      int pc,
      int a,
      int count,
      LuaValue f,
      LuaValue x,
      LuaValue y,
      LuaValue z) {
    if (f instanceof Closure next && next.unit.code != null) {
      thread.ci = ci;
      thread.tailTo = next;
      thread.tailCount = count;
      thread.tailX = x;
      thread.tailY = y;
      thread.tailZ = z;
      return TAIL;
    }
    int func = ci.base + a;
    LuaValue[] stack = thread.room(func + 4);
    put(stack, func, count, f, x, y, z);
    return tail(thread, ci, pc, a, count);
  }

  static void put(
      LuaValue[] stack, int func, int count, LuaValue f, LuaValue x, LuaValue y, LuaValue z) {
    stack[func] = f;
    if (count > 0) {
      stack[func + 1] = x;
    }
    if (count > 1) {
      stack[func + 2] = y;
    }
    if (count > 2) {
      stack[func + 3] = z;
    }
  }

  /** Makes a frame that of the function that takes its place. */
  static CallInfo replace(Coroutine thread, CallInfo ci, Closure self, int size) {
    LuaValue[] stack = thread.stack;
    int func = ci.func;
    int top = func + 1 + size;
    if (top > stack.length) {
      stack = thread.grow(top);
    }
    stack[func] = self;
    ci.base = func + 1;
    ci.top = top;
    ci.pc = 0;
    ci.status |= CallInfo.COMPILED | CallInfo.TAIL;
    return ci;
  }

  /** Calls the iterator of a generic loop; returns what it returns, {@link Signal#UNWIND}. */
  static Varargs iterate(
      Coroutine thread,
      CallInfo ci,
      int pc,
      int a,
      int wanted,
      LuaValue f,
      LuaValue state,
      LuaValue control) {
    ci.pc = pc;
    if (f instanceof Builtin b && isLight(thread, b)) {
      CallInfo called = enterBuiltin(thread, ci, a, b, 2);
      called.wanted = wanted;
      LuaValue[] stack = thread.stack;
      stack[called.base] = state;
      stack[called.base + 1] = control;
      Varargs answer = b.run2(state, control);
      if (answer == thread.lua.calls.pending) {
        thread.lua.calls.asked = answer;
        return UNWIND;
      }
      thread.ci = ci;
      if (thread.hook != null) {
        for (int j = 0; j < wanted; j++) {
          thread.stack[called.func + j] = answer.arg(j + 1);
        }
        return UNWIND;
      }
      return answer;
    }
    LuaValue[] stack = thread.stack;
    int func = ci.base + a;
    stack[func] = f;
    stack[func + 1] = state;
    stack[func + 2] = control;
    if (callOnStack(thread, ci, pc, a, 2, wanted)) {
      return UNWIND;
    }
    return thread.values(func, wanted);
  }

  /** Puts variable arguments on the stack. */
  static void varargs(Coroutine thread, CallInfo ci, Closure self, int a, int wanted) {
    Interpreter.variable(thread, ci, self.p, ci.base + a, wanted);
  }

  static LuaValue closure(Coroutine thread, CallInfo ci, Closure self, int which) {
    return self.inner(thread, which, ci.base);
  }

  // ---- tables

  static LuaValue upvalue(Closure self, int which) {
    return self.upvalues[which].get();
  }

  static void setUpvalue(LuaValue value, Closure self, int which) {
    self.upvalues[which].set(value);
  }

  /** What an instruction has left in its register if the loop need not go on, else null. */
  private static @Nullable LuaValue left(Coroutine thread, CallInfo ci, int i) {
    return isDone(thread, ci) ? thread.stack[ci.base + Lua.GETARG_A(i)] : null;
  }

  /** Tells whether what an instruction has called has ended, and compiled code can go on. */
  private static boolean isDone(Coroutine thread, CallInfo ci) {
    LuaRuntime lua = thread.lua;
    return thread.ci == ci
        && lua.thread() == thread
        && thread.hook == null
        && !lua.calls.hasPostponed();
  }

  private static @Nullable LuaValue indexSlowly(
      Coroutine thread, CallInfo ci, int pc, LuaValue o, LuaValue key, int i) {
    ci.pc = pc;
    LuaValue value = thread.lua.metamethods.index(o, key, i);
    return value == null ? left(thread, ci, i) : value;
  }

  static @Nullable LuaValue index(
      Coroutine thread, CallInfo ci, int pc, LuaValue o, LuaValue key, int i) {
    LuaValue value = Interpreter.get(o, key);
    return value == null ? indexSlowly(thread, ci, pc, o, key, i) : value;
  }

  static @Nullable LuaValue element(
      Coroutine thread, CallInfo ci, int pc, LuaValue o, long key, int i) {
    if (o instanceof Table table && table.isPlain()) {
      LuaValue value = table.element(key);
      if (value != null) {
        return value;
      }
    }
    return index(thread, ci, pc, o, Integers.of(key), i);
  }

  static @Nullable LuaValue field(
      Coroutine thread, CallInfo ci, int pc, LuaValue o, LuaString key, int i, Site site) {
    if (o instanceof Table table && table.isPlain()) {
      LuaValue value = table.valueAt(site.at, key);
      if (value != null && value != LuaValue.NIL) {
        return value;
      }
    }
    return fieldSlowly(thread, ci, pc, o, key, i, site);
  }

  private static @Nullable LuaValue fieldSlowly(
      Coroutine thread, CallInfo ci, int pc, LuaValue object, LuaString key, int i, Site site) {
    LuaValue o = object == thread.lua ? thread.lua.globals() : object;
    if (o instanceof Table table) {
      LuaValue value = table.valueAt(site.at, key);
      if (value == null) {
        value = table.valueAt(site.before, key);
      }
      if (value == null) {
        int at = table.indexOf(key);
        if (at >= 0) {
          site.found(at);
          value = table.valueAt(at);
        }
      }
      if (value != null && value != LuaValue.NIL && (table.isPlain() || table.showsOwn())) {
        return value;
      }
      if (table.isPlain() && table.isFilled() && !table.isWeak()) {
        LuaTable metatable = table.metatableOrNull();
        if (metatable == null) {
          return LuaValue.NIL;
        }
        LuaValue inherited = inherited(thread, metatable, key, site);
        if (inherited != null) {
          return inherited;
        }
      }
    } else if (o instanceof LuaString
        && thread.lua.metatable(o) instanceof LuaTable metatable
        && Table.parentBy(metatable) instanceof Table library) {
      LuaValue method = own(library, key, site);
      if (method != null) {
        if (Lua.GET_OPCODE(i) != Lua.OP_SELF) {
          thread.lua.spend(Metamethods.HOP);
        }
        return method;
      }
    }
    return indexSlowly(thread, ci, pc, object, key, i);
  }

  /**
   * Looks a name up in the tables that a metatable leads to; null if that takes more than to look.
   */
  private static @Nullable LuaValue inherited(
      Coroutine thread, LuaTable first, LuaString key, Site site) {
    LuaTable metatable = first;
    for (int hops = 1; hops <= MOST_HOPS; hops++) {
      LuaValue next = Table.parentBy(metatable);
      if (next == LuaValue.NIL) {
        thread.lua.spend((hops - 1) * Metamethods.HOP);
        return LuaValue.NIL;
      }
      if (!(next instanceof Table parent)
          || !parent.isPlain()
          || !parent.isFilled()
          || parent.isWeak()) {
        return null;
      }
      LuaValue value = own(parent, key, site);
      if (value != null) {
        thread.lua.spend(hops * Metamethods.HOP);
        return value;
      }
      LuaTable above = parent.metatableOrNull();
      if (above == null) {
        thread.lua.spend(hops * Metamethods.HOP);
        return LuaValue.NIL;
      }
      metatable = above;
    }
    return null;
  }

  private static @Nullable LuaValue own(Table parent, LuaString key, Site site) {
    LuaValue value = parent.valueAt(site.inherited, key);
    if (value == null) {
      value = parent.valueAt(site.inheritedBefore, key);
    }
    if (value == null) {
      int at = parent.indexOf(key);
      if (at < 0) {
        return null;
      }
      site.inheritedBefore = site.inherited;
      site.inherited = at;
      value = parent.valueAt(at);
    }
    return value == LuaValue.NIL ? null : value;
  }

  /** Sets an entry; returns true if the loop has to go on. */
  static boolean setIndex(
      Coroutine thread, CallInfo ci, int pc, LuaValue o, LuaValue key, LuaValue value, int i) {
    if (Interpreter.set(o, key, value)) {
      return false;
    }
    ci.pc = pc;
    thread.lua.metamethods.setIndex(o, key, value, i);
    return !isDone(thread, ci);
  }

  static boolean setElement(
      Coroutine thread, CallInfo ci, int pc, LuaValue o, long key, LuaValue value, int i) {
    if (o instanceof Table table
        && table.isPlain()
        && table.metatableOrNull() == null
        && table.replaceElement(key, value)) {
      return false;
    }
    return setIndex(thread, ci, pc, o, Integers.of(key), value, i);
  }

  static boolean setField(
      Coroutine thread,
      CallInfo ci,
      int pc,
      LuaValue o,
      LuaString key,
      LuaValue value,
      int i,
      Site site) {
    if (o instanceof Table table && table.isPlain()) {
      if (table.replaceAt(site.at, key, value) || table.replaceAt(site.before, key, value)) {
        return false; // it had a value, so no metamethod is asked
      }
      int at = table.indexOf(key);
      if (at >= 0) {
        site.found(at);
      }
    }
    return setIndex(thread, ci, pc, o, key, value, i);
  }

  // ---- operations

  static @Nullable LuaValue arithmetic(
      Coroutine thread, CallInfo ci, int pc, LuaValue x, LuaValue y, int operation, int i) {
    LuaValue result = Arithmetic.shortCut(operation, x, y, thread.lua.level);
    if (result != null) {
      return result;
    }
    ci.pc = pc;
    result = thread.lua.metamethods.arithmetic(operation, x, y, true);
    return result == null ? left(thread, ci, i) : result;
  }

  static @Nullable LuaValue length(Coroutine thread, CallInfo ci, int pc, LuaValue value, int i) {
    LuaValue result = Interpreter.lengthOf(value);
    if (result != null) {
      return result;
    }
    ci.pc = pc;
    result = thread.lua.metamethods.length(value, Lua.GETARG_B(i), true);
    return result == null ? left(thread, ci, i) : result;
  }

  static @Nullable LuaValue concat(Coroutine thread, CallInfo ci, int pc, int i) {
    ci.pc = pc;
    LuaValue result =
        thread.lua.metamethods.concat(thread, ci.base + Lua.GETARG_B(i), ci.base + Lua.GETARG_C(i));
    return result == null ? left(thread, ci, i) : result;
  }

  static LuaValue not(LuaValue value) {
    return Interpreter.isTrue(value) ? LuaValue.FALSE : LuaValue.TRUE;
  }

  /** Compares; 1 if it holds, 0 if not, -1 if the loop has to go on. */
  static int equal(Coroutine thread, CallInfo ci, int pc, LuaValue x, LuaValue y, int i) {
    if (x == y && !(x instanceof LuaFloat)) {
      return 1;
    }
    if (x instanceof LuaString a
        && y instanceof LuaString b
        && a.m_length <= Metamethods.LONG_TEXT) {
      return a.raweq(b) ? 1 : 0;
    }
    ci.pc = pc;
    return compared(thread, ci, thread.lua.metamethods.equal(x, y, true), pc, i);
  }

  static int less(
      Coroutine thread, CallInfo ci, int pc, LuaValue x, LuaValue y, boolean orEqual, int i) {
    if (x instanceof LuaInteger m && y instanceof LuaInteger n) {
      return (orEqual ? m.v <= n.v : m.v < n.v) ? 1 : 0;
    }
    ci.pc = pc;
    return compared(thread, ci, thread.lua.metamethods.less(x, y, orEqual, true), pc, i);
  }

  private static int compared(
      Coroutine thread, CallInfo ci, @Nullable LuaValue result, int pc, int i) {
    if (result != null) {
      return result == LuaValue.TRUE ? 1 : 0;
    }
    if (!isDone(thread, ci)) {
      return -1;
    }
    boolean asAsked = ci.pc == pc; // else the jump is left out
    return asAsked == (Lua.GETARG_A(i) != 0) ? 1 : 0;
  }

  static LuaValue table(Coroutine thread, CallInfo ci, int pc, int i) {
    return Interpreter.table(thread.lua, ci, pc, i);
  }

  static void setList(Coroutine thread, CallInfo ci, int a, int count, int block) {
    Interpreter.setList(thread, ci, ci.base + a, count, block);
  }

  /** Returns the next value of a numeric loop whose values are not all of one kind. */
  static @Nullable LuaValue forNext(
      Coroutine thread, LuaValue index, LuaValue limit, LuaValue step) {
    return ForLoop.next(thread.lua, index, limit, step);
  }

  static void forPrepare(Coroutine thread, CallInfo ci, int pc, int a) {
    ci.pc = pc;
    ForLoop.prepare(thread.lua, thread.stack, ci.base + a);
  }

  static boolean forBegin(Coroutine thread, CallInfo ci, int pc, int a) {
    ci.pc = pc;
    return ForLoop.begin(thread.lua, thread.stack, ci.base + a);
  }

  /** Tells whether a place is too often come to for what is known of it. */
  static boolean isOften(Site site) {
    if (++site.times < OFTEN) {
      return false;
    }
    site.times = 0;
    return true;
  }

  // ---- numbers

  /** Tells whether a value is a number that a double has in all digits. */
  static boolean isDouble(LuaValue value) {
    return value instanceof LuaInteger || value instanceof LuaFloat;
  }

  static LuaValue box(long value) {
    return Integers.of(value);
  }

  static LuaValue box(double value) {
    return new LuaFloat(value);
  }

  static double modulo(Coroutine thread, double x, double y) {
    return Numbers.mod(x, y, thread.lua.level);
  }

  static long shiftLeft(long x, long y) {
    return Integers.bitwise(Arithmetic.SHL, x, y);
  }

  static long shiftRight(long x, long y) {
    return Integers.bitwise(Arithmetic.SHR, x, y);
  }

  /** Tells whether a test wants the frame to be given back here. */
  static boolean isForced() {
    return ++instructions % Heat.FORCED_EXITS == 0;
  }
}
