package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.ScriptError;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * Calls, returns, errors and coroutines: PUC's ldo.c.
 *
 * <p>A call of a closure pushes a frame, which the loop then runs. A builtin runs at once, in its
 * own frame. If it returns a {@link PendingCall}, {@link #drive} carries that out, and continues
 * until a closure is on top again, which the loop then runs. Neither kind of call nests Java
 * frames. Only where Java code calls a function directly, {@link #invoke} starts a nested loop,
 * which ends with the call.
 */
final class Calls {

  static final int ALL = -1;

  /** The cost of an error, and the least cost of a builtin, in instructions of the loop. */
  private static final int ERROR = 200;

  static final int BUILTIN = 3;

  /** Length from which a list of values takes longer to copy than an instruction takes. */
  static final int LONG_LIST = 64;

  /** How far below a frame that Java has called the caller of that Java code is looked for. */
  private static final int NEAR = 4;

  /** As how many frames of compiled code a loop counts that one of them has begun. */
  private static final int NESTING = 8;

  /** How many calls may nest through Java ({@code LUAI_MAXCCALLS}). */
  private static final int MAX_JAVA_CALLS = 200;

  /** How many more calls the handlers of that error may nest. */
  private static final int EXTRA_JAVA_CALLS = MAX_JAVA_CALLS / 8;

  private final LuaRuntime lua;
  final PendingCall pending = new PendingCall();

  /** Allocated in advance, for when there is no memory for another. */
  private final ScriptError spareError = LuaRuntime.notEnoughMemory(null);

  private final Leave leave = new Leave();

  /** What a builtin has asked for that compiled code has called; the loop carries it out. */
  @Nullable Varargs asked;

  /** The call that compiled code has left to the loop: the stack index, or -1. */
  private int postponed = -1;

  private int postponedArguments;
  private int postponedWanted;
  private int postponedStatus;

  /** What the coroutine yields that is leaving loops. */
  private Varargs yielded = LuaValue.NONE;

  /** How many loops are nested. */
  private int javaCalls;

  /** How many of them compiled code has begun since Java has begun the last. */
  private int nested;

  /** How deep frames of compiled code are nested below the last of these. */
  private int depthBelow;

  private final Resume resume;

  /** All threads, if there is code that may be replaced while one of them runs it. */
  @Nullable Threads threads;

  Calls(LuaRuntime lua) {
    this.lua = lua;
    this.resume = new Resume(lua);
  }

  // ---- calls from the loop

  /** Pushes the frame of a closure that is on the stack with its arguments. */
  static CallInfo enter(
      Coroutine thread, Closure function, int func, int count, int wanted, int status) {
    Prototype p = function.p;
    int given = count;
    int parameters = p.numparams;
    int base = func + 1;
    if (p.is_vararg != 0) {
      base += Math.max(given, parameters);
    }
    int top = base + p.maxstacksize;
    LuaValue[] stack = thread.stack;
    if (top > stack.length) {
      stack = thread.grow(top);
    }
    for (; given < parameters; given++) {
      stack[func + 1 + given] = LuaValue.NIL;
    }
    if (p.is_vararg != 0) {
      for (int i = 0; i < parameters; i++) {
        stack[base + i] = stack[func + 1 + i];
        stack[func + 1 + i] = LuaValue.NIL;
      }
    } else if (base + given > top) {
      thread.clear(top, base + given);
    }
    CallInfo ci = thread.push();
    ci.func = func;
    ci.base = base;
    ci.top = top;
    ci.pc = 0;
    ci.wanted = wanted;
    ci.status = status;
    return ci;
  }

  /**
   * Calls the value that is on the stack with its arguments: pushes a closure's frame, or runs a
   * builtin until it has returned or a closure's frame is on top ({@code luaD_precall}).
   */
  void call(Coroutine thread, int func, int arguments, int wanted, int status) {
    int count = resolve(thread, func, arguments);
    LuaValue function = thread.stack[func];
    if (function instanceof Closure closure) {
      enter(thread, closure, func, count, wanted, status | CallInfo.LUA);
      lua.hooks.called(thread);
      return;
    }
    if (isAboveCompiled(thread.ci)
        && function instanceof Builtin builtin
        && builtin.needsFrames()) {
      postpone(func, count, wanted, status);
      if (nested > 0) {
        waitForFrames(thread, func);
      }
      return;
    }
    CallInfo ci = enterBuiltin(thread, func, count, wanted, status);
    Varargs answer = run(thread, (LuaFunction) function, func + 1, count);
    if (answer == pending || (status & CallInfo.SPECIAL) != 0 || thread.hook != null) {
      if (answer == pending && isAboveCompiled(ci.previous)) {
        asked = answer;
        return;
      }
      drive(answer);
      return;
    }
    CallInfo caller = ci.previous;
    thread.ci = caller;
    results(thread, func, wanted, answer);
    if (func + 1 + count > caller.top) {
      thread.clear(Math.max(caller.top, wanted == ALL ? thread.top : 0), func + 1 + count);
    }
  }

  /**
   * Replaces the running closure by the value that is on the stack with its arguments, or calls
   * that value if it comes down to no closure ({@code OP_TAILCALL}).
   */
  void replace(Coroutine thread, CallInfo ci, int func, int arguments) {
    int count = resolve(thread, func, arguments);
    if (thread.stack[func] instanceof Closure) {
      replaceByClosure(thread, ci, func, count);
      lua.hooks.called(thread);
    } else {
      call(thread, func, count, ALL, 0);
    }
  }

  /** Replaces the running closure by the one that is on the stack with its arguments. */
  static void replaceByClosure(Coroutine thread, CallInfo ci, int from, int count) {
    if (thread.open != null) {
      thread.closeUpvalues(ci.base);
    }
    LuaValue[] stack = thread.stack;
    int func = ci.func;
    System.arraycopy(stack, from, stack, func, count + 1);
    thread.clear(func + 1 + count, Math.max(ci.top, from + 1 + count));
    thread.ci = ci.previous;
    enter(thread, (Closure) stack[func], func, count, ci.wanted, ci.status | CallInfo.TAIL);
  }

  // ---- calls from compiled code

  private boolean isAboveCompiled(CallInfo ci) {
    return nested > 0 || (ci.status & CallInfo.COMPILED) != 0;
  }

  /** Tells whether the loop has to end, as compiled code below has to give its frames back. */
  boolean mustUnwind() {
    return nested > 0 && lua.needsFrames();
  }

  /**
   * Runs the frame on top, which compiled code has pushed, in a loop of its own.
   *
   * @param ci the frame of the compiled code
   * @return whether it has ended; otherwise the compiled code has to give its frame back
   */
  boolean nested(Coroutine thread, CallInfo ci) {
    CallInfo called = thread.ci;
    if (ci.depth > Stubs.MAX_DEPTH - NESTING || called.previous != ci) {
      return false;
    }
    called.status |= CallInfo.NESTED;
    int depth = depthBelow;
    depthBelow = ci.depth + NESTING;
    nested++;
    try {
      Interpreter.run(lua, thread, called, true);
    } finally {
      nested--;
      depthBelow = depth;
    }
    if (thread.ci == ci) {
      return thread.hook == null;
    }
    called.status &= ~CallInfo.NESTED;
    return false;
  }

  /** Pushes a frame that ends the loop, until compiled code has given its frames back. */
  private static void waitForFrames(Coroutine thread, int func) {
    CallInfo ci = thread.push();
    ci.func = func;
    ci.base = func + 1;
    ci.top = func + 1;
    ci.wanted = 0;
    ci.status = CallInfo.WAITING;
  }

  /** Tells whether there is work that has to wait for compiled code to give its frames back. */
  boolean mustGoOnBelow() {
    return nested > 0 && (asked != null || postponed >= 0);
  }

  /** Leaves a call of what is on the stack to the loop. */
  void postpone(int func, int arguments, int wanted, int status) {
    postponedStatus = status;
    postponed = func;
    postponedArguments = arguments;
    postponedWanted = wanted;
  }

  /** Tells whether a call waits for compiled code to give back its frames. */
  boolean hasPostponed() {
    return postponed >= 0;
  }

  /** Goes on after compiled code has given back its frames. */
  void goOnUnwound(Coroutine thread) {
    Varargs answer = asked;
    if (answer != null) {
      asked = null;
      drive(answer);
    } else if (postponed >= 0) {
      int func = postponed;
      postponed = -1;
      if ((thread.ci.status & CallInfo.WAITING) != 0) {
        thread.ci = thread.ci.previous;
      }
      call(thread, func, postponedArguments, postponedWanted, postponedStatus);
    }
  }

  /**
   * Returns how deep a frame counts as nested that is about to run compiled: it may be above others
   * on the same stack of Java's.
   */
  int nesting(CallInfo ci) {
    if (nested > 0) {
      return depthBelow;
    }
    CallInfo below = ci;
    for (int i = 0; i < NEAR && !below.isFirst(); i++) {
      below = below.previous;
      if ((below.status & CallInfo.COMPILED) != 0) {
        return below.depth + NEAR;
      }
    }
    return Math.min(javaCalls, MAX_JAVA_CALLS) >> 1;
  }

  /**
   * Sees to it that a function is on the stack.
   *
   * @return the number of its arguments: what is no function is the first one of its {@code __call}
   */
  int resolve(Coroutine thread, int func, int arguments) {
    int count = arguments;
    LuaValue function = thread.stack[func];
    while (!(function instanceof LuaFunction)) {
      function = callable(thread, func, count++, function);
    }
    return count;
  }

  /**
   * Inserts the {@code __call} metamethod below a value that is not a function ({@code tryfuncTM}).
   */
  private LuaValue callable(Coroutine thread, int func, int count, LuaValue value) {
    LuaValue handler = lua.metamethods.tag(value, Event.CALL);
    // from Lua 5.4 on, the metamethod may be a value that has one itself
    boolean chain = lua.level().atLeast(Level.LUA_5_4) && !handler.isnil();
    if (!chain && !(handler instanceof LuaFunction)) {
      CallInfo ci = thread.ci;
      boolean register = ci.isLua() && func >= ci.base && func < ci.top;
      throw lua.debug.callError(value, register ? func - ci.base : DebugInfo.NO_OPERAND);
    }
    if (!(handler instanceof LuaFunction)) {
      lua.spend(1 + count); // the chain may be a circle
    }
    thread.insert(func, handler, count);
    return handler;
  }

  private CallInfo enterBuiltin(Coroutine thread, int func, int count, int wanted, int status) {
    lua.slice -= BUILTIN;
    CallInfo ci = thread.push();
    ci.func = func;
    ci.base = func + 1;
    ci.top = func + 1 + count;
    ci.wanted = wanted;
    ci.status = status;
    if (thread.hook != null) {
      lua.hooks.called(thread);
    }
    return ci;
  }

  private static Varargs run(Coroutine thread, LuaFunction function, int from, int count) {
    if (function instanceof Builtin builtin) {
      LuaValue[] stack = thread.stack;
      return switch (count) {
        case 0 -> builtin.run0();
        case 1 -> builtin.run1(stack[from]);
        case 2 -> builtin.run2(stack[from], stack[from + 1]);
        case 3 -> builtin.run3(stack[from], stack[from + 1], stack[from + 2]);
        default -> {
          if (count > LONG_LIST) {
            thread.lua.spend(count);
          }
          yield builtin instanceof StackFunction
              ? builtin.run(LuaValue.NONE)
              : builtin.run(thread.values(from, count));
        }
      };
    }
    Varargs answer = function.invoke(thread.values(from, count));
    return answer == null ? LuaValue.NONE : own(answer.eval());
  }

  /** Returns the results of a function of the host's as the engine's values. */
  private static Varargs own(Varargs results) {
    if (results instanceof LuaValue one) {
      return Numbers.own(one);
    }
    LuaValue[] values = new LuaValue[results.narg()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Numbers.own(results.arg(i + 1));
    }
    return LuaValue.varargsOf(values);
  }

  /** Puts a function's results where the caller wants them ({@code luaD_poscall}). */
  private static void results(Coroutine thread, int func, int wanted, Varargs answer) {
    if (wanted == 1) {
      thread.stack[func] = answer.arg1();
    } else if (wanted == ALL) {
      int count = answer.narg();
      if (count > LONG_LIST) {
        thread.lua.spend(count);
      }
      thread.top = func + thread.put(func, answer);
    } else {
      LuaValue[] stack = thread.stack;
      for (int i = 0; i < wanted; i++) {
        stack[func + i] = answer.arg(i + 1);
      }
    }
  }

  /**
   * Calls a metamethod for the running closure; {@link Metamethods#finish} then completes the
   * instruction.
   */
  void metamethod(LuaValue handler, LuaValue x, LuaValue y, int status) {
    Coroutine thread = lua.thread();
    int func = thread.ci.top;
    LuaValue[] stack = thread.put(func, handler, 2);
    CompiledCode compiled = fromCompiled(thread, handler);
    if (compiled != null) {
      CallInfo caller = thread.ci;
      LuaValue result = compiled.call2(thread, (Closure) handler, caller, func, x, y);
      finish(thread, caller, Stubs.answer(thread, caller, result), status);
      return;
    }
    stack[func + 1] = x;
    stack[func + 2] = y;
    callForCompiled(thread, func, 2, 1, status | CallInfo.FINISH);
  }

  /** Calls a metamethod; if compiled code has asked for it, until it has returned. */
  private void callForCompiled(Coroutine thread, int func, int count, int wanted, int status) {
    CallInfo caller = thread.ci;
    boolean compiled = (caller.status & CallInfo.COMPILED) != 0 && thread.hook == null;
    call(thread, func, count, wanted, status);
    if (compiled && thread.ci != caller && thread.ci.isLua()) {
      nested(thread, caller); // else its caller sees that the frame is still on top
    }
  }

  /** Returns the code of a metamethod if compiled code can call it, else null. */
  private static @Nullable CompiledCode fromCompiled(Coroutine thread, LuaValue handler) {
    CallInfo ci = thread.ci;
    boolean compiled = (ci.status & CallInfo.COMPILED) != 0 && ci.depth < Stubs.MAX_DEPTH;
    return compiled && handler instanceof Closure closure ? closure.unit.code : null;
  }

  /** Finishes the instruction of compiled code whose metamethod has ended, or leaves it to that. */
  private void finish(Coroutine thread, CallInfo caller, LuaValue result, int status) {
    if (result == Signal.UNWIND) {
      CallInfo called = caller.next;
      if (called != null) {
        called.status |= status | CallInfo.FINISH;
      }
      return;
    }
    lua.metamethods.finish(thread, caller, result, status);
  }

  /** Calls {@code __newindex} for the running closure. */
  void metamethod(LuaValue handler, LuaValue x, LuaValue y, LuaValue z) {
    Coroutine thread = lua.thread();
    int func = thread.ci.top;
    LuaValue[] stack = thread.put(func, handler, 3);
    CompiledCode compiled = fromCompiled(thread, handler);
    if (compiled != null) {
      CallInfo caller = thread.ci;
      LuaValue result = compiled.call3(thread, (Closure) handler, caller, func, x, y, z);
      finish(thread, caller, Stubs.answer(thread, caller, result), 0);
      return;
    }
    stack[func + 1] = x;
    stack[func + 2] = y;
    stack[func + 3] = z;
    callForCompiled(thread, func, 3, 0, CallInfo.FINISH);
  }

  // ---- returns

  /** Ends the frame of a closure that Java called, and with it the loop. */
  void end(Coroutine thread, CallInfo ci, int from, int count) {
    if (count > LONG_LIST) {
      lua.spend(count);
    }
    LuaValue[] stack = thread.stack;
    int func = ci.func;
    if (count == 1) {
      stack[func] = stack[from];
    } else if (count > 0) {
      System.arraycopy(stack, from, stack, func, count);
    }
    thread.top = func + count;
    thread.clear(func + count, Math.max(ci.top, from + count));
    thread.ci = ci.previous;
  }

  /** Ends the frame of compiled code that Java has called; only its parameters are on the stack. */
  static void end(Coroutine thread, CallInfo ci, LuaValue result) {
    int func = ci.func;
    int parameters = ((Closure) thread.stack[func]).p.numparams;
    thread.stack[func] = result;
    thread.clear(func + 1, ci.base + parameters);
    thread.top = func + 1;
    thread.ci = ci.previous;
  }

  /**
   * Ends the frame of a closure that was called as a metamethod, by a builtin or as a coroutine's
   * body.
   */
  void leave(Coroutine thread, CallInfo ci, int from, int count) {
    if (count > LONG_LIST) {
      lua.spend(count);
    }
    int status = ci.status;
    if ((status & CallInfo.CLOSE) != 0) {
      thread.clear(ci.func, Math.max(ci.top, from + count));
      thread.ci = ci.previous;
      Varargs answer = closed(thread);
      if (answer != null) {
        drive(answer);
      }
    } else if ((status & CallInfo.FINISH) != 0) {
      LuaValue result = count > 0 ? thread.stack[from] : LuaValue.NIL;
      thread.clear(ci.func, Math.max(ci.top, from + count));
      thread.ci = ci.previous;
      lua.metamethods.finish(thread, thread.ci, result, status);
    } else {
      Varargs results = thread.values(from, count);
      thread.clear(ci.func, Math.max(ci.top, from + count));
      thread.ci = ci.previous;
      Varargs answer = goOn(thread, status, results);
      drive(answer);
    }
  }

  /**
   * Continues with the result of the builtin on top until a closure is on top or the call that
   * began the running loop has ended.
   */
  private void drive(Varargs first) {
    Varargs answer = first;
    while (true) {
      if (answer == pending) {
        Varargs next = perform();
        if (next == null) {
          return;
        }
        answer = next;
        continue;
      }
      Coroutine thread = lua.thread();
      CallInfo ci = thread.ci;
      lua.hooks.returns(thread, answer);
      int status = ci.status;
      thread.ci = ci.previous;
      if ((status & (CallInfo.SPECIAL & ~CallInfo.FRESH)) == 0) {
        results(thread, ci.func, ci.wanted, answer);
        return;
      }
      if ((status & CallInfo.CLOSE) != 0) {
        Varargs next = closed(thread);
        if (next == null) {
          return;
        }
        answer = next;
        continue;
      }
      if ((status & CallInfo.FINISH) != 0) {
        lua.metamethods.finish(thread, ci.previous, answer.arg1(), status);
        return;
      }
      answer = goOn(thread, status, answer);
    }
  }

  /**
   * Continues after a {@code __close} metamethod.
   *
   * @return the result of the builtin that is then on top, or null if a closure is
   */
  private @Nullable Varargs closed(Coroutine thread) {
    CallInfo ci = thread.ci;
    if (ci.isLua()) {
      lua.closing.repeat(thread, ci);
      return null;
    }
    return closeOrFail(thread, ci);
  }

  /**
   * Calls the metamethod of the next variable that an error has left above the builtin on top,
   * which has caught the error; then lets the builtin go on.
   *
   * @return the result of the builtin that is then on top, or null if a closure is
   */
  private @Nullable Varargs closeOrFail(Coroutine thread, CallInfo ci) {
    ScriptError error = ci.caught;
    if (error == null) {
      throw new IllegalStateException("no error to go on with");
    }
    int func = lua.closing.next(thread, ci, error);
    if (func >= 0) {
      return begin(thread, func, 2, CallInfo.CLOSE);
    }
    ci.caught = null;
    return thread.goOn().fail(error);
  }

  /** Continues the builtin that waited for the call that has ended. */
  private Varargs goOn(Coroutine thread, int status, Varargs results) {
    if ((status & CallInfo.BODY) != 0) {
      thread.discard();
      return goOn(suspend(thread, Coroutine.DEAD), results);
    }
    return goOn(thread, results);
  }

  private static Varargs goOn(Coroutine thread, Varargs results) {
    return thread.goOn().resume(results);
  }

  // ---- what builtins ask for

  /**
   * Carries out what the builtin on top asks for.
   *
   * @return the result of the builtin that is then on top, or null if a closure is
   */
  private @Nullable Varargs perform() {
    Coroutine thread = lua.thread();
    LuaValue target = pending.target;
    Varargs args = pending.args;
    Continuation then = pending.then;
    pending.clear();
    if (pending.deed == PendingCall.YIELD) {
      return suspendWith(thread, args, then);
    }
    thread.await(then);
    if (pending.deed == PendingCall.RESUME) {
      return resume(thread, (Coroutine) target, args);
    }
    checkDepth(thread);
    CallInfo ci = thread.ci;
    int func = ci.base;
    thread.clear(func, ci.top);
    return begin(thread, func, thread.put(func, target, args), CallInfo.CONTINUE);
  }

  /** Pushes a closure's frame and returns null, or runs a builtin and returns its result. */
  private @Nullable Varargs begin(Coroutine thread, int func, int arguments, int status) {
    int count = resolve(thread, func, arguments);
    LuaValue function = thread.stack[func];
    if (function instanceof Closure closure) {
      enter(thread, closure, func, count, ALL, status | CallInfo.LUA);
      lua.hooks.called(thread);
      return null;
    }
    enterBuiltin(thread, func, count, ALL, status);
    return run(thread, (LuaFunction) function, func + 1, count);
  }

  // ---- coroutines

  private @Nullable Varargs resume(Coroutine from, Coroutine thread, Varargs args) {
    if (thread.hasBodyOutside()) {
      return resume(from, thread, thread.startFromOutside(args));
    }
    if (thread.status != Coroutine.SUSPENDED) {
      boolean dead = thread.status == Coroutine.DEAD || passesForDead(from, thread);
      return refuse(from, "cannot resume " + (dead ? "dead" : "non-suspended") + " coroutine");
    }
    if (from.depth + 1 >= MAX_JAVA_CALLS) {
      return refuse(from, "C stack overflow");
    }
    enterThread(thread);
    if (thread.ci == thread.first) {
      return begin(thread, 1, thread.put(2, args), CallInfo.BODY);
    }
    return thread.ci.then == null ? args : goOn(thread, args);
  }

  /**
   * Tells whether PUC mistakes a running coroutine, or one that has resumed another, for a dead
   * one. Up to 5.3 it recognises dead ones by their empty stack, and the frame on top, that of the
   * resuming function, no longer has the values that it passed on.
   */
  private boolean passesForDead(Coroutine from, Coroutine thread) {
    if (lua.level().atLeast(Level.LUA_5_4)) {
      return false;
    }
    CallInfo ci = thread.ci;
    int count = ci.top - ci.base;
    return count == 0 || thread != from && !(thread.stack[ci.base] instanceof Coroutine);
  }

  private static Varargs refuse(Coroutine from, String message) {
    return from.goOn().fail(new ScriptError(LuaText.of(message)));
  }

  private Varargs suspendWith(Coroutine thread, Varargs args, @Nullable Continuation then) {
    if (!isYieldable(thread)) {
      throw lua.debug.error(
          thread.isMainThread()
              ? "attempt to yield from outside a coroutine"
              : "attempt to yield across a C-call boundary");
    }
    if (then != null) {
      thread.await(then);
    }
    thread.clearUnused();
    if (thread.leavable > 0) {
      yielded = args;
      throw leave;
    }
    return goOn(suspend(thread, Coroutine.SUSPENDED), args);
  }

  /** Suspends the running coroutine, which has left all loops but that which resumed it. */
  private Varargs suspendLeft() {
    Varargs args = yielded;
    yielded = LuaValue.NONE;
    return goOn(suspend(lua.thread(), Coroutine.SUSPENDED), args);
  }

  boolean isYieldable(Coroutine thread) {
    return !thread.isMainThread() && thread.javaCalls == 0;
  }

  /** Switches from the running coroutine to the one that resumed it. */
  private Coroutine suspend(Coroutine thread, int status) {
    Coroutine resumer = thread.resumer;
    if (resumer == null) {
      throw new IllegalStateException("nothing to return to");
    }
    thread.resumer = null;
    thread.status = status;
    resumer.status = Coroutine.RUNNING;
    lua.switchTo(resumer);
    return resumer;
  }

  /** Makes a suspended or dead coroutine the running one, to close its variables. */
  void enterThread(Coroutine thread) {
    Coroutine from = lua.thread();
    thread.depth = from.depth + 1;
    thread.resumer = from;
    from.status = Coroutine.NORMAL;
    thread.status = Coroutine.RUNNING;
    lua.switchTo(thread);
  }

  /** Ends the running coroutine, whose variables are closed. */
  void leaveThread() {
    suspend(lua.thread(), Coroutine.DEAD);
  }

  /** Resumes a coroutine on behalf of Java code that is not a builtin. */
  Varargs resumeFromJava(Coroutine thread, Varargs args) {
    return invoke(resume, LuaValue.varargsOf(thread, args));
  }

  // ---- calls from Java

  LuaValue call(LuaValue function) {
    Coroutine thread = lua.thread();
    int func = base(thread);
    thread.put(func, function);
    return first(thread, func, 0);
  }

  LuaValue call(LuaValue function, LuaValue x) {
    Coroutine thread = lua.thread();
    int func = base(thread);
    LuaValue[] stack = thread.put(func, function, 1);
    stack[func + 1] = x;
    return first(thread, func, 1);
  }

  LuaValue call(LuaValue function, LuaValue x, LuaValue y) {
    Coroutine thread = lua.thread();
    int func = base(thread);
    LuaValue[] stack = thread.put(func, function, 2);
    stack[func + 1] = x;
    stack[func + 2] = y;
    return first(thread, func, 2);
  }

  LuaValue call(LuaValue function, LuaValue x, LuaValue y, LuaValue z) {
    Coroutine thread = lua.thread();
    int func = base(thread);
    LuaValue[] stack = thread.put(func, function, 3);
    stack[func + 1] = x;
    stack[func + 2] = y;
    stack[func + 3] = z;
    return first(thread, func, 3);
  }

  Varargs invoke(LuaValue function, Varargs args) {
    Coroutine thread = lua.thread();
    int func = base(thread);
    int count = thread.put(func, function, args);
    CallInfo caller = thread.ci;
    try {
      nest(thread, func, count);
      return thread.values(func, thread.top - func);
    } finally {
      unnest(thread, caller, func);
    }
  }

  /** Calls a function whose errors the caller catches ({@code lua_pcall}). */
  Varargs guarded(LuaValue function, Varargs args, @Nullable LuaValue handler) {
    Coroutine thread = lua.thread();
    int func = base(thread);
    int count = thread.put(func, function, args);
    CallInfo caller = thread.ci;
    Continuation before = caller.then;
    caller.then = Guard.of(handler);
    try {
      nest(thread, func, count);
      return thread.values(func, thread.top - func);
    } finally {
      unnest(thread, caller, func);
      caller.then = before;
    }
  }

  /**
   * Calls a function on another thread than the running one, which has to wait meanwhile. The
   * function can't yield.
   *
   * @param guarded whether the caller catches errors
   */
  Varargs on(
      Coroutine thread,
      LuaValue function,
      Varargs args,
      boolean guarded,
      @Nullable LuaValue handler) {
    Coroutine from = lua.thread();
    int status = thread.status;
    int top = thread.top;
    if (thread != from) {
      visit(from, thread, status);
    }
    try {
      return guarded ? guarded(function, args, handler) : invoke(function, args);
    } finally {
      if (thread != from) {
        thread.top = top;
        leaveVisited(from, thread, status);
      }
    }
  }

  private void visit(Coroutine from, Coroutine thread, int status) {
    if (status != Coroutine.NORMAL) {
      thread.depth = from.depth + 1;
      thread.resumer = from;
      thread.prepare();
    }
    from.status = Coroutine.NORMAL;
    thread.status = Coroutine.RUNNING;
    lua.switchTo(thread);
  }

  private void leaveVisited(Coroutine from, Coroutine thread, int status) {
    if (status != Coroutine.NORMAL) {
      thread.resumer = null;
    }
    thread.status = status;
    from.status = Coroutine.RUNNING;
    lua.switchTo(from);
  }

  /**
   * Calls a function that may yield, for the builtin on top. If it yields, this call ends by {@link
   * Leave}, and the builtin goes on in its continuation.
   */
  Varargs orLeave(LuaValue function, Varargs args, Continuation then) {
    Coroutine thread = lua.thread();
    CallInfo caller = thread.ci;
    if (!isYieldable(thread) || (caller.status & (CallInfo.LUA | CallInfo.JAVA)) != 0) {
      return then.catches() ? guarded(function, args, then.handler()) : invoke(function, args);
    }
    int func = caller.top;
    int count = thread.put(func, function, args);
    caller.then = then.catches() ? then : null;
    thread.leavable++;
    Continuation next = null;
    try {
      loop(thread, func, count);
      return thread.values(func, thread.top - func);
    } catch (Leave leaving) {
      next = then;
      throw leaving;
    } finally {
      thread.leavable--;
      caller.then = next;
      if (next == null) {
        endLoop(thread, caller, func);
      } else {
        postpone(thread, caller);
      }
    }
  }

  /** Makes what the loop would have done on return the work of the continuation. */
  private void postpone(Coroutine thread, CallInfo caller) {
    CallInfo called = caller.next;
    if (called == null) {
      throw new IllegalStateException("nothing has yielded");
    }
    called.status = called.status & ~CallInfo.FRESH | CallInfo.CONTINUE;
    javaCalls--;
    thread.waiting++;
  }

  private LuaValue first(Coroutine thread, int func, int count) {
    CallInfo caller = thread.ci;
    try {
      nest(thread, func, count);
      return thread.top > func ? thread.stack[func] : LuaValue.NIL;
    } finally {
      unnest(thread, caller, func);
    }
  }

  /** Calls the hook of the running function; what the hook calls sees that function as level 2. */
  void hook(Coroutine thread, LuaValue function, LuaValue event, LuaValue line) {
    int func =
        boundary(thread, Math.max(thread.ci.top, thread.top), CallInfo.HIDDEN | CallInfo.HOOKED);
    LuaValue[] stack = thread.put(func, function, 2);
    stack[func + 1] = event;
    stack[func + 2] = line;
    first(thread, func, 2);
  }

  /** Calls a finalizer, which sees the running function as level 2. */
  void finalizer(LuaValue function, LuaValue object) {
    Coroutine thread = lua.thread();
    int top = thread.top;
    CallInfo caller = thread.ci;
    Continuation before = caller.then;
    caller.then = Guard.WITHOUT_HANDLER; // its errors are none of the running code's
    try {
      int func = boundary(thread, Math.max(caller.top, top), CallInfo.HIDDEN | CallInfo.FINALIZER);
      LuaValue[] stack = thread.put(func, function, 1);
      stack[func + 1] = object;
      first(thread, func, 1);
    } finally {
      caller.then = before;
      thread.top = top;
    }
  }

  /** Calls the {@code __close} metamethod of a variable that was above the frame on top. */
  void close(Coroutine thread, UpValue variable, LuaValue error) {
    LuaValue value = variable.get();
    int func = boundary(thread, variable.index + 1, CallInfo.HIDDEN);
    LuaValue[] stack = thread.put(func, lua.metamethods.tag(value, Event.CLOSE), 2);
    stack[func + 1] = value;
    stack[func + 2] = error;
    first(thread, func, 2);
  }

  /** Returns the stack index where a call from Java begins; the frame on top is then Java's. */
  private static int base(Coroutine thread) {
    CallInfo ci = thread.ci;
    // Java code in the middle of a closure's instruction gets a frame of its own. So does the
    // handler of an error if a call from such code nests too deep.
    return ci.isLua() || (ci.status & CallInfo.JAVA) != 0 ? boundary(thread, ci.top, 0) : ci.top;
  }

  private static int boundary(Coroutine thread, int func, int status) {
    LuaValue[] stack = thread.stack;
    thread.put(func, LuaValue.NIL);
    CallInfo java = thread.push();
    java.func = func;
    java.base = func + 1;
    java.top = func + 1;
    java.status = CallInfo.JAVA | status;
    java.loopStack = stack;
    return func + 1;
  }

  private void nest(Coroutine thread, int func, int count) {
    thread.javaCalls++;
    loop(thread, func, count);
  }

  /** Runs a loop that ends with the call. */
  private void loop(Coroutine thread, int func, int count) {
    javaCalls++;
    checkDepth(thread);
    int nestedBelow = nested;
    nested = 0;
    try {
      runLoop(thread, func, count);
    } finally {
      nested = nestedBelow;
    }
  }

  private void runLoop(Coroutine thread, int func, int count) {
    CallInfo caller = thread.ci;
    try {
      call(thread, func, count, ALL, CallInfo.FRESH);
    } catch (Throwable thrown) {
      if (lua.thread() == thread && thread.ci == caller) {
        // A value that cannot be called has pushed no frame, so recover would unwind the caller's
        // loop.
        throw raise(thrown);
      }
      recover(thrown);
    }
    Coroutine running = lua.thread();
    boolean entered = false;
    for (CallInfo top = running.ci; top.isLua(); top = running.ci) {
      try {
        CompiledCode compiled = entered ? null : lua.compiled(running, top);
        if (compiled == null) {
          Interpreter.run(lua, running, top, !entered);
        } else {
          entered = true; // the loop goes on with what comes back, as it is
          Stubs.enter(lua, running, top, (Closure) running.stack[top.func], compiled);
        }
      } catch (Throwable thrown) {
        recover(thrown);
      }
      running = lua.thread();
    }
  }

  /** Fails if too many calls nest for which PUC needs a C frame. */
  private void checkDepth(Coroutine thread) {
    int depth = javaCalls + thread.waiting;
    if (depth >= MAX_JAVA_CALLS) {
      if (depth == MAX_JAVA_CALLS) {
        throw raise(lua.debug.error("C stack overflow"));
      }
      if (depth >= MAX_JAVA_CALLS + EXTRA_JAVA_CALLS) {
        throw errorInHandling();
      }
    }
  }

  /** Tells whether calls nest so deep that any finalizer would fail. */
  boolean areDeep() {
    return javaCalls + lua.thread().waiting >= MAX_JAVA_CALLS - 1;
  }

  private void unnest(Coroutine thread, CallInfo caller, int func) {
    thread.javaCalls--;
    endLoop(thread, caller, func);
  }

  private void endLoop(Coroutine thread, CallInfo caller, int func) {
    javaCalls--;
    if (thread.ci != caller) {
      thread.unwind(caller);
    }
    thread.clear(func, Math.min(Math.max(thread.top, func + 1), thread.stack.length));
    thread.top = func;
    LuaValue[] loopStack = caller.loopStack;
    if (loopStack != null) {
      caller.loopStack = null;
      thread.ci = caller.previous;
      thread.restore(loopStack, func);
    }
  }

  // ---- errors

  /**
   * Returns the error for a message handler that failed, which is not passed to a handler again.
   */
  ScriptError errorInHandling() {
    ScriptError error = new ScriptError(LuaText.of("error in error handling"));
    error.raised = true;
    return error;
  }

  /**
   * Finds the frame that catches what was thrown, and continues there. Rethrows it if that frame is
   * outside the running loop. A coroutine that yields is suspended in the loop that resumed it.
   */
  private void recover(Throwable first) {
    Throwable thrown = first;
    asked = null; // by compiled code that could not give its frame back
    postponed = -1;
    while (true) {
      ScriptError error = null;
      if (thrown != leave) {
        error = raiseOrAbandon(thrown);
        unwind(error);
      } else if (lua.thread().leavable > 0) {
        throw leave;
      }
      Coroutine thread = lua.thread();
      try {
        Varargs answer = error == null ? suspendLeft() : fail(thread, thread.ci, error);
        if (answer != null) {
          drive(answer);
        }
        thread.shrink();
        return;
      } catch (Throwable again) {
        thrown = again;
      }
    }
  }

  /** Makes the builtin on top, which waited for a call, go on with the call's error. */
  private @Nullable Varargs fail(Coroutine thread, CallInfo ci, ScriptError error) {
    Continuation then = ci.then;
    if (then == null || !then.catches()) {
      return thread.goOn().fail(error);
    }
    ci.caught = error;
    return closeOrFail(thread, ci);
  }

  /**
   * Does the same as {@link #raise}, but ends all calls of the loop if the script must stop
   * instead.
   */
  private ScriptError raiseOrAbandon(Throwable thrown) {
    try {
      return raise(thrown);
    } catch (Error stop) {
      abandon(stop);
      throw stop;
    }
  }

  /**
   * Ends calls until a builtin is on top that can catch the error. A coroutine that has none dies,
   * and the error goes on in the one that resumed it.
   */
  private void unwind(ScriptError error) {
    Coroutine thread = lua.thread();
    CallInfo ci = thread.ci;
    while (true) {
      if (ci.then != null) {
        thread.unwind(ci);
        return;
      }
      if ((ci.status & CallInfo.FRESH) != 0) {
        thread.unwind(ci.previous);
        thread.shrink();
        ScriptError last = lua.closing.closeAll(thread, error);
        throw last == null ? error : last;
      }
      if (isBody(ci)) {
        thread.failure = error.value();
        thread = suspend(thread, Coroutine.DEAD);
        ci = thread.ci;
      } else {
        ci = ci.previous;
      }
    }
  }

  /**
   * Tells whether a frame is that of a coroutine's body, or the first, if the body has none yet.
   */
  private static boolean isBody(CallInfo ci) {
    return (ci.status & CallInfo.BODY) != 0 || ci.isFirst();
  }

  /** Converts what was thrown into an error, and passes it to the message handler in force. */
  ScriptError raise(Throwable thrown) {
    ScriptError error = toError(thrown);
    lua.slice -= ERROR;
    if (error.raised) {
      return error;
    }
    error.raised = true;
    Continuation protection = protection();
    if (lua.errorListener != null && !lua.thread().inHook) {
      lua.errorListener.raised(error.value(), protection != null && !(protection instanceof Guard));
    }
    if (protection == null) {
      if (lua.thread().isMainThread()) {
        error.stack = Traceback.of(lua, lua.thread(), null, 0);
      }
      return error;
    }
    LuaValue handler = protection.handler();
    return handler == null ? error : handle(handler, error);
  }

  private @Nullable Continuation protection() {
    Coroutine thread = lua.thread();
    CallInfo ci = thread.ci;
    while (true) {
      Continuation then = ci.then;
      if (then != null && then.catches()) {
        return then;
      }
      if (ci.isFirst()) {
        return null;
      }
      ci = ci.previous;
    }
  }

  private ScriptError handle(LuaValue handler, ScriptError error) {
    if (!(handler instanceof LuaFunction)) {
      return errorInHandling();
    }
    try {
      LuaValue answer = callHandler(handler, error.value());
      ScriptError handled = new ScriptError(answer, error.getCause());
      handled.raised = true;
      return handled;
    } catch (ScriptError again) {
      return again;
    }
  }

  /** Calls a message handler. If a closure failed, the handler sees it as its caller. */
  private LuaValue callHandler(LuaValue handler, LuaValue value) {
    Coroutine thread = lua.thread();
    CallInfo ci = thread.ci;
    // A frame that a call from Java has pushed ends with that call, so the handler needs another.
    boolean closed = ci.isLua() || (ci.status & CallInfo.JAVA) != 0;
    int func = closed ? boundary(thread, ci.top, CallInfo.HIDDEN) : ci.top;
    LuaValue[] stack = thread.put(func, handler, 1);
    stack[func + 1] = value;
    return first(thread, func, 1);
  }

  private ScriptError toError(Throwable thrown) {
    if (thrown instanceof ScriptError error) {
      return error;
    }
    if (lua.interruption.explains(thrown)) {
      return lua.interruption.error(lua);
    }
    if (thrown instanceof Exception) {
      lua.afterFailure(thrown);
    }
    if (thrown instanceof LuaError error) {
      return foreign(error);
    }
    if (thrown instanceof OutOfMemoryError) {
      return outOfMemory(thrown);
    }
    if (thrown instanceof StackOverflowError) {
      return new ScriptError(lua.error("C stack overflow", 1).value(), thrown);
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return lua.javaError(thrown);
  }

  /** Returns the error for a full heap. There may be no memory to create it, either. */
  private ScriptError outOfMemory(Throwable thrown) {
    try {
      return LuaRuntime.notEnoughMemory(thrown);
    } catch (OutOfMemoryError again) {
      return spareError;
    }
  }

  /** Ends all calls of the running loop, for an error that no script can catch. */
  private void abandon(Error stop) {
    Coroutine thread = lua.thread();
    CallInfo ci = thread.ci;
    while ((ci.status & CallInfo.FRESH) == 0) {
      if (isBody(ci)) {
        if (thread.open != null && thread.closeUpvalues(0)) {
          lua.closing.abandon(thread, 0, stop);
        }
        thread = suspend(thread, Coroutine.DEAD);
        ci = thread.ci;
      } else {
        ci = ci.previous;
      }
    }
    thread.unwind(ci.previous);
    lua.closing.abandon(thread, ci.func, stop);
  }

  /**
   * Converts an error of LuaJ's. As LuaJ's interpreter does, puts the position of the call before a
   * message; an error value stays as it is.
   */
  private ScriptError foreign(LuaError error) {
    LuaValue value = error.getMessageObject();
    if (value == null) {
      return new ScriptError(LuaValue.NIL, error);
    }
    if (value instanceof LuaString && !hasValue(error)) {
      String message = error.getMessage();
      return new ScriptError(lua.error(message == null ? "" : message, 1).value(), error);
    }
    return new ScriptError(value, error.getCause() == null ? error : error.getCause());
  }

  private static boolean hasValue(LuaError error) {
    try {
      Field object = LuaError.class.getDeclaredField("object");
      object.setAccessible(true);
      return object.get(error) != null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return true;
    }
  }
}
