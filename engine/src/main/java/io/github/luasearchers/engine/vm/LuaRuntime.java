package io.github.luasearchers.engine.vm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.compiler.LuaCompiler;
import io.github.luasearchers.engine.compiler.Undump;
import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.EvaluationMeter;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.value.StringTable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * One Lua universe: PUC's {@code global_State}. All state that a script could change and that two
 * engines could share is in fields of this object.
 *
 * <p>It is LuaJ's {@link Globals} as well: the table that modules have as their {@code _ENV}. It
 * stores no entries itself; reads and writes go to {@link #globals()}, the globals of the running
 * evaluation. So a module that was loaded once sees the variables of its current caller, and never
 * those of an evaluation that has ended.
 */
public final class LuaRuntime extends Globals implements EvaluationMeter {

  /** Copying 2^6 bytes takes about as long as one instruction. */
  private static final int BYTES_PER_INSTRUCTION = 6;

  /** The cost of a traceback, in instructions of the loop. */
  private static final int TRACEBACK = 5_000;

  /** The size from which an allocation is checked in advance. */
  private static final int LARGE = 1 << 13;

  /** The least cost of a collection, in instructions of the loop. */
  private static final int COLLECTION = 1 << 20;

  /** The operations in the order of {@code LUA_OPADD} and so on. */
  private static final int[] OPERATIONS = {
    Arithmetic.ADD, Arithmetic.SUB, Arithmetic.MUL, Arithmetic.MOD, Arithmetic.POW,
    Arithmetic.DIV, Arithmetic.IDIV, Arithmetic.BAND, Arithmetic.BOR, Arithmetic.BXOR,
    Arithmetic.SHL, Arithmetic.SHR, Arithmetic.UNM, Arithmetic.BNOT
  };

  final Calls calls = new Calls(this);
  final Metamethods metamethods = new Metamethods(this);
  final DebugInfo debug = new DebugInfo(this);
  final Hooks hooks = new Hooks(this);
  final Closing closing = new Closing(this);
  private final Finalizers finalizers;
  private final Warnings warnings = new Warnings(this);

  /** What the standard output is to be made of, null if it is made: each has buffers of 25 kB. */
  private @Nullable OutputStream outputTarget;

  private @Nullable OutputStream errorTarget;

  /** How often compiled code has met what it was not translated for. */
  long unexpectedExits;

  /** What translates hot functions, null if nothing does. */
  @Nullable CodeCompiler codeCompiler;

  /** Whether scripts look at the variables of other functions, so that all run in the loop. */
  private boolean inspected;

  /** The instructions left until the next {@link #checkpoint}. */
  int slice;

  private int sliceLength = Heat.SLICE;

  private final Budget unlimited = new Budget(Limits.NONE, null);
  private Budget budget = unlimited;
  final Interruption interruption = new Interruption();
  private @Nullable Alarm alarm;
  private @Nullable Memory memory;
  private @Nullable Runnable collected;

  /** Whether this runtime is its thread's meter, and the meter before it. */
  private boolean metered;

  private @Nullable EvaluationMeter outerMeter;

  final Level level;
  private final Coroutine main = new Coroutine(this);
  private Coroutine thread = main;
  private LuaTable current = new LuaTable();
  private @Nullable LuaTable loaded;

  public LuaRuntime(Level level) {
    this.level = level;
    finalizers = new Finalizers(this);
    compiler = LuaCompiler.asCompiler(level);
    undumper = Undump.asUndumper(level);
    loader = new ClosureLoader(this);
    running = main;
  }

  // ---- streams

  /**
   * Sets where the script writes to. What is no {@code PrintStream} becomes one when it is first
   * used.
   */
  public void setStreams(OutputStream output, OutputStream errors) {
    outputTarget = output;
    errorTarget = errors;
  }

  /** Returns the standard output. */
  public PrintStream stdout() {
    if (outputTarget != null) {
      STDOUT = stream(outputTarget);
      outputTarget = null;
    }
    return STDOUT;
  }

  /** Returns the standard error output. */
  public PrintStream stderr() {
    if (errorTarget != null) {
      STDERR = stream(errorTarget);
      errorTarget = null;
    }
    return STDERR;
  }

  private static PrintStream stream(OutputStream target) {
    return target instanceof PrintStream made ? made : new PrintStream(target, false, UTF_8);
  }

  /** Returns the version of Lua that this runtime speaks. */
  public Level level() {
    return level;
  }

  // ---- numbers

  /** Returns an integer; at 5.2, which has none, a whole number. */
  public LuaNumber whole(long value) {
    return level.hasIntegers() ? Integers.of(value) : Numbers.of(value);
  }

  /** Returns the number that a text denotes, nil if it denotes none. */
  public LuaValue parse(LuaString text) {
    return Numbers.parse(text, level);
  }

  /** Returns a table's key as it is stored: a float that has an integer's value as that integer. */
  public LuaValue key(LuaValue key) {
    boolean whole = key instanceof LuaFloat number && Integers.fits(number.v);
    return whole && level.hasIntegers() ? Integers.of((long) key.todouble()) : key;
  }

  // ---- globals

  /** Returns the globals of the running evaluation, which {@code load} gives to its chunks. */
  public LuaTable globals() {
    return current;
  }

  /**
   * Makes a table the globals of the evaluation that now begins.
   *
   * @return the previous globals, to be restored when the evaluation ends
   */
  public LuaTable enter(LuaTable globals) {
    LuaTable previous = current;
    if (previous != globals) {
      current = globals;
    }
    return previous;
  }

  // ---- chunks

  /**
   * Compiles source text as {@code load} does.
   *
   * @param source the text's bytes
   * @param chunkName {@code @file}, {@code =name} or the text itself
   * @throws LuaError with PUC's message if the text is not valid Lua
   */
  public Prototype compile(byte[] source, String chunkName) {
    return compile(source, LuaText.of(chunkName));
  }

  /** Compiles source text as {@code load} does, with a chunk name of any bytes. */
  public Prototype compile(byte[] source, LuaString chunkName) {
    keepText(chunkName, source);
    return LuaCompiler.compile(source, 0, source.length, chunkName, level, this);
  }

  /**
   * Compiles the text of a file as {@code loadfile} does: without a byte order mark and a first
   * line that starts with {@code #}.
   *
   * @param source the file's bytes
   * @param chunkName {@code @file}, {@code =name} or the text itself
   * @throws LuaError with PUC's message if the text is not valid Lua
   */
  public Prototype compileFile(byte[] source, String chunkName) {
    keepText(LuaText.of(chunkName), source);
    return LuaCompiler.compileFile(source, 0, source.length, LuaText.of(chunkName), level, this);
  }

  /** Creates a function of compiled code. Any number of runtimes may share a prototype. */
  public Closure instantiate(Prototype code, LuaValue env) {
    if (codeCompiler != null && !inspected && Unit.of(code).inspects()) {
      inspect();
    }
    return ClosureLoader.closure(this, code, env);
  }

  // ---- calls

  /**
   * Asks the loop to call a function on behalf of a {@link Builtin}, which must return this
   * method's result at once. The builtin goes on in the continuation.
   */
  public Varargs callThen(LuaValue function, Varargs args, Continuation then) {
    return calls.pending.ask(PendingCall.CALL, function, args, then);
  }

  /**
   * Calls a function on behalf of the builtin on top, which a yield may leave ({@code lua_callk},
   * {@code lua_pcallk}). If nothing yields, this returns or throws as {@link #call} does; the
   * continuation only says whether the builtin {@linkplain Continuation#catches catches} errors,
   * and with which handler. If the function yields, this throws what {@link #isLeave} recognises,
   * the builtin must pass it on, and the continuation is the rest of the builtin.
   */
  public Varargs callOrLeave(LuaValue function, Varargs args, Continuation then) {
    return calls.orLeave(function, args, then);
  }

  /** Tells whether something thrown is no error, but a coroutine that leaves Java frames. */
  public static boolean isLeave(Throwable thrown) {
    return thrown instanceof Leave;
  }

  /**
   * Calls a function whose errors the caller catches ({@code lua_pcall}): no handler of an outer
   * {@code xpcall} is called for them.
   *
   * @param handler the message handler, null for none
   * @throws LuaError with what the handler has made of the error's value
   */
  public Varargs callGuarded(LuaValue function, Varargs args, @Nullable LuaValue handler) {
    return calls.guarded(function, args, handler);
  }

  /**
   * Calls a function on a thread that need not be the running one ({@code lua_call}). It can't
   * yield.
   */
  public Varargs callOn(Coroutine coroutine, LuaValue function, Varargs args) {
    return calls.on(coroutine, function, args, false, null);
  }

  /** Calls a function on a thread that need not be the running one, as {@link #callGuarded}. */
  public Varargs callGuardedOn(
      Coroutine coroutine, LuaValue function, Varargs args, @Nullable LuaValue handler) {
    return calls.on(coroutine, function, args, true, handler);
  }

  // ---- limits

  /**
   * Begins an evaluation. A nested one gets at most what is left of the enclosing one's limits.
   *
   * @param nested whether there is an enclosing one
   * @return whether it has a budget of its own; without limits there is none
   */
  public boolean begin(Limits limits, boolean nested) {
    if (!nested && limits == Limits.NONE && budget == unlimited && !metered) {
      // Keeps the rest of the slice, because the loop copies its stack with each new slice.
      return false;
    }
    budget.takeBack(slice);
    Budget outer = budget;
    if (nested) {
      budget = new Budget(limits, budget);
    } else {
      budget = limits == Limits.NONE ? unlimited : new Budget(limits, null);
    }
    if (limits != Limits.NONE && !metered) {
      metered = true;
      outerMeter = CurrentMeter.begin(this);
    }
    slice = budget.handOut(nextSlice());
    if (budget.limits.memory() != Limits.UNLIMITED) {
      beginMemory();
    }
    setAlarm(outer);
    return true;
  }

  /** Sets the alarm if the deadline has changed. */
  private void setAlarm(Budget before) {
    if (budget.deadline != before.deadline) {
      if (alarm == null) {
        alarm = new Alarm();
      }
      alarm.set(budget.deadline, this);
    }
  }

  private void beginMemory() {
    if (memory == null) {
      memory = new Memory(this);
    }
    memory.begin();
  }

  /**
   * Ends the evaluation that {@link #begin} began.
   *
   * @return what {@link #begin} returned
   */
  public boolean end() {
    if (budget == unlimited && !metered) {
      return false;
    }
    Budget ended = budget;
    if (memory != null) {
      memory.end(ended.limits.memory() != Limits.UNLIMITED);
    }
    ended.takeBack(slice);
    budget = unlimited;
    if (ended.outer != null) {
      budget = ended.outer;
      ended.settle(budget);
    }
    setAlarm(ended);
    slice = budget.handOut(nextSlice());
    if (metered && budget == unlimited) {
      metered = false;
      CurrentMeter.end(outerMeter);
      outerMeter = null;
    }
    return true;
  }

  /**
   * Gives the running evaluation all its instructions back, so that a script that had to be
   * compiled first may execute as many as one that was compiled before.
   */
  public void refill() {
    budget.refill();
    slice = budget.handOut(nextSlice());
  }

  /**
   * Lets the calling thread continue the evaluation of another thread, which waits. The deadline
   * interrupts the calling thread too, and its work is charged.
   *
   * @return what {@link #leave} needs
   */
  public Visit visit() {
    Visit visit =
        new Visit(
            alarm,
            metered,
            metered ? CurrentMeter.begin(this) : null,
            memory == null ? 0 : memory.visit());
    alarm = null;
    if (budget.deadline != 0) {
      alarm = new Alarm();
      alarm.set(budget.deadline, this);
    }
    return visit;
  }

  /** Ends a visit, and clears the interrupt by which the deadline has woken the thread. */
  public void leave(Visit visit) {
    if (alarm != null) {
      alarm.set(0, this);
    }
    alarm = visit.alarm;
    if (visit.metered) {
      CurrentMeter.end(visit.outerMeter);
    }
    if (memory != null) {
      memory.leave(visit.allocated);
    }
  }

  /**
   * Returns the deadline of the running evaluation as a {@link System#nanoTime} value; 0 for none.
   */
  public long deadline() {
    return budget.deadline;
  }

  /** Returns the limits of the running evaluation. */
  public Limits limits() {
    return budget.limits;
  }

  /**
   * Charges the evaluation for a library's work, in instructions, and checks now and then whether
   * the script must stop.
   */
  @Override
  public void charge(int work) {
    if ((slice -= work) < 0) {
      checkpoint();
    }
  }

  /** Charges instructions for bytes that are created or read. */
  public void chargeBytes(long bytes) {
    charge((int) Math.min(bytes >> BYTES_PER_INSTRUCTION, Integer.MAX_VALUE / 2));
  }

  /**
   * Charges instructions in the middle of an instruction of the loop, where no other Lua code may
   * run. If the slice is used up, only the limits are checked; the rest of a checkpoint is left to
   * the loop.
   */
  @Override
  public void spend(int work) {
    if ((slice -= work) < 0) {
      settle();
    }
  }

  /**
   * Empties the slice, so that the loop looks at the clock at once: the deadline has passed. The
   * watchdog's thread calls this. The field is not volatile, and the loop may overwrite it at that
   * moment. But a loop that writes it so often soon looks at the clock anyway, and one whose
   * library function works for long between two instructions sees the change.
   */
  void hurry() {
    slice = -1;
  }

  /**
   * Has what runs fail with the error {@code interrupted!}, wherever it is, in a coroutine too. A
   * script may catch the error. Any thread may call this.
   */
  public void interrupt() {
    interruption.ask();
    hurry();
  }

  /**
   * Wakes the thread that runs a script if it has not yet noticed {@link #interrupt}: it may wait
   * in Java code. Any thread may call this.
   *
   * @return whether it had not
   */
  public boolean wake(Thread running) {
    hurry();
    return interruption.wake(running);
  }

  /** Forgets an {@link #interrupt} that came too late. For the thread that ran. */
  public void endInterrupt() {
    interruption.end();
  }

  /** Takes bytes that are about to be written from the evaluation's budget. */
  public void chargeOutput(long bytes) {
    budget.write(bytes);
  }

  /**
   * Checks the limits and runs pending finalizers. Java code that takes long calls this now and
   * then.
   */
  public void checkpoint() {
    check();
    if (finalizers.isPending() && !calls.areDeep()) {
      finalizers.runPending();
    }
    if (closing.isPending() && !calls.areDeep()) {
      closing.closeLeft();
    }
    long most = budget.limits.memory();
    if (most != Limits.UNLIMITED && memory != null) {
      memory.check(most);
    }
  }

  /** Checks whether the script must stop, and nothing else. */
  @Override
  public void stopIfDue() {
    interruption.raise(this);
    budget.check(alarm);
  }

  // ---- compiled code

  /**
   * Leaves all functions to the loop from now on, which has their variables on the stack at any
   * time: somebody looks at them.
   */
  void inspect() {
    if (codeCompiler != null) {
      codeCompiler = null;
      inspected = true;
      budget.takeBack(slice);
      slice = 0; // running code is to ask at once
    }
  }

  /** Returns how long the next slice may be: short ones show early which functions are hot. */
  private int nextSlice() {
    int length = sliceLength;
    if (length < Heat.SLICE) {
      sliceLength = Math.min(Heat.SLICE, length + Heat.SLICE_GROWTH);
    }
    return length;
  }

  /** Returns how often compiled code has given a frame back at something unexpected. */
  public long unexpectedExits() {
    return unexpectedExits;
  }

  /** Sets what translates hot functions. */
  public void setCodeCompiler(CodeCompiler compiler) {
    codeCompiler = compiler;
    sliceLength = Math.min(Heat.SLICE, Heat.FIRST_SLICE);
  }

  /**
   * Takes note that a slice has ended in a function; tells whether the loop is to note operands.
   */
  boolean isHot(Coroutine running, Closure self) {
    if (codeCompiler != null) {
      self.unit.sample();
    }
    return running.hook != null || self.unit.profiling;
  }

  /** Returns compiled code to go on with where a frame begins, or after a call; null if none. */
  @Nullable CompiledCode compiled(Coroutine running, CallInfo ci) {
    if (codeCompiler == null || running.hook != null) {
      return null;
    }
    Unit unit = ((Closure) running.stack[ci.func]).unit;
    if (!unit.isWarm) {
      return null;
    }
    return ci.pc == 0 ? unit.atCall() : unit.afterCall(running, ci);
  }

  /** Returns compiled code to go on with where a loop jumps back to, null if there is none. */
  @Nullable CompiledCode compiledLoop(Coroutine running, CallInfo ci, Closure self) {
    if (codeCompiler == null || running.hook != null) {
      return null;
    }
    self.unit.sample();
    return self.unit.atLoop(running, ci, ci.pc);
  }

  /** Tells whether there are frames whose registers are not on the stack. */
  boolean hasCompiledFrames() {
    for (Coroutine each = thread; each != null; each = each.resumer) {
      for (CallInfo ci = each.ci; !ci.isFirst(); ci = ci.previous) {
        if ((ci.status & CallInfo.COMPILED) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells whether a checkpoint needs all registers on the stack, to add up what they hold. */
  boolean needsFrames() {
    if (inspected) {
      return true;
    }
    long most = budget.limits.memory();
    return most != Limits.UNLIMITED && memory != null && memory.isDue(most);
  }

  // ---- memory

  /** Tells whether this JVM can report what a thread allocates, which a memory limit needs. */
  public static boolean canBoundMemory() {
    return Memory.isSupported();
  }

  /**
   * Checks the memory limit before an allocation that may be large.
   *
   * @throws ScriptError if the script would then hold too much
   */
  @Override
  public void reserve(long bytes) {
    long most = budget.limits.memory();
    if (bytes >= LARGE && most != Limits.UNLIMITED && memory != null) {
      memory.reserve(bytes, most);
    }
  }

  /**
   * Checks the memory limit before memory outside of Java's heap is taken, and counts it. A {@link
   * HeapNode} has to count it as well.
   */
  public void reserveOutside(long bytes) {
    reserve(bytes);
    if (memory != null) {
      memory.count(bytes);
    }
  }

  /** Adds everything that a script can reach. */
  void holdAll(HeapWalk walk) {
    walk.add(current);
    walk.add(loaded);
    walk.add(registry);
    for (LuaValue metatable : metatables) {
      walk.add(metatable);
    }
    walk.add(main);
    closing.hold(walk);
    for (Coroutine each = thread; each != null; each = each.resumer) {
      walk.add(each);
    }
  }

  /**
   * Returns the error for lack of memory.
   *
   * @param cause Java's reason, if there is one
   */
  static ScriptError notEnoughMemory(@Nullable Throwable cause) {
    ScriptError error = new ScriptError(LuaText.of("not enough memory"), cause);
    error.raised = true; // its handler might need memory
    return error;
  }

  /**
   * Runs a {@link #checkpoint} after a call of the host's Java code, which may have taken any time.
   */
  public void afterJava() {
    if (budget != unlimited || Thread.currentThread().isInterrupted()) {
      checkpoint();
    }
  }

  /**
   * Checks whether the script must stop after Java code has failed, since an interrupt may have
   * been the reason. A script must not catch that, whatever the code turned it into.
   */
  public void afterFailure(Throwable thrown) {
    if (ScriptStopped.isInterruption(thrown)
        || interruption.isAsked()
        || budget != unlimited
        || Thread.currentThread().isInterrupted()) {
      check();
    }
  }

  /** Fails if Java code had to be woken at the deadline, whatever became of the interrupt. */
  public void stopIfWoken() {
    if (alarm != null && alarm.hasRung()) {
      throw budget.late();
    }
  }

  /**
   * Clears the interrupt that woke Java code, so that the output still to be written does not fail
   * because of the flag. Interrupts again if the code blocks once more.
   */
  public void respite() {
    if (alarm != null && alarm.hasRung()) {
      alarm.set(System.nanoTime() | 1, this);
    }
  }

  private void check() {
    settle();
    slice = budget.handOut(nextSlice());
  }

  /** Checks whether the script must stop, without handing out a new slice. */
  private void settle() {
    budget.takeBack(slice);
    slice = 0;
    interruption.raise(this);
    try {
      budget.check(alarm);
    } catch (ScriptStopped stopped) {
      stopped.stack = Traceback.of(this, thread, null, 0);
      throw stopped;
    }
  }

  // ---- garbage

  /** Returns the object that runs {@code __gc} metamethods. */
  public Finalizers finalizers() {
    return finalizers;
  }

  /** Returns the state of {@code warn}. */
  public Warnings warnings() {
    return warnings;
  }

  /** Closes the variables of scripts that had to stop. */
  public void closeLeft() {
    closing.closeLeft();
  }

  /**
   * Collects garbage after clearing the unused parts of the stacks, and runs the finalizers of what
   * was found.
   *
   * @return how many bytes were in use after the collection, before the finalizers
   * @throws LuaError if a finalizer fails
   */
  public long collectGarbage() {
    charge(COLLECTION);
    for (Coroutine each = thread; each != null; each = each.resumer) {
      each.clearAbove();
      if (each.peer() instanceof Outside other) {
        other.sweep();
      }
    }
    try {
      return calls.areDeep() ? Finalizers.collectOnly() : finalizers.collect();
    } finally {
      if (collected != null) {
        collected.run();
      }
    }
  }

  /** Sets an action that runs after each collection a script asks for. */
  public void onCollected(Runnable action) {
    collected = action;
  }

  // ---- coroutines

  /** Returns the running coroutine, or the main thread. */
  public Coroutine thread() {
    return thread;
  }

  /** Returns the main thread, which is not a coroutine. */
  public Coroutine mainThread() {
    return main;
  }

  void switchTo(Coroutine other) {
    thread = other;
    running = other;
  }

  /**
   * Asks the loop to resume a coroutine on behalf of a {@link Builtin}, which must return this
   * method's result at once. The continuation gets what the coroutine yields or returns, or its
   * error.
   */
  public Varargs resume(Coroutine coroutine, Varargs args, Continuation then) {
    return calls.pending.ask(PendingCall.RESUME, coroutine, args, then);
  }

  /**
   * Asks the loop to yield from the running coroutine on behalf of a {@link Builtin}, which must
   * return this method's result at once. The builtin then returns the values that the coroutine is
   * resumed with.
   */
  @Override
  public Varargs yield(Varargs args) {
    return calls.pending.ask(PendingCall.YIELD, NIL, args, null);
  }

  /**
   * Yields as {@link #yield} does, but the builtin goes on in a continuation ({@code lua_yieldk}).
   */
  public Varargs yieldThen(Varargs args, Continuation then) {
    return calls.pending.ask(PendingCall.YIELD, NIL, args, then);
  }

  /** Tells whether a thread can yield. */
  public boolean isYieldable(Coroutine coroutine) {
    return calls.isYieldable(coroutine);
  }

  // ---- errors

  /**
   * Returns an error whose message begins with the position of a caller ({@code luaL_error}), for
   * the caller to throw.
   *
   * @param level 0: no position; 1: the function that called the running builtin; 2: its caller
   */
  public ScriptError error(String message, int level) {
    return new ScriptError(LuaText.ofMessage(where(level) + message));
  }

  /** Returns a Java exception as the error that a script sees. */
  public ScriptError javaError(Throwable thrown) {
    return new ScriptError(LuaText.ofMessage(where(1) + thrown), thrown);
  }

  LuaError argError(Builtin function, int arg, String message) {
    return debug.argError(function, arg, message);
  }

  /** Returns the type of a value as messages name it. */
  public String typeName(LuaValue value) {
    return LuaText.toJava(LuaText.ofLatin1(debug.typeName(value)));
  }

  /** Returns {@code file:line: } of a caller, empty if it is not a Lua function. */
  public String where(int level) {
    return LuaText.toJava(LuaText.ofLatin1(debug.where(level)));
  }

  /** Returns the calls in progress, the running one being the first. */
  public Callers callers() {
    return new Callers(thread());
  }

  /**
   * Sets the environment of a running function, as Lua 5.2's {@code module} does: the function's
   * first upvalue.
   *
   * @param level 0 for the running builtin, 1 for the function that called it
   * @return whether it is a Lua function
   */
  public boolean setEnvironment(int level, LuaTable environment) {
    Coroutine running = thread();
    @Nullable CallInfo ci = DebugInfo.atLevel(running, level);
    if (ci == null || !(running.stack[ci.func] instanceof Closure closure)) {
      return false;
    }
    if (closure.upvalues.length > 0) {
      closure.upvalues[0].set(environment);
    }
    return true;
  }

  /** Returns the traceback that an error had when it left the loop. */
  public static Optional<String> traceback(LuaError error) {
    LuaString stack = error instanceof ScriptError script ? script.stack : null;
    return stack == null ? Optional.empty() : Optional.of(LuaText.toJava(stack));
  }

  /**
   * Returns the traceback of a thread ({@code luaL_traceback}).
   *
   * @param message the text before it, if any
   * @param level the first level that is listed
   */
  public LuaString traceback(Coroutine of, @Nullable LuaString message, int level) {
    charge(TRACEBACK + (of.stack.length >> 3));
    return Traceback.of(this, of, message, level);
  }

  /** Returns {@code package.loaded}, where messages look up names of functions. */
  public @Nullable LuaTable loadedTable() {
    return loaded;
  }

  /** Sets {@code package.loaded}. */
  public void setLoadedTable(LuaTable table) {
    loaded = table;
  }

  /**
   * Returns the name under which a loaded module has a function, such as {@code string.rep}; null
   * if none has it.
   */
  public @Nullable String loadedName(LuaValue function) {
    return new LoadedNames(this, Integer.MAX_VALUE).of(function);
  }

  // ---- debuggers

  /** Who is told of each error. */
  public interface ErrorListener {

    /**
     * An error is raised; the calls that led to it have not ended yet.
     *
     * @param value the error's value
     * @param caught whether a function of a script on the same thread is going to catch it
     */
    void raised(LuaValue value, boolean caught);
  }

  @Nullable ErrorListener errorListener;

  /** The texts of chunks by their names, null if they are not kept. */
  private @Nullable Map<String, byte[]> texts;

  /** Keeps the text of each chunk that is compiled from now on. */
  public void keepTexts() {
    texts = new ConcurrentHashMap<>();
  }

  /** Returns the text of the latest chunk of a name, null if it was not kept. Any thread may. */
  public byte @Nullable [] textOf(String chunkName) {
    return texts == null ? null : texts.get(chunkName);
  }

  private void keepText(LuaString chunkName, byte[] source) {
    if (texts != null) {
      texts.put(LuaText.toJava(chunkName), source);
    }
  }

  /** Sets who is told of errors before anything else is, null for nobody. */
  public void setErrorListener(@Nullable ErrorListener listener) {
    errorListener = listener;
  }

  /**
   * Sets a hook for all threads that have none of their own: those that there are, and those that
   * are to come. Its function should be an {@link ExternalHook}.
   *
   * @param function null for none
   * @param events as for {@link Coroutine#setHook}
   */
  public void hookAll(@Nullable LuaValue function, int events) {
    hooks.setOfAll(function, events);
  }

  /** Returns all threads that may still run, the main thread first. */
  public List<Coroutine> coroutines() {
    return Threads.all(this);
  }

  // ---- the debug library

  private @Nullable Runnable debugPrompt;

  /** Returns what {@code debug.debug} runs instead of its own dialogue, null if it has that. */
  public @Nullable Runnable debugPrompt() {
    return debugPrompt;
  }

  /** Sets what {@code debug.debug} runs: it returns when the script is to go on. */
  public void setDebugPrompt(Runnable prompt) {
    debugPrompt = prompt;
  }

  // ---- other universes

  private @Nullable Supplier<Sibling> siblings;

  /** Sets how universes beside this one are made. */
  public void setSiblings(Supplier<Sibling> maker) {
    siblings = maker;
  }

  /**
   * Makes a universe beside this one ({@code lua_newstate}).
   *
   * @return null if there may be none: in a sandbox, and where limits are in force, which would not
   *     hold in it
   */
  public @Nullable Sibling newSibling() {
    return siblings == null || budget.limits != Limits.NONE ? null : siblings.get();
  }

  // ---- the registry

  private @Nullable Table registry;
  private @Nullable LazyContents registryContents;
  private @Nullable LuaTable preload;

  /** Sets {@code package.preload}. */
  public void setPreloadTable(LuaTable table) {
    preload = table;
  }

  /** Sets what the libraries have in the registry. */
  public void setRegistryContents(LazyContents contents) {
    registryContents = contents;
  }

  /** Returns the registry, which {@code debug.getregistry} returns as well. */
  public Table registry() {
    Table table = registry;
    if (table == null) {
      table = new Table();
      registry = table;
      table.rawset(LuaInteger.valueOf(1), main);
      table.rawset(LuaInteger.valueOf(2), loaded == null ? current : loaded.rawget("_G"));
      if (registryContents != null) {
        registryContents.fill(table);
      }
    }
    if (loaded != null) {
      table.rawset(StringTable.name("_LOADED"), loaded);
    }
    if (preload != null) {
      table.rawset(StringTable.name("_PRELOAD"), preload);
    }
    return table;
  }

  // ---- values

  private final @Nullable LuaValue[] metatables = new LuaValue[LuaValue.TTHREAD + 1];

  /**
   * Returns a value's metatable, nil if it has none. Each type other than table and userdata has
   * one for all its values.
   */
  public LuaValue metatable(LuaValue value) {
    if (value instanceof Table table) {
      LuaTable own = table.metatableOrNull();
      return own == null ? NIL : own;
    }
    if (value instanceof LuaString) {
      LuaValue strings = metatables[LuaValue.TSTRING];
      return strings == null ? NIL : strings;
    }
    @Nullable LuaValue own =
        value.istable() || value.isuserdata() ? value.getmetatable() : metatables[value.type()];
    return own == null ? LuaValue.NIL : own;
  }

  /**
   * Sets a value's metatable, or removes it if nil. A value that is not a table or userdata shares
   * it with its whole type.
   */
  public void setMetatable(LuaValue value, LuaValue metatable) {
    @Nullable LuaValue own = metatable.isnil() ? null : metatable;
    if (value.istable() || value.isuserdata()) {
      value.setmetatable(own);
      finalizers.mark(value, own);
    } else {
      metatables[value.type()] = own;
    }
  }

  /** Returns the text of a number or string, as {@code tostring} without metamethods gives it. */
  public LuaString text(LuaValue value) {
    return value instanceof LuaString string ? string : Numbers.text(value, level);
  }

  // ---- operations with metamethods, for Java

  /** Returns {@code table[key]}. */
  public LuaValue index(LuaValue table, LuaValue key) {
    LuaValue known = Interpreter.get(table, key);
    if (known != null) {
      return known;
    }
    LuaValue value = metamethods.index(table, key, DebugInfo.NO_OPERAND, false);
    return value == null ? NIL : value;
  }

  /** Sets {@code table[key] = value}. */
  public void setIndex(LuaValue table, LuaValue key, LuaValue value) {
    metamethods.setIndex(table, key, value, DebugInfo.NO_OPERAND, false);
  }

  /** Tells whether {@code a == b}. */
  public boolean equal(LuaValue a, LuaValue b) {
    return holds(metamethods.equal(a, b, false));
  }

  /** Tells whether two values are equal without metamethods. */
  public static boolean rawEqual(LuaValue a, LuaValue b) {
    if (a instanceof LuaString left
        && b instanceof LuaString right
        && left.m_length == right.m_length) {
      return Slices.mismatch(left, right, left.m_length) == left.m_length;
    }
    return Arithmetic.rawEquals(a, b);
  }

  /** Tells whether {@code a < b}. */
  public boolean lessThan(LuaValue a, LuaValue b) {
    return holds(metamethods.less(a, b, false, false));
  }

  /** Tells whether {@code a <= b}. */
  public boolean lessOrEqual(LuaValue a, LuaValue b) {
    return holds(metamethods.less(a, b, true, false));
  }

  private static boolean holds(@Nullable LuaValue answer) {
    return answer != null && answer.toboolean();
  }

  /** Applies an operation of {@link Arithmetic} to numbers ({@code lua_arith}). */
  public LuaValue arithmetic(int operation, LuaNumber a, LuaNumber b) {
    LuaValue result = metamethods.arithmetic(operation, a, b, false);
    return result == null ? NIL : result;
  }

  /**
   * Applies an operation to any values ({@code lua_arith}).
   *
   * @param operation as Lua 5.3 and later number them, from {@code LUA_OPADD} to {@code LUA_OPBNOT}
   * @param b the same as {@code a} for an operation on one value
   */
  public LuaValue arith(int operation, LuaValue a, LuaValue b) {
    LuaValue result = metamethods.arithmetic(OPERATIONS[operation], a, b, false);
    return result == null ? NIL : result;
  }

  /** Returns {@code a .. b}. */
  public LuaValue concat(LuaValue a, LuaValue b) {
    return metamethods.concat(a, b);
  }

  /** Returns {@code #value}. */
  public LuaValue length(LuaValue value) {
    LuaValue length = metamethods.length(value, DebugInfo.NO_OPERAND, false);
    return length == null ? NIL : length;
  }

  /** Returns a value's metamethod, nil if it has none. */
  public LuaValue metamethod(LuaValue value, LuaString event) {
    return metatable(value) instanceof LuaTable table ? table.rawget(event) : NIL;
  }

  /** Calls any value that can be called. */
  public Varargs call(LuaValue function, Varargs args) {
    return calls.invoke(function, args);
  }

  // ---- the globals as a table: all goes to the table of the running evaluation

  @Override
  public LuaValue get(int key) {
    return current.get(key);
  }

  @Override
  public LuaValue get(LuaValue key) {
    return current.get(key);
  }

  @Override
  public LuaValue rawget(int key) {
    return current.rawget(key);
  }

  @Override
  public LuaValue rawget(LuaValue key) {
    return current.rawget(key);
  }

  @Override
  public void set(int key, LuaValue value) {
    current.set(key, value);
  }

  @Override
  public void set(LuaValue key, LuaValue value) {
    current.set(key, value);
  }

  @Override
  public void rawset(int key, LuaValue value) {
    current.rawset(key, value);
  }

  @Override
  public void rawset(LuaValue key, LuaValue value) {
    current.rawset(key, value);
  }

  @Override
  public LuaValue remove(int position) {
    return current.remove(position);
  }

  @Override
  public void insert(int position, LuaValue value) {
    current.insert(position, value);
  }

  @Override
  public Varargs next(LuaValue key) {
    return current.next(key);
  }

  @Override
  public Varargs inext(LuaValue key) {
    return current.inext(key);
  }

  @Override
  public int keyCount() {
    return current.keyCount();
  }

  @Override
  public LuaValue[] keys() {
    return current.keys();
  }

  @Override
  public int length() {
    return current.length();
  }

  @Override
  public int rawlen() {
    return current.rawlen();
  }

  @Override
  public LuaValue len() {
    return current.len();
  }

  @Override
  public @Nullable LuaValue getmetatable() {
    return current.getmetatable();
  }

  @Override
  public LuaValue setmetatable(@Nullable LuaValue metatable) {
    return current.setmetatable(metatable);
  }
}
