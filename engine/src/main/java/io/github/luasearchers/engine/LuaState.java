package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.interop.Access;
import io.github.luasearchers.engine.interop.JavaBridge;
import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.require.ModuleLocation;
import io.github.luasearchers.engine.require.PackageLibrary;
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
import java.util.concurrent.locks.ReentrantLock;
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
 * One configured Lua universe, and the one way into it: whatever a host evaluates or calls ends in
 * {@link #run}. It knows nothing of the engine that made it, so that an engine that was forgotten
 * can be told from one that is in use.
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

  private static final int LIBRARY_SIZE = 48;
  private static final String WAITED =
      "the thread was interrupted while it waited for another thread's evaluation to end";

  private final LuaRuntime lua;
  private final LuaTable library = new Table(0, LIBRARY_SIZE);
  private final StandardLibrary standard;
  private final JavaBridge bridge;
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
  private final ReentrantLock turn = new ReentrantLock();

  /** The function of the script that ran last. */
  private @Nullable Closure latest;

  /** How many evaluations are running, one inside the other. */
  private int depth;

  /** Whether the one that runs is to be the last. */
  private volatile boolean closing;

  /** Whether the host has closed the engine, and not merely forgotten it. */
  private volatile boolean closed;

  /** What holds while none is: for functions that Java kept and calls back. */
  private ScriptContext restContext;

  private LuaTable restGlobals;

  private LuaState(Settings settings, LuaScriptEngineBuilder options, ScriptContext context) {
    lua = new LuaRuntime(settings.level());
    expressions = settings.expressions();
    limits = settings.limits();
    lua.STDOUT = new PrintStream(output, false, UTF_8);
    lua.STDERR = new PrintStream(errorOutput, false, UTF_8);
    lua.STDIN = new ContextInput(this);
    @Nullable Places places = settings.sandbox() ? new Places() : null;
    @Nullable Access access = settings.access();
    bridge = new JavaBridge(lua, options.classes(), access);
    bridge.setCaller(new CallBack(this));
    scopes = new Scopes(this, bridge, context);
    standard = StandardLibrary.open(lua, library, places);
    if (places == null || (access != null && access.namesAny())) {
      bridge.open(library);
    }
    packages = PackageLibrary.open(lua, library, options.packageOptions(settings, places));
    settings.checkKeys(packages);
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

  JavaBridge bridge() {
    return bridge;
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
    boolean plain = begin(context, engineScope);
    try {
      return compiled(source, file(plain, context, engineScope));
    } finally {
      end();
    }
  }

  /** Returns a compiled script: the one that was compiled before if there is one. */
  private Chunk compiled(String source, @Nullable String file) throws ScriptException {
    @Nullable Chunk known = chunks.find(source, file);
    return known == null ? compileNew(source, file) : known;
  }

  private static @Nullable String file(boolean plain, ScriptContext context, Bindings engineScope) {
    @Nullable Object name =
        plain ? null : Reserved.value(ScriptEngine.FILENAME, context, engineScope);
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

  /** Compiles and runs a script. */
  @Nullable Object evaluate(String source, ScriptContext context, Bindings engineScope)
      throws ScriptException {
    boolean plain = begin(context, engineScope);
    try {
      Chunk chunk = compiled(source, file(plain, context, engineScope));
      return run(chunk, plain, context, engineScope);
    } finally {
      end();
    }
  }

  /** Runs a compiled script. */
  @Nullable Object evaluate(Chunk chunk, ScriptContext context, Bindings engineScope)
      throws ScriptException {
    boolean plain = begin(context, engineScope);
    try {
      return run(chunk, plain, context, engineScope);
    } finally {
      end();
    }
  }

  private @Nullable Object run(
      Chunk chunk, boolean plain, ScriptContext context, Bindings engineScope)
      throws ScriptException {
    LuaTable globals = globals(engineScope);
    @Nullable Object arguments =
        plain ? null : Reserved.value(ScriptEngine.ARGV, context, engineScope);
    Varargs results =
        run(
            main(chunk.code(), globals),
            arguments == null ? LuaValue.NONE : arguments(arguments),
            globals,
            context,
            chunk.file());
    try {
      return bridge.resultsToJava(results);
    } catch (ScriptStopped e) {
      throw failure(e, chunk.file()); // a long text takes its time as well
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

  private Varargs arguments(Object arguments) {
    if (arguments instanceof Object[] array) {
      return bridge.argsToLua(array);
    }
    if (arguments instanceof Collection<?> list) {
      return bridge.argsToLua(list.toArray());
    }
    return bridge.toLua(arguments);
  }

  /** Calls a function, with everything around it as the context says. */
  private Varargs run(
      LuaFunction function,
      Varargs args,
      LuaTable globals,
      ScriptContext context,
      @Nullable String file)
      throws ScriptException {
    LuaTable outer = lua.enter(globals);
    ScriptContext outerContext = scopes.context();
    try {
      scopes.enter(context);
      return completed(lua.call(function, args));
    } catch (RuntimeException | VirtualMachineError | ScriptExit | ScriptStopped e) {
      throw failure(e, file);
    } finally {
      leave(outer, outerContext);
    }
  }

  /**
   * Calls the function in a field of an object, for a thread that has the turn.
   *
   * @param self what the function gets as its first argument, null for nothing
   * @throws NoSuchMethodException if there is no function
   */
  Varargs invoke(
      LuaValue object,
      String name,
      @Nullable LuaValue self,
      Varargs args,
      LuaTable globals,
      ScriptContext context)
      throws ScriptException, NoSuchMethodException {
    start(context, engineScope(context));
    LuaTable outer = lua.enter(globals);
    ScriptContext outerContext = scopes.context();
    try {
      scopes.enter(context);
      LuaValue function = lua.index(object, names.toLua(name));
      Varargs all = self == null ? args : LuaValue.varargsOf(self, args);
      if (isCallable(function)) {
        return completed(lua.call(function, all));
      }
    } catch (RuntimeException | VirtualMachineError | ScriptExit | ScriptStopped e) {
      throw failure(e, null);
    } finally {
      leave(outer, outerContext);
      finish();
    }
    throw new NoSuchMethodException("there is no function " + name);
  }

  /** Tells whether an object has a function in a field. */
  boolean has(LuaValue object, String name, LuaTable globals, ScriptContext context)
      throws ScriptException {
    begin(context, engineScope(context));
    LuaTable outer = lua.enter(globals);
    ScriptContext outerContext = scopes.context();
    try {
      scopes.enter(context);
      return isCallable(lua.index(object, names.toLua(name)));
    } catch (RuntimeException | VirtualMachineError | ScriptExit | ScriptStopped e) {
      throw Failure.of(this, e, null);
    } finally {
      leave(outer, outerContext);
      end();
    }
  }

  /**
   * Calls a function that Java has kept, for a thread that has the turn. If nothing runs, this is
   * an evaluation of its own.
   */
  Varargs callBack(LuaValue function, Varargs args) {
    return depth > 0 ? function.invoke(args) : callAtRest(function, args);
  }

  private Varargs callAtRest(LuaValue function, Varargs args) {
    if (closed) {
      throw new ScriptError(LuaText.of(CLOSED), null);
    }
    Bindings scope = engineScope(restContext);
    boolean plain = reserved.hasNone(restContext, scope);
    lua.begin(plain ? limits : EvaluationLimits.of(limits, restContext, scope), false);
    depth++;
    try {
      return completed(lua.call(function, args));
    } catch (ScriptStopped stopped) {
      // Java that calls a function of its own knows of Lua's errors, but not of this one.
      throw new ScriptError(LuaText.ofMessage(String.valueOf(stopped.getMessage())), stopped);
    } finally {
      leave(restGlobals, restContext);
      finish();
    }
  }

  // ---- turns

  /**
   * Waits until no other thread has the turn.
   *
   * @throws IllegalStateException if the thread is interrupted while it waits
   */
  void enter() {
    try {
      take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(WAITED, e);
    }
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
      take();
    } catch (InterruptedException e) {
      throw (ScriptException) new ScriptException(WAITED).initCause(e);
    }
  }

  private void take() throws InterruptedException {
    // An interrupted thread need not wait for nothing: what it runs is stopped soon enough.
    if (!turn.tryLock()) {
      try {
        turn.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw e;
      }
    }
  }

  /** Gives the turn to the next. */
  void exit() {
    turn.unlock();
  }

  /**
   * Begins an evaluation, once it is its turn.
   *
   * @return whether it has no reserved keys to ask for
   */
  private boolean begin(ScriptContext context, Bindings engineScope) throws ScriptException {
    await();
    try {
      return start(context, engineScope);
    } catch (Throwable e) {
      exit();
      throw e;
    }
  }

  /** Begins an evaluation of the thread that has the turn. */
  private boolean start(ScriptContext context, Bindings engineScope) throws ScriptException {
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
    depth++;
    return plain;
  }

  /** Ends an evaluation, and gives the turn to the next. */
  private void end() {
    try {
      finish();
    } finally {
      exit();
    }
  }

  private void finish() {
    lua.end();
    depth--;
    if (depth == 0) {
      standard.flush();
      if (closing) {
        release();
      }
    }
  }

  /**
   * Brings out what a script has written, and returns what it has returned, unless that came too
   * late.
   */
  private Varargs completed(Varargs results) {
    if (isPending()) {
      flush();
    }
    lua.stopIfWoken();
    return results;
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
      take();
    } catch (InterruptedException e) {
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
    if (turn.tryLock()) {
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

  private boolean isCallable(LuaValue value) {
    return value instanceof LuaFunction || !lua.metamethod(value, Event.CALL.name).isnil();
  }

  /**
   * Returns the Lua object that a Java object stands for.
   *
   * @throws IllegalArgumentException if it is none
   */
  LuaValue scriptObject(@Nullable Object object) {
    LuaValue value = object instanceof LuaValue raw ? raw : bridge.toLua(object);
    boolean own = value.isuserdata() && value == object;
    if (value.istable() || value.isfunction() || own) {
      return value;
    }
    throw new IllegalArgumentException("no object of this engine's scripts: " + object);
  }

  /** Returns the arguments of a call that Java makes. */
  Varargs args(@Nullable Object @Nullable [] values) {
    return values == null ? LuaValue.NONE : bridge.argsToLua(values);
  }
}
