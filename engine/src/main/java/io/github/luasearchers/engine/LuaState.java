package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.interop.Access;
import io.github.luasearchers.engine.interop.Callback;
import io.github.luasearchers.engine.interop.Caller;
import io.github.luasearchers.engine.interop.JavaBridge;
import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.require.ModuleLocation;
import io.github.luasearchers.engine.require.PackageLibrary;
import io.github.luasearchers.engine.require.PackageOptions;
import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.Limits;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.LuaText;
import io.github.luasearchers.engine.vm.ScriptError;
import io.github.luasearchers.engine.vm.ScriptExit;
import io.github.luasearchers.engine.vm.ScriptStopped;
import io.github.luasearchers.engine.vm.StringTable;
import io.github.luasearchers.engine.vm.Table;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * One configured Lua universe, and the one way into it: whatever a host evaluates or calls is an
 * evaluation, from {@link #begin} to {@link #end}. It knows nothing of the engine that made it, so
 * that an engine that was forgotten can be told from one that is in use.
 *
 * <p>One thread at a time: a thread that comes while another runs waits for it, unless it is
 * interrupted. Whatever a script can see is read and written by who {@linkplain #enter has} the
 * turn.
 */
final class LuaState {

  private static final int MILLIS_TO_END = 1_000;

  /** What the finalizers of a dropped engine may take. */
  private static final Limits TO_END =
      new Limits(
          TimeUnit.MILLISECONDS.toNanos(MILLIS_TO_END),
          Limits.UNLIMITED,
          Limits.UNLIMITED,
          Limits.MAX_STACK,
          Limits.UNLIMITED);

  /** The name under which globals know themselves. */
  static final LuaString SELF = StringTable.name("_G");

  /** What a host is told that uses a closed engine. */
  static final String CLOSED = "the engine is closed";

  private static final String CONFINED =
      "a function that a sandboxed script has handed to Java is called only while the script runs,"
          + " and in its thread ("
          + Settings.JAVA_CALLBACKS
          + " = true lets Java call it at any time, in any thread)";

  private static final int LIBRARY_SIZE = 48;
  private static final String WAITED =
      "the thread was interrupted while it waited for another thread's evaluation to end";

  private final LuaRuntime lua;
  private final LuaTable library = new Table(0, LIBRARY_SIZE);
  private final StandardLibrary standard;
  private final JavaBridge bridge;
  private final Caller hostCalls = new HostCalls(this);

  /** What the host gets and gives goes over this bridge. */
  private final JavaBridge host;

  /** Whether what scripts hand to Java is called only by them, while they run. */
  private final boolean confined;

  private final PackageLibrary packages;
  private final Names names = new Names();
  private final Scopes scopes;
  private final Reserved reserved = new Reserved();
  private final ForeignTables foreignTables = new ForeignTables(this);
  private final ChunkCache chunks = new ChunkCache();
  private final ContextOutput output = new ContextOutput(this, false);
  private final ContextOutput errorOutput = new ContextOutput(this, true);
  private final boolean expressions;
  private final Limits limits;
  private final Turn turn;

  /** The function of the script that ran last. */
  private @Nullable Closure latest;

  /** How many evaluations are running, one inside the other. */
  private int depth;

  /** The innermost of them that has handed out something that Java may call back. */
  private @Nullable Evaluation evaluation;

  /** Whether the one that runs is to be the last. */
  private volatile boolean closing;

  /** Whether the host has closed the engine, and not merely forgotten it. */
  private volatile boolean closed;

  /** What holds while none is: for functions that Java kept and calls back. */
  private ScriptContext restContext;

  private LuaTable restGlobals;

  private LuaState(Settings settings, LuaScriptEngineBuilder options, ScriptContext context) {
    lua = new LuaRuntime(settings.level());
    turn = new Turn(lua);
    confined = settings.confined();
    expressions = settings.expressions();
    limits = settings.limits();
    lua.STDOUT = new PrintStream(output, false, UTF_8);
    lua.STDERR = new PrintStream(errorOutput, false, UTF_8);
    lua.STDIN = new ContextInput(this);
    @Nullable Places places = settings.sandbox() ? new Places() : null;
    @Nullable Access access = settings.access();
    bridge = new JavaBridge(lua, options.classes(), access);
    bridge.setCaller(new HostCalls.OfScripts(this));
    host = bridge.with(hostCalls);
    scopes = new Scopes(this, host, context);
    standard = StandardLibrary.open(lua, library, places);
    if (places == null || (access != null && access.namesAny())) {
      bridge.open(library);
    }
    PackageOptions packageOptions = options.packageOptions(settings, places);
    settings.checkKeys(packageOptions);
    packages = PackageLibrary.open(lua, library, packageOptions);
    restContext = context;
    restGlobals = library;
    rest(context);
  }

  /**
   * Makes a state.
   *
   * @param context the engine's context
   * @param first the context of the first use, which may have settings
   * @throws IllegalArgumentException if a setting can't be used
   */
  static LuaState create(
      LuaScriptEngineBuilder options, ScriptContext context, ScriptContext first) {
    Settings settings = new Settings(options.settings(), options.loader(), first);
    LuaState created = new LuaState(settings, options, context);
    settings.freeze();
    return created;
  }

  /** Returns the bridge for what the host gets and gives. */
  JavaBridge bridge() {
    return host;
  }

  LuaTable library() {
    return library;
  }

  Names names() {
    return names;
  }

  Scopes scopes() {
    return scopes;
  }

  boolean isIdle() {
    return depth == 0;
  }

  /** Returns a key as the name of a binding, null if it can't be one. */
  @Nullable String nameOf(LuaValue key) {
    return key instanceof LuaString name ? names.toJava(name) : null;
  }

  // ---- contexts

  /** Makes a context the one that holds while no evaluation runs. */
  void rest(ScriptContext context) {
    enter();
    try {
      restContext = context;
      restGlobals = globals(engineScope(context));
      if (depth == 0) {
        lua.enter(restGlobals);
        scopes.enter(context);
      }
    } finally {
      exit();
    }
  }

  /** Returns a context's own variables. */
  static Bindings engineScope(ScriptContext context) {
    if (context instanceof EngineContext own) {
      return own.engine();
    }
    @Nullable Bindings bindings = context.getBindings(ScriptContext.ENGINE_SCOPE);
    return bindings == null ? new SimpleBindings() : bindings;
  }

  /** Returns the globals that stand for bindings. */
  LuaTable globals(Bindings bindings) {
    @Nullable LuaTable own = bindings instanceof LuaBindings mine ? mine.attach(this) : null;
    return own == null ? foreignTables.of(bindings) : own;
  }

  // ---- compiling

  /** Compiles a script, as an evaluation of its own. */
  Chunk compile(String source, ScriptContext context, Bindings engineScope) throws ScriptException {
    await();
    try {
      boolean plain = begin(context, engineScope);
      try {
        return compiled(source, plain ? null : file(context, engineScope));
      } finally {
        finish();
      }
    } finally {
      exit();
    }
  }

  /** Returns a compiled script: the one that was compiled before if there is one. */
  private Chunk compiled(String source, @Nullable String file) throws ScriptException {
    @Nullable Chunk known = chunks.find(source, file);
    return known == null ? compileNew(source, file) : known;
  }

  /** Returns the name of the script's file, if the context has one. */
  private static @Nullable String file(ScriptContext context, Bindings engineScope) {
    @Nullable Object name = Reserved.value(ScriptEngine.FILENAME, context, engineScope);
    return name == null || name.toString().isEmpty() ? null : name.toString();
  }

  private Chunk compileNew(String source, @Nullable String file) throws ScriptException {
    try {
      Chunk chunk =
          expressions ? compileExpression(source, file) : compileText(source, source, file);
      chunks.add(chunk);
      lua.refill();
      return chunk;
    } catch (IllegalArgumentException | LuaError | VirtualMachineError | ScriptStopped e) {
      throw Failure.of(this, e, file);
    }
  }

  /**
   * Compiles what may be an expression. That is tried first, as a call is both: as a statement it
   * would lose its result.
   */
  private Chunk compileExpression(String source, @Nullable String file) {
    try {
      return compileText(source, "return " + source, file);
    } catch (LuaError | IllegalArgumentException e) {
      return compileText(source, source, file);
    }
  }

  private Chunk compileText(String source, String text, @Nullable String file) {
    return new Chunk(source, file, lua.compileFile(LuaText.encode(text), Chunk.name(file)));
  }

  // ---- running

  // Whatever Lua does for Java is one bracket: begin, enter, the work with the conversion of its
  // arguments and result, complete or failure, end. Each way in has it spelt out: an object for
  // the work, which all of them could hand to one method, costs an eighth of a small call.

  /**
   * Runs a script.
   *
   * @param known the script if it was compiled ahead
   */
  @Nullable Object evaluate(
      String source, @Nullable Chunk known, ScriptContext context, Bindings engineScope)
      throws ScriptException {
    await();
    try {
      return evaluateNow(source, known, context, engineScope);
    } finally {
      exit();
    }
  }

  private @Nullable Object evaluateNow(
      String source, @Nullable Chunk known, ScriptContext context, Bindings engineScope)
      throws ScriptException {
    boolean plain = begin(context, engineScope);
    LuaTable outer = lua.globals();
    ScriptContext outerContext = scopes.context();
    @Nullable String file = known == null ? null : known.file();
    try {
      LuaTable globals = globals(engineScope);
      enter(globals, context);
      if (known == null && !plain) {
        file = file(context, engineScope);
      }
      Chunk chunk = known == null ? compiled(source, file) : known;
      Varargs args = plain ? LuaValue.NONE : scriptArguments(context, engineScope);
      @Nullable Object result = host.resultsToJava(lua.call(main(chunk.code(), globals), args));
      complete();
      return result;
    } catch (RuntimeException | VirtualMachineError | ScriptExit | ScriptStopped e) {
      throw failure(e, file);
    } finally {
      end(outer, outerContext);
    }
  }

  private Closure main(Prototype code, LuaTable globals) {
    @Nullable Closure again = latest;
    if (again == null || !again.isMain(code, globals)) {
      again = lua.instantiate(code, globals);
      latest = again;
    }
    return again;
  }

  private Varargs scriptArguments(ScriptContext context, Bindings engineScope) {
    @Nullable Object arguments = Reserved.value(ScriptEngine.ARGV, context, engineScope);
    if (arguments == null) {
      return LuaValue.NONE;
    }
    if (arguments instanceof Object[] array) {
      return host.argsToLua(array);
    }
    if (arguments instanceof Collection<?> list) {
      return host.argsToLua(list.toArray());
    }
    return host.toLua(arguments);
  }

  /** What a host gets of a function's results. */
  interface Results {
    @Nullable Object toJava(Varargs results) throws ScriptException;
  }

  /**
   * Calls the function in a field of the globals or of an object.
   *
   * @param self the object, which is the first argument too; null for the globals, which are not
   * @param own the globals with which it runs, null for the context's
   * @param converter makes the result, null where it is as natural
   * @throws NoSuchMethodException if there is none
   */
  @Nullable Object invoke(
      String name,
      @Nullable LuaValue self,
      @Nullable Object @Nullable [] args,
      @Nullable LuaTable own,
      ScriptContext context,
      @Nullable Results converter)
      throws ScriptException, NoSuchMethodException {
    await();
    try {
      return invokeNow(name, self, args, own, context, converter);
    } finally {
      exit();
    }
  }

  private @Nullable Object invokeNow(
      String name,
      @Nullable LuaValue self,
      @Nullable Object @Nullable [] args,
      @Nullable LuaTable own,
      ScriptContext context,
      @Nullable Results converter)
      throws ScriptException, NoSuchMethodException {
    Bindings engineScope = engineScope(context);
    begin(context, engineScope);
    LuaTable outer = lua.globals();
    ScriptContext outerContext = scopes.context();
    try {
      LuaTable globals = own == null ? globals(engineScope) : own;
      enter(globals, context);
      LuaValue function = field(self == null ? globals : self, name);
      boolean found = isCallable(function);
      @Nullable Object result = null;
      if (found) {
        Varargs results = call(function, self, args);
        result = converter == null ? host.resultsToJava(results) : converter.toJava(results);
      }
      complete();
      if (found) {
        return result;
      }
    } catch (RuntimeException | VirtualMachineError | ScriptExit | ScriptStopped e) {
      throw failure(e, null);
    } finally {
      end(outer, outerContext);
    }
    throw new NoSuchMethodException("there is no function " + name);
  }

  /** Calls a function with a host's arguments, and before them an object if there is one. */
  private Varargs call(
      LuaValue function, @Nullable LuaValue self, @Nullable Object @Nullable [] args) {
    Varargs values = args == null ? LuaValue.NONE : host.argsToLua(args);
    return lua.call(function, self == null ? values : LuaValue.varargsOf(self, values));
  }

  /**
   * Calls the function in a field of a script's object, as its method.
   *
   * @throws IllegalArgumentException if it is no script's object
   * @throws NoSuchMethodException if there is none
   */
  @Nullable Object invokeMethod(
      @Nullable Object object,
      String name,
      @Nullable Object @Nullable [] args,
      ScriptContext context)
      throws ScriptException, NoSuchMethodException {
    await();
    try {
      return invokeNow(name, scriptObject(object), args, null, context, null);
    } finally {
      exit();
    }
  }

  /** Tells whether an object has a function in a field. */
  boolean has(LuaValue object, String name, LuaTable globals, ScriptContext context)
      throws ScriptException {
    await();
    try {
      return hasNow(object, name, globals, context);
    } finally {
      exit();
    }
  }

  private boolean hasNow(LuaValue object, String name, LuaTable globals, ScriptContext context)
      throws ScriptException {
    begin(context, engineScope(context));
    LuaTable outer = lua.globals();
    ScriptContext outerContext = scopes.context();
    try {
      enter(globals, context);
      boolean found = isCallable(field(object, name));
      complete();
      return found;
    } catch (RuntimeException | VirtualMachineError | ScriptExit | ScriptStopped e) {
      throw failure(e, null);
    } finally {
      end(outer, outerContext);
    }
  }

  /**
   * Calls back what Java was given. If nothing runs, this is an evaluation of its own.
   *
   * @param of the evaluation that has handed it out, null if it is the host's
   */
  @Nullable Object callBack(Callback callback, @Nullable Evaluation of) {
    if (of != null && !admits(of)) {
      throw new ScriptError(LuaText.of(CONFINED), null);
    }
    take(of, true);
    try {
      return depth == 0
          ? callAtRest(callback)
          : turn.isVisit() ? callFromElsewhere(callback) : callback.run();
    } finally {
      exit();
    }
  }

  /** Java that calls a function of its own knows Lua's errors and its own exceptions. */
  private @Nullable Object callAtRest(Callback callback) {
    beginAtRest();
    try {
      enter(restGlobals, restContext);
      @Nullable Object result = callback.run();
      complete();
      return result;
    } catch (ScriptStopped e) {
      throw stopped(e);
    } finally {
      end(restGlobals, restContext);
    }
  }

  private void beginAtRest() {
    try {
      begin(restContext, engineScope(restContext));
    } catch (ScriptException e) {
      // It has not begun: the engine is closed, or there is a limit that is none.
      throw new ScriptError(LuaText.of(String.valueOf(e.getMessage())), e.getCause());
    }
  }

  /** Calls back for an evaluation whose own thread waits, and is stopped by itself if need be. */
  private @Nullable Object callFromElsewhere(Callback callback) {
    try {
      @Nullable Object result = callback.run();
      lua.stopIfWoken();
      return result;
    } catch (ScriptStopped e) {
      throw stopped(e);
    }
  }

  /** Returns the error that Java gets which has called what was stopped. */
  private static ScriptError stopped(ScriptStopped stopped) {
    return new ScriptError(LuaText.of(String.valueOf(stopped.getMessage())), stopped);
  }

  /** Returns what is in a field of an object. */
  private LuaValue field(LuaValue object, String name) {
    return lua.index(object, names.toLua(name));
  }

  // ---- what scripts hand out

  /** Returns the evaluation that runs, on behalf of which Java is to call back. */
  Caller evaluation() {
    if (depth == 0) {
      return hostCalls;
    }
    @Nullable Evaluation known = evaluation;
    if (known == null || known.depth() != depth) {
      known = new Evaluation(this, depth, lua.deadline(), known);
      evaluation = known;
    }
    return known;
  }

  /** Tells whether the calling thread may call now what an evaluation has handed out. */
  boolean admits(Evaluation evaluation) {
    return !confined || evaluation.isOurs();
  }

  private void endEvaluation() {
    @Nullable Evaluation ended = evaluation;
    if (ended != null && ended.depth() == depth) {
      evaluation = ended.outer();
      ended.end();
      bridge.handOver(evaluation != null);
      turn.wake();
    }
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
   * @param of the evaluation that has handed out what is called, null if it is the host's
   * @throws IllegalStateException if the thread is interrupted while it waits, or waits for an
   *     evaluation that does not end by its deadline
   */
  void enter(@Nullable Evaluation of) {
    take(of, true);
    settleOrExit();
  }

  private void take(@Nullable Evaluation of, boolean calledBack) {
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
  private void await() throws ScriptException {
    try {
      turn.take(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (ScriptException) new ScriptException(WAITED).initCause(e);
    }
  }

  /** Gives the turn to the next. */
  void exit() {
    turn.give();
  }

  /** Lends the turn while Java runs that the evaluation has called. */
  void lend() {
    turn.lend();
  }

  /** Takes it back. */
  void takeBack() {
    turn.takeBack();
  }

  /**
   * Begins an evaluation of the thread that has the turn.
   *
   * @return whether it has no reserved keys to ask for
   */
  private boolean begin(ScriptContext context, Bindings engineScope) throws ScriptException {
    if (closed) {
      throw new ScriptException(CLOSED);
    }
    boolean nested = depth > 0;
    Limits outer = nested ? Limits.NONE : limits;
    boolean plain = reserved.hasNone(context, engineScope);
    try {
      lua.begin(plain ? outer : EvaluationLimits.of(outer, context, engineScope), nested);
    } catch (IllegalArgumentException e) {
      throw (ScriptException) new ScriptException(e.getMessage()).initCause(e);
    }
    if (lua.deadline() != 0) {
      turn.setDeadline(lua.deadline());
    }
    depth++;
    return plain;
  }

  /** Makes globals and a context those of the evaluation. */
  private void enter(LuaTable globals, ScriptContext context) {
    lua.enter(globals);
    scopes.enter(context);
  }

  /** Ends an evaluation, after which what was around it holds again. */
  private void end(LuaTable outer, ScriptContext outerContext) {
    leave(outer, outerContext);
    finish();
  }

  private void finish() {
    boolean timed = lua.deadline() != 0;
    lua.end();
    if (timed) {
      turn.setDeadline(lua.deadline());
    }
    if (evaluation != null) {
      endEvaluation();
    }
    depth--;
    if (depth == 0) {
      standard.flush();
      if (closing) {
        release();
      }
    }
  }

  /** Brings out what a script has written, and fails if that, or the result, came too late. */
  private void complete() {
    if (isPending()) {
      flush();
    }
    lua.stopIfWoken();
  }

  /** Returns what a host is to get for what a script has thrown. */
  private ScriptException failure(Throwable thrown, @Nullable String file) {
    try {
      if (!(thrown instanceof ScriptStopped)) {
        lua.stopIfWoken();
      }
      return Failure.of(this, thrown, file);
    } catch (ScriptStopped late) {
      return Failure.of(this, late, file);
    }
  }

  /** Stops the script if that is why a stream of the host's has failed. */
  void afterFailure(IOException failure) {
    if (failure.getClass() == InterruptedIOException.class) {
      Thread.currentThread().interrupt(); // as pipes take the flag away
    }
    lua.afterFailure(failure);
  }

  private void leave(LuaTable outer, ScriptContext outerContext) {
    if (isPending()) {
      lua.respite();
      flush();
    }
    if (depth > 1) {
      lua.enter(outer);
      change(outerContext);
    }
  }

  /**
   * Lets what holds while no evaluation runs hold again, for those who look at Lua's values then.
   * The next evaluation, which is more likely, need not pay for that.
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

  /** Takes bytes that are to be written from what the evaluation may write. */
  void chargeOutput(int bytes) {
    lua.chargeOutput(bytes);
  }

  private boolean isPending() {
    return output.isPending() || errorOutput.isPending();
  }

  private void flush() {
    try {
      output.end();
      errorOutput.end();
    } catch (IOException e) {
      // The script was told when it wrote. Its result is not to be lost with its output.
      lua.STDOUT.checkError();
    }
  }

  // ---- modules

  ModuleLocation which(String moduleName) throws ScriptException {
    await();
    try {
      return packages.which(moduleName);
    } catch (RuntimeException e) {
      throw Failure.of(this, e, null);
    } finally {
      exit();
    }
  }

  /** Tells whether there is anything that {@link #close} would release. */
  boolean holdsResources() {
    return packages.holdsResources();
  }

  /** Begins no evaluation any more. */
  void refuse() {
    closed = true;
  }

  /** Releases everything, as soon as no evaluation of another thread runs. */
  void close() {
    try {
      turn.take(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true; // whoever has the turn does it then
      return;
    }
    try {
      release();
    } finally {
      exit();
    }
  }

  /**
   * Releases everything that a dropped engine has, whose finalizers get {@value #MILLIS_TO_END}
   * milliseconds for it all. If Java still runs a function of it, that thread does it then.
   */
  void closeDropped() {
    closing = true;
    if (turn.tryTake()) {
      try {
        if (closing) {
          release(limits.and(TO_END));
        }
      } finally {
        exit();
      }
    }
  }

  private void release() {
    release(limits);
  }

  private void release(Limits limits) {
    closing = false;
    settle();
    lua.begin(limits, depth > 0);
    depth++; // what finalizers have Java call back is no evaluation of its own
    try {
      lua.finalizers().close();
      flush();
    } catch (ScriptStopped e) {
      // There is nobody to be told that a finalizer was stopped.
    } finally {
      endEvaluation();
      depth--;
      lua.end();
      standard.close();
      packages.close();
    }
  }

  // ---- values

  /** Returns the text of a number or string. */
  LuaString text(LuaValue value) {
    return lua.text(value);
  }

  /** Returns what a value's {@code __tostring} says of it, if it has one. */
  Optional<String> describe(LuaValue value) {
    LuaValue function = lua.metamethod(value, Event.TOSTRING.name);
    if (function.isnil()) {
      return Optional.empty();
    }
    try {
      return lua.call(function, (Varargs) value).arg1() instanceof LuaString text
          ? Optional.of(LuaText.toJava(text))
          : Optional.empty();
    } catch (LuaError e) {
      return Optional.empty();
    }
  }

  /** Tells whether a value can be called. */
  private boolean isCallable(LuaValue value) {
    return value instanceof LuaFunction || !lua.metamethod(value, Event.CALL.name).isnil();
  }

  /**
   * Returns the Lua object that a Java object stands for.
   *
   * @throws IllegalArgumentException if it is none
   */
  LuaValue scriptObject(@Nullable Object object) {
    LuaValue value = object instanceof LuaValue raw ? raw : host.toLua(object);
    boolean own = value.isuserdata() && value == object;
    if (value.istable() || value.isfunction() || own) {
      return value;
    }
    throw new IllegalArgumentException("no object of this engine's scripts: " + object);
  }
}
