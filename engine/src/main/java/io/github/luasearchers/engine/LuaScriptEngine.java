package io.github.luasearchers.engine;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Objects;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Lua for {@code javax.script}.
 *
 * <p>The global variables of a script are its bindings, in both directions; the standard library is
 * not among them, but a script sees it, and may put its own values in its place. A script's results
 * come back as Java knows them: several as an {@code Object[]}, one as itself, none as null.
 *
 * <p>Engines are configured at their first use. What is wrong with the {@linkplain Settings
 * settings} then is a {@code ScriptException}.
 *
 * <p>Many threads may use an engine at once: its evaluations, and whatever else reads or writes
 * what scripts can see, take turns. A thread that waits for its turn can be interrupted. Java that
 * a script calls may call the engine again. Threads that are to run scripts at the same time have
 * an engine each. What an evaluation may use can be {@linkplain Settings#LIMITS_TIME bounded}.
 *
 * <p>An evaluation keeps its turn while Java that it has called runs. Only the functions and tables
 * that it has itself handed to Java may be used by other threads then, as soon as it waits: one at
 * a time, and the evaluation goes on when they have ended. Two threads whose scripts call from
 * either engine into the other's wait for each other, as they would for two locks taken crosswise:
 * until a deadline ends one of the evaluations, or an interrupt one of the threads.
 */
public final class LuaScriptEngine implements ScriptEngine, Compilable, Invocable, AutoCloseable {

  private static final ScriptEngineFactory FACTORY = new LuaScriptEngineFactory();

  private final LuaScriptEngineBuilder options;
  private volatile ScriptContext context = new EngineContext(new LuaBindings());
  private volatile @Nullable LuaState state;
  private volatile @Nullable Cleanup cleanup;
  private boolean closed;

  LuaScriptEngine(LuaScriptEngineBuilder options) {
    this.options = options;
  }

  /** Returns a builder, for what {@code ScriptEngineManager} has no words for. */
  public static LuaScriptEngineBuilder builder() {
    return new LuaScriptEngineBuilder();
  }

  // ---- evaluation

  @Override
  public @Nullable Object eval(String script) throws ScriptException {
    ScriptContext now = context;
    return evaluate(script, now, Evaluations.engineScope(now));
  }

  @Override
  public @Nullable Object eval(Reader reader) throws ScriptException {
    return eval(read(reader));
  }

  @Override
  public @Nullable Object eval(String script, ScriptContext context) throws ScriptException {
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(context, "context");
    return evaluate(script, context, Evaluations.engineScope(context));
  }

  @Override
  public @Nullable Object eval(Reader reader, ScriptContext context) throws ScriptException {
    Objects.requireNonNull(context, "context");
    return eval(read(reader), context);
  }

  /** Evaluates with these bindings as the ENGINE_SCOPE and all else of the engine's context. */
  @Override
  public @Nullable Object eval(String script, Bindings bindings) throws ScriptException {
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(bindings, "bindings");
    return evaluate(script, context, bindings);
  }

  @Override
  public @Nullable Object eval(Reader reader, Bindings bindings) throws ScriptException {
    Objects.requireNonNull(bindings, "bindings");
    return eval(read(reader), bindings);
  }

  private @Nullable Object evaluate(String script, ScriptContext context, Bindings bindings)
      throws ScriptException {
    Objects.requireNonNull(script, "script");
    LuaState lua = state(context);
    try {
      return lua.evaluator().evaluate(script, null, context, bindings);
    } finally {
      watch(lua);
    }
  }

  @Nullable Object evaluate(Chunk chunk, ScriptContext context, Bindings bindings)
      throws ScriptException {
    LuaState lua = state(context);
    try {
      return lua.evaluator().evaluate(chunk.source(), chunk, context, bindings);
    } finally {
      watch(lua);
    }
  }

  /**
   * Compiles a script, which may then be evaluated any number of times, with other bindings each
   * time. Each evaluation has the globals of its own bindings, but modules are the engine's: the
   * first {@code require} runs a module, and what it sets as globals is set in the bindings of that
   * evaluation alone. So a module is to return what it has, and a script to ask for it: {@code
   * local m = require 'm'}. The module's functions see the globals of the evaluation that calls
   * them.
   */
  @Override
  public CompiledScript compile(String script) throws ScriptException {
    Objects.requireNonNull(script, "script");
    ScriptContext now = context;
    Chunk chunk = state(now).evaluator().compile(script, now, Evaluations.engineScope(now));
    return new LuaCompiledScript(this, chunk);
  }

  @Override
  public CompiledScript compile(Reader script) throws ScriptException {
    return compile(read(script));
  }

  /** Reads a script to its end. The reader stays open: it is the caller's. */
  private static String read(Reader reader) throws ScriptException {
    Objects.requireNonNull(reader, "reader");
    StringWriter text = new StringWriter();
    try {
      reader.transferTo(text);
    } catch (IOException e) {
      throw new ScriptException(e);
    }
    return text.toString();
  }

  // ---- invocation

  @Override
  public @Nullable Object invokeFunction(String name, @Nullable Object @Nullable ... args)
      throws ScriptException, NoSuchMethodException {
    Objects.requireNonNull(name, "name");
    ScriptContext now = context;
    return state(now).evaluator().invoke(name, null, args, null, now, null);
  }

  /**
   * Calls the function in a field of a Lua object, with the object as its first argument.
   *
   * @param thiz a table, function or userdata that a script of this engine has handed out
   */
  @Override
  public @Nullable Object invokeMethod(
      @Nullable Object thiz, String name, @Nullable Object @Nullable ... args)
      throws ScriptException, NoSuchMethodException {
    Objects.requireNonNull(name, "name");
    ScriptContext now = context;
    return state(now).evaluator().invokeMethod(thiz, name, args, now);
  }

  /** Implements an interface by the global functions that have the names of its methods. */
  @Override
  public <T> @Nullable T getInterface(Class<T> type) {
    InterfaceFunctions.check(type);
    LuaState lua = configured();
    lua.evaluations().enter();
    try {
      LuaTable globals = lua.globals(Evaluations.engineScope(context));
      return InterfaceFunctions.implement(this, lua, globals, null, type);
    } finally {
      lua.evaluations().exit();
    }
  }

  /** Implements an interface by the functions of a Lua object, called as its methods. */
  @Override
  public <T> @Nullable T getInterface(@Nullable Object thiz, Class<T> type) {
    InterfaceFunctions.check(type);
    LuaState lua = configured();
    lua.evaluations().enter();
    try {
      LuaValue self = lua.scriptObject(thiz);
      LuaTable globals = lua.globals(Evaluations.engineScope(context));
      return InterfaceFunctions.implement(this, lua, globals, self, type);
    } finally {
      lua.evaluations().exit();
    }
  }

  private LuaState configured() {
    try {
      return state(context);
    } catch (ScriptException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  // ---- bindings and context

  @Override
  public void put(String key, @Nullable Object value) {
    scope(ScriptContext.ENGINE_SCOPE).put(key, value);
  }

  /**
   * Returns the value of a binding; for the standard's reserved keys also what the factory says.
   */
  @Override
  public @Nullable Object get(String key) {
    @Nullable Object value = scope(ScriptContext.ENGINE_SCOPE).get(key);
    return value == null && Names.isReserved(key) ? FACTORY.getParameter(key) : value;
  }

  private Bindings scope(int scope) {
    return Objects.requireNonNull(getBindings(scope), "the context's ENGINE_SCOPE");
  }

  /** Returns the bindings of any scope that the engine's context has. */
  @Override
  public @Nullable Bindings getBindings(int scope) {
    return context.getBindings(scope);
  }

  @Override
  public void setBindings(@Nullable Bindings bindings, int scope) {
    if (scope == ScriptContext.ENGINE_SCOPE) {
      Objects.requireNonNull(bindings, "bindings");
    }
    context.setBindings(bindings, scope);
    rest();
  }

  @Override
  public Bindings createBindings() {
    return new LuaBindings();
  }

  @Override
  public ScriptContext getContext() {
    return context;
  }

  @Override
  public void setContext(ScriptContext context) {
    this.context = Objects.requireNonNull(context, "context");
    rest();
  }

  private void rest() {
    @Nullable LuaState lua = state;
    if (lua != null) {
      lua.evaluations().rest(context);
    }
  }

  @Override
  public ScriptEngineFactory getFactory() {
    return FACTORY;
  }

  // ---- modules

  /**
   * Tells where {@code require} would take a module from, and what it would try before. No Lua is
   * run: a function that a script has added to {@code package.searchers} is named, not asked.
   *
   * @throws ScriptException if a searcher fails as {@code require} would
   */
  public ModuleLocation which(String moduleName) throws ScriptException {
    Objects.requireNonNull(moduleName, "moduleName");
    return state(context).which(moduleName);
  }

  // ---- life

  /** Returns the state, which the first use makes. */
  private LuaState state(ScriptContext first) throws ScriptException {
    @Nullable LuaState known = state;
    return known != null ? known : configure(first);
  }

  private synchronized LuaState configure(ScriptContext first) throws ScriptException {
    @Nullable LuaState known = state;
    if (known != null) {
      return known;
    }
    if (closed) {
      throw new ScriptException(LuaState.CLOSED);
    }
    try {
      LuaState created = LuaState.create(options, context, first);
      state = created;
      watch(created);
      return created;
    } catch (IllegalArgumentException e) {
      throw (ScriptException) new ScriptException(e.getMessage()).initCause(e);
    } catch (LinkageError e) {
      throw (ScriptException)
          new ScriptException(
                  "a library is missing or of the wrong version: put luasearchers-spi, luaj-jme"
                      + " 3.0.1 and Guava on the class path ("
                      + e
                      + ")")
              .initCause(e);
    }
  }

  /**
   * Sees to it that what a forgotten engine holds is released. Most hold nothing, and many hosts
   * make an engine for each script: what is watched lives longer.
   */
  private void watch(LuaState lua) {
    if (cleanup == null && lua.holdsResources()) {
      watchIt(lua);
    }
  }

  private synchronized void watchIt(LuaState lua) {
    if (cleanup == null && !closed) {
      cleanup = Cleanup.register(this, lua);
    }
  }

  /**
   * Closes the searchers and libraries that this engine has opened, once no other thread evaluates.
   * From then on it evaluates nothing. Closing it again does nothing. Scripts' finalizers run in
   * this thread, within the engine's limits; those of an engine that is dropped and not closed run
   * in one thread for all such engines, and get one second together.
   */
  @Override
  public void close() {
    @Nullable LuaState lua;
    @Nullable Cleanup watched;
    synchronized (this) {
      closed = true;
      lua = state;
      state = null;
      watched = cleanup;
      cleanup = null;
    }
    if (lua != null) {
      lua.refuse();
    }
    if (watched != null) {
      watched.close();
    } else if (lua != null) {
      lua.close();
    }
  }
}
