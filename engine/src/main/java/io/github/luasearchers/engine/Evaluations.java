package io.github.luasearchers.engine;

import io.github.luasearchers.engine.flight.Flight;
import io.github.luasearchers.engine.interop.Caller;
import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.engine.vm.Limits;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.IOException;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/**
 * The evaluations of an engine, one nested in the other: which thread has the turn, which limits
 * apply, and which globals and context are current, both during an evaluation and between
 * evaluations.
 *
 * <p>One thread at a time has the turn: a thread that comes while another runs waits for it, unless
 * it is interrupted. Only the thread that {@linkplain #enter has} the turn reads and writes what
 * scripts can see.
 */
final class Evaluations {

  private static final String WAITED =
      "the thread was interrupted while it waited for another thread's evaluation to end";

  private final LuaState state;
  private final LuaRuntime lua;
  private final ContextScopes scopes;
  private final StandardLibrary standard;
  private final ContextOutput output;
  private final ContextOutput errorOutput;
  private final Turn turn;
  private final Reserved reserved = new Reserved();
  private final Limits limits;

  /** Whether what scripts hand to Java can be called only while they run, and in their thread. */
  private final boolean confined;

  /** How many evaluations are running, one nested in the other. */
  private int depth;

  /** The innermost of them that has handed out something that Java may call back. */
  private @Nullable EvaluationCalls calls;

  /** The context and globals between evaluations, for functions that Java kept and calls back. */
  private ScriptContext restContext;

  private LuaTable restGlobals;

  /** The innermost of those that the flight recorder is told of. */
  private @Nullable EvaluationRecord record;

  /** Whether there may be output to flush at the end of the evaluation. */
  private boolean written;

  /** Whether the running evaluation must be the last. */
  private volatile boolean closing;

  /** Whether the host has closed the engine. One that became unreachable is not closed. */
  private volatile boolean closed;

  Evaluations(
      LuaState state,
      LuaRuntime lua,
      ContextScopes scopes,
      Limits limits,
      boolean confined,
      ScriptContext context) {
    this.state = state;
    this.lua = lua;
    this.scopes = scopes;
    this.standard = state.standard();
    this.output = state.output();
    this.errorOutput = state.errorOutput();
    this.turn = new Turn(lua);
    this.limits = limits;
    this.confined = confined;
    this.restContext = context;
    this.restGlobals = state.library();
  }

  // ---- the end of the engine

  /** Lets no evaluation begin from now on: the host has closed the engine. */
  void refuse() {
    closed = true;
  }

  /** Has the thread that has the turn release everything when its evaluation ends. */
  void closeLater() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  /** Returns the engine's limits, which hold for each evaluation. */
  Limits limits() {
    return limits;
  }

  boolean isIdle() {
    return depth == 0;
  }

  // ---- between evaluations

  /** Makes a context the current one between evaluations. */
  void rest(ScriptContext context) {
    enter();
    try {
      restContext = context;
      restGlobals = state.globals(engineScope(context));
      if (depth == 0) {
        lua.enter(restGlobals);
        scopes.enter(context);
      }
    } finally {
      exit();
    }
  }

  /** Returns the context that is current between evaluations. For the thread that has the turn. */
  ScriptContext restContext() {
    return restContext;
  }

  /** Begins an evaluation in the context that is current between evaluations. */
  void beginAtRest() throws ScriptException {
    begin(restContext, engineScope(restContext));
  }

  void enterAtRest() {
    enter(restGlobals, restContext);
  }

  void endAtRest() {
    end(restGlobals, restContext);
  }

  /** Returns a context's ENGINE_SCOPE, which is empty if it has none. */
  static Bindings engineScope(ScriptContext context) {
    if (context instanceof EngineContext own) {
      return own.engine();
    }
    @Nullable Bindings bindings = context.getBindings(ScriptContext.ENGINE_SCOPE);
    return bindings == null ? new SimpleBindings() : bindings;
  }

  // ---- what scripts hand out

  /** Returns the running evaluation, on behalf of which Java calls back. */
  Caller caller() {
    if (depth == 0) {
      return state.hostCalls();
    }
    @Nullable EvaluationCalls known = calls;
    if (known == null || known.depth() != depth) {
      known = new EvaluationCalls(state, depth, lua.deadline(), known);
      calls = known;
    }
    return known;
  }

  /** Tells whether the calling thread may now call what an evaluation has handed out. */
  boolean admits(EvaluationCalls calls) {
    return !confined || calls.isOurs();
  }

  private void endCalls() {
    @Nullable EvaluationCalls ended = calls;
    if (ended != null && ended.depth() == depth) {
      calls = ended.outer();
      ended.end();
      state.handOver(calls != null);
      turn.wake();
    }
  }

  /** Tells whether the calling thread continues the evaluation of another one, which waits. */
  boolean isVisit() {
    return turn.isVisit();
  }

  Turn turn() {
    return turn;
  }

  // ---- turns

  /**
   * Waits until no other thread has the turn.
   *
   * @throws IllegalStateException if the thread is interrupted while it waits
   */
  void enter() {
    take(null, false);
    settleOrExit();
  }

  /**
   * Waits until Java may call back.
   *
   * @param of the evaluation that handed out what is called, null if the host got it
   * @throws IllegalStateException if the thread is interrupted while it waits, or waits for an
   *     evaluation that does not end by its deadline
   */
  void enter(@Nullable EvaluationCalls of) {
    take(of, true);
    settleOrExit();
  }

  void take(@Nullable EvaluationCalls of, boolean calledBack) {
    try {
      if (of == null || !turn.borrow(of)) {
        turn.take(calledBack);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(WAITED, e);
    }
  }

  private void settleOrExit() {
    try {
      settle();
    } catch (Throwable e) {
      exit();
      throw e;
    }
  }

  /**
   * Waits until no other thread has the turn.
   *
   * @throws ScriptException if the thread is interrupted while it waits
   */
  void await() throws ScriptException {
    try {
      turn.take(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (ScriptException) new ScriptException(WAITED).initCause(e);
    }
  }

  /** Gives up the turn, once for each time that it was taken. */
  void exit() {
    turn.give();
  }

  /** Lends the turn while Java code runs that the evaluation has called. */
  void lend() {
    turn.lend();
  }

  /** Takes the turn back after that. */
  void takeBack() {
    turn.takeBack();
  }

  /**
   * Begins an evaluation of the thread that has the turn.
   *
   * @return whether there are no reserved keys to ask for
   */
  boolean begin(ScriptContext context, Bindings engineScope) throws ScriptException {
    if (closed) {
      throw new ScriptException(LuaState.CLOSED);
    }
    boolean nested = depth > 0;
    Limits outer = nested ? Limits.NONE : limits;
    boolean plain = reserved.hasNone(context, engineScope);
    try {
      if (lua.begin(plain ? outer : EvaluationLimits.of(outer, context, engineScope), nested)) {
        turn.setDeadline(lua.deadline());
      }
    } catch (IllegalArgumentException e) {
      throw (ScriptException) new ScriptException(e.getMessage()).initCause(e);
    }
    depth++;
    if (Flight.isOn()) {
      record = new EvaluationRecord(record, depth);
    }
    return plain;
  }

  /** Makes globals and a context the current ones of the evaluation. */
  void enter(LuaTable globals, ScriptContext context) {
    lua.enter(globals);
    scopes.enter(context);
  }

  /**
   * Ends an evaluation, and makes the globals and the context of the enclosing one current again.
   */
  void end(LuaTable outer, ScriptContext outerContext) {
    leave(outer, outerContext);
    finish();
  }

  void finish() {
    if (record != null) {
      record = record.end(depth);
    }
    if (lua.end()) {
      turn.setDeadline(lua.deadline());
    }
    if (calls != null) {
      endCalls();
    }
    depth--;
    if (depth == 0) {
      state.atRest();
      standard.flush();
      if (closing) {
        state.release();
      }
    }
  }

  /** Flushes what a script has written, and fails if that, or the result, came too late. */
  void complete() {
    if (written) {
      flush();
    }
    lua.stopIfWoken();
    succeed();
  }

  /** Tells the flight recorder, if it is on, that the evaluation has come to its end. */
  void succeed() {
    if (record != null) {
      record.succeed();
    }
  }

  /** Tells it what the evaluation is of. */
  void name(@Nullable String name) {
    if (record != null && name != null) {
      record.name(name);
    }
  }

  /** Tells it that a limit has stopped a callback, which gets an error of Java for it. */
  void stopped(ScriptStopped stopped) {
    if (record != null) {
      record.fail(stopped);
    }
  }

  /** Returns the exception that a host gets for what a script has thrown. */
  ScriptException failure(Throwable thrown, @Nullable String file) {
    return told(failureOf(thrown, file));
  }

  /**
   * Tells the flight recorder, if it is on, that a limit has stopped the evaluation, if one has.
   */
  ScriptException told(ScriptException failure) {
    if (record != null) {
      record.fail(failure);
    }
    return failure;
  }

  private ScriptException failureOf(Throwable thrown, @Nullable String file) {
    try {
      if (!(thrown instanceof ScriptStopped)) {
        lua.stopIfWoken();
      }
      return Failure.of(state, thrown, file);
    } catch (ScriptStopped late) {
      return Failure.of(state, late, file);
    }
  }

  private void leave(LuaTable outer, ScriptContext outerContext) {
    if (written) {
      lua.respite();
      flush();
    }
    if (depth > 1) {
      lua.enter(outer);
      change(outerContext);
    }
  }

  /**
   * Makes the globals and the context between evaluations current, for a thread that looks at Lua
   * values then. This is not done when an evaluation ends: the next evaluation, which is likelier,
   * would pay for it in vain.
   */
  private void settle() {
    if (depth == 0) {
      lua.enter(restGlobals);
      change(restContext);
    }
  }

  private void change(ScriptContext context) {
    if (context != scopes.context()) {
      scopes.enter(context);
    }
  }

  /** Runs the finalizers that an engine still has, as its last evaluation. */
  void runFinalizers(Limits limits) {
    closing = false;
    settle();
    lua.begin(limits, depth > 0);
    depth++; // a callback from finalizers is no evaluation of its own
    try {
      lua.closeLeft();
      lua.finalizers().close();
      flush();
    } catch (ScriptStopped | ScriptError e) {
      // Nobody is left to be told that a finalizer was stopped, or that too much memory is held.
    } finally {
      endCalls();
      depth--;
      lua.end();
    }
  }

  /** Is told that a script has written something, which must be flushed. */
  void hasWritten() {
    written = true;
  }

  private void flush() {
    written = false;
    try {
      output.end();
      errorOutput.end();
    } catch (IOException e) {
      // The script got the error when it wrote. Its result must not be lost with its output.
      lua.stdout().checkError();
    }
  }
}
