package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.compiler.LuaCompiler;
import io.github.luasearchers.engine.compiler.Undump;
import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.EvaluationMeter;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.engine.value.Slices;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * One Lua universe: what PUC calls a {@code global_State}. All that two engines could share and a
 * script could change is a field of this object.
 *
 * <p>It is LuaJ's {@link Globals} as well: the table that the code of modules has as its {@code
 * _ENV}. As a table it has nothing of its own; reads and writes go to {@link #globals()}, the
 * globals of the evaluation that is running, so that a module that was loaded once sees the
 * variables of whoever calls it, and never those of an evaluation that has ended.
 */
public final class LuaRuntime extends Globals implements EvaluationMeter {

  /** Sixty-four bytes copied take about as long as one instruction. */
  private static final int BYTES_PER_INSTRUCTION = 6;

  /** What a traceback takes, in instructions of the loop. */
  private static final int TRACEBACK = 5_000;

  /** An allocation from which on it is asked for. */
  private static final int LARGE = 1 << 13;

  /** What a collection takes at least. */
  private static final int COLLECTION = 1 << 20;

  final Calls calls = new Calls(this);
  final Metamethods metamethods = new Metamethods(this);
  final DebugInfo debug = new DebugInfo(this);
  final Hooks hooks = new Hooks(this);
  private final Finalizers finalizers = new Finalizers(this);

  /** What is left of the slice of instructions until the next {@link #checkpoint}. */
  int slice;

  private final Budget unlimited = new Budget(Limits.NONE, null);
  private Budget budget = unlimited;
  private @Nullable Alarm alarm;
  private @Nullable Memory memory;
  private @Nullable Runnable collected;

  /** Whether this runtime is the meter of its thread, and which one was before. */
  private boolean metered;

  private @Nullable EvaluationMeter outerMeter;

  private final Level level;
  private final Coroutine main = new Coroutine(this);
  private Coroutine thread = main;
  private LuaTable current = new LuaTable();
  private @Nullable LuaTable loaded;

  public LuaRuntime(Level level) {
    this.level = level;
    compiler = LuaCompiler.asCompiler();
    undumper = Undump.asUndumper();
    loader = new ClosureLoader(this);
    running = main;
  }

  /** Returns the level of Lua that the libraries keep to. */
  public Level level() {
    return level;
  }

  // ---- globals

  /** Returns the globals of the running evaluation: what {@code load} gives to its chunks. */
  public LuaTable globals() {
    return current;
  }

  /**
   * Makes a table the globals of the evaluation that now begins.
   *
   * @return the globals until now, to be given back when the evaluation ends
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
   * @throws LuaError with PUC's message if the text is no Lua
   */
  public Prototype compile(byte[] source, String chunkName) {
    return compile(source, LuaText.of(chunkName));
  }

  /** Compiles source text as {@code load} does, with a name of any bytes. */
  public Prototype compile(byte[] source, LuaString chunkName) {
    return LuaCompiler.compile(source, 0, source.length, chunkName, this);
  }

  /**
   * Compiles the text of a file as {@code loadfile} does: without a byte order mark and a first
   * line that starts with {@code #}.
   *
   * @param source the file's bytes
   * @param chunkName {@code @file}, {@code =name} or the text itself
   * @throws LuaError with PUC's message if the text is no Lua
   */
  public Prototype compileFile(byte[] source, String chunkName) {
    return LuaCompiler.compileFile(source, 0, source.length, LuaText.of(chunkName), this);
  }

  /** Makes a function of compiled code. A prototype may serve any number of runtimes at once. */
  public Closure instantiate(Prototype code, LuaValue env) {
    return ClosureLoader.closure(this, code, env);
  }

  // ---- calls

  /**
   * Asks the loop to call a function on behalf of a {@link Builtin}, which is to return this
   * method's answer at once. The builtin goes on in the continuation.
   */
  public Varargs callThen(LuaValue function, Varargs args, Continuation then) {
    return calls.pending.ask(PendingCall.CALL, function, args, then);
  }

  // ---- limits

  /**
   * Begins an evaluation. One that begins inside another has what is left to that, at most.
   *
   * @param nested whether there is another
   */
  public void begin(Limits limits, boolean nested) {
    if (!nested && limits == Limits.NONE && budget == unlimited && !metered) {
      // What is left of the slice serves on: with each slice the loop renews its stack.
      return;
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
    slice = budget.handOut();
    if (budget.limits.memory() != Limits.UNLIMITED) {
      beginMemory();
    }
    setAlarm(outer);
  }

  /** Sets the alarm to the deadline if that has changed. */
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

  /** Ends an evaluation that {@link #begin} has begun. */
  public void end() {
    if (budget == unlimited && !metered) {
      return;
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
    slice = budget.handOut();
    if (metered && budget == unlimited) {
      metered = false;
      CurrentMeter.end(outerMeter);
      outerMeter = null;
    }
  }

  /**
   * Gives the running evaluation all its instructions back: a script that had to be compiled may
   * execute as many as one that had been.
   */
  public void refill() {
    budget.refill();
    slice = budget.handOut();
  }

  /**
   * Lets the calling thread go on with the evaluation of another one, which waits: the deadline
   * wakes it too, and its work is charged.
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

  /** Ends a visit, and takes back the interrupt with which the deadline has woken the thread. */
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

  /** Returns the deadline of the running evaluation, a time of the nano clock; 0 for none. */
  public long deadline() {
    return budget.deadline;
  }

  /** Returns what the running evaluation may use. */
  public Limits limits() {
    return budget.limits;
  }

  /**
   * Takes instructions from what is left to the evaluation, for work that a library does in their
   * place, and asks now and then whether the script is to stop.
   */
  @Override
  public void charge(int work) {
    if ((slice -= work) < 0) {
      checkpoint();
    }
  }

  /** Takes instructions for bytes that are made or looked at. */
  public void chargeBytes(long bytes) {
    charge((int) Math.min(bytes >> BYTES_PER_INSTRUCTION, Integer.MAX_VALUE / 2));
  }

  /**
   * Takes instructions in the middle of an instruction of the loop, where no other code of Lua may
   * run. If that was the rest of the slice, what else is to be done then is left to the loop.
   */
  @Override
  public void spend(int work) {
    if ((slice -= work) < 0) {
      settle();
    }
  }

  /**
   * Takes away what is left of the slice, so that the loop looks at the clock at once: the deadline
   * has passed. The watchdog's thread calls this. The loop does not share the field with anybody
   * and may overwrite it just then; but a loop that is so busy with itself soon looks anyway, and
   * one whose library works for long between two instructions hears it.
   */
  void hurry() {
    slice = -1;
  }

  /** Takes bytes that are to be written from what is left to the evaluation. */
  public void chargeOutput(long bytes) {
    budget.write(bytes);
  }

  /**
   * Asks whether the script is to stop. Whatever takes long inside Java calls this now and then.
   */
  public void checkpoint() {
    check();
    if (finalizers.isPending() && !calls.areDeep()) {
      finalizers.runPending();
    }
    long most = budget.limits.memory();
    if (most != Limits.UNLIMITED && memory != null) {
      memory.check(most);
    }
  }

  /** Asks whether the script is to stop, and nothing else. */
  @Override
  public void stopIfDue() {
    budget.check(alarm);
  }

  // ---- memory

  /** Tells whether this JVM can tell what a script allocates, which a bound on memory takes. */
  public static boolean canBoundMemory() {
    return Memory.isSupported();
  }

  /**
   * Is told of an allocation that may be large before it is made.
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

  /** Adds all that a script can reach. */
  void holdAll(HeapWalk walk) {
    walk.add(current);
    walk.add(loaded);
    for (LuaValue metatable : metatables) {
      walk.add(metatable);
    }
    walk.add(main);
    for (Coroutine each = thread; each != null; each = each.resumer) {
      walk.add(each);
    }
  }

  /**
   * Returns the error that there is no memory left.
   *
   * @param cause what Java knows the reason by, if anything
   */
  static ScriptError notEnoughMemory(@Nullable Throwable cause) {
    ScriptError error = new ScriptError(LuaText.of("not enough memory"), cause);
    error.raised = true; // its handler might need some
    return error;
  }

  /** Asks the same after a call of the host's Java, which may have taken any time. */
  public void afterJava() {
    if (budget != unlimited || Thread.currentThread().isInterrupted()) {
      checkpoint();
    }
  }

  /**
   * Asks the same after Java has failed, for which an interrupt may have been the reason. Whatever
   * it makes of one, it is not for a script to swallow.
   */
  public void afterFailure(Throwable thrown) {
    if (ScriptStopped.isInterruption(thrown)
        || budget != unlimited
        || Thread.currentThread().isInterrupted()) {
      check();
    }
  }

  /** Fails if Java had to be woken because the deadline had passed, whatever became of that. */
  public void stopIfWoken() {
    if (alarm != null && alarm.hasRung()) {
      throw budget.late();
    }
  }

  /**
   * Takes the interrupt back by which Java was woken, and wakes it again if it blocks once more:
   * what is still to be written is not to fail for the flag alone.
   */
  public void respite() {
    if (alarm != null && alarm.hasRung()) {
      alarm.set(System.nanoTime() | 1, this);
    }
  }

  private void check() {
    settle();
    slice = budget.handOut();
  }

  /** Asks whether the script is to stop, and hands out nothing more. */
  private void settle() {
    budget.takeBack(slice);
    slice = 0;
    try {
      budget.check(alarm);
    } catch (ScriptStopped stopped) {
      stopped.stack = Traceback.of(this, thread, null, 0);
      throw stopped;
    }
  }

  // ---- garbage

  /** Returns what runs {@code __gc} metamethods. */
  public Finalizers finalizers() {
    return finalizers;
  }

  /**
   * Collects garbage, after the stacks have let go of what they need no more, and runs the
   * finalizers of what was found.
   *
   * @return how many bytes were in use after that, before the finalizers
   * @throws LuaError if a finalizer fails
   */
  public long collectGarbage() {
    charge(COLLECTION);
    for (Coroutine each = thread; each != null; each = each.resumer) {
      each.clearAbove();
    }
    try {
      return calls.areDeep() ? Finalizers.collectOnly() : finalizers.collect();
    } finally {
      if (collected != null) {
        collected.run();
      }
    }
  }

  /** Sets what is to run after each collection that a script asks for. */
  public void onCollected(Runnable action) {
    collected = action;
  }

  // ---- coroutines

  /** Returns the running coroutine, or the main thread. */
  public Coroutine thread() {
    return thread;
  }

  /** Returns the thread that is no coroutine. */
  public Coroutine mainThread() {
    return main;
  }

  void switchTo(Coroutine other) {
    thread = other;
    running = other;
  }

  /**
   * Asks the loop to resume a coroutine on behalf of a {@link Builtin}, which is to return this
   * method's answer at once. The continuation gets what the coroutine yields or returns, or its
   * error.
   */
  public Varargs resume(Coroutine coroutine, Varargs args, Continuation then) {
    return calls.pending.ask(PendingCall.RESUME, coroutine, args, then);
  }

  /**
   * Asks the loop to yield from the running coroutine on behalf of a {@link Builtin}, which is to
   * return this method's answer at once. The builtin then returns what the coroutine is resumed
   * with.
   */
  @Override
  public Varargs yield(Varargs args) {
    return calls.pending.ask(PendingCall.YIELD, NIL, args, null);
  }

  /** Tells whether a thread could yield. */
  public boolean isYieldable(Coroutine coroutine) {
    return calls.isYieldable(coroutine);
  }

  // ---- errors

  /**
   * Returns an error whose message begins with the position of a caller ({@code luaL_error}), to be
   * thrown.
   *
   * @param level 0: no position; 1: the function that called the running builtin; 2: its caller
   */
  public ScriptError error(String message, int level) {
    return new ScriptError(LuaText.ofMessage(where(level) + message));
  }

  /** Returns the error that a Java exception is to a script. */
  public ScriptError javaError(Throwable thrown) {
    return new ScriptError(LuaText.ofMessage(where(1) + thrown), thrown);
  }

  LuaError argError(Builtin function, int arg, String message) {
    return debug.argError(function, arg, message);
  }

  /** Returns {@code file:line: } of a caller, or the empty text if it is no Lua function. */
  public String where(int level) {
    return LuaText.toJava(LuaText.ofLatin1(debug.where(level)));
  }

  /**
   * Makes a table the environment of a function that is running, as Lua 5.2's {@code module} does:
   * the first variable that the function shares with others.
   *
   * @param level 0 being the running builtin, 1 the function that called it
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
   * Returns where a thread is ({@code luaL_traceback}).
   *
   * @param message what comes before, if anything
   * @param level the first level that is named
   */
  public LuaString traceback(Coroutine of, @Nullable LuaString message, int level) {
    charge(TRACEBACK + (of.stack.length >> 3));
    return Traceback.of(this, of, message, level);
  }

  /** Returns {@code package.loaded}, where messages look for the names of functions. */
  public @Nullable LuaTable loadedTable() {
    return loaded;
  }

  /** Sets {@code package.loaded}. */
  public void setLoadedTable(LuaTable table) {
    loaded = table;
  }

  // ---- values

  private final @Nullable LuaValue[] metatables = new LuaValue[LuaValue.TTHREAD + 1];

  /**
   * Returns a value's metatable, nil if it has none. Types other than table and userdata share one.
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

  /** Gives a value, or its whole type if it is no table and no userdata, a metatable or nil. */
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
    return value instanceof LuaString string ? string : Numbers.text(value);
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

  private static boolean holds(@Nullable LuaValue answer) {
    return answer != null && answer.toboolean();
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
