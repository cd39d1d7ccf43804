package io.github.luasearchers.engine;

import io.github.luasearchers.engine.live.Live;
import io.github.luasearchers.engine.live.bundle.Bundle;
import io.github.luasearchers.engine.value.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
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
 *
 * @since 0.1.0
 */
public final class LuaScriptEngine implements ScriptEngine, Compilable, Invocable, AutoCloseable {

  private final LuaScriptEngineBuilder options;
  private final LuaScriptEngineFactory factory;
  private volatile ScriptContext context = new EngineContext(new LuaBindings());
  private volatile @Nullable LuaState state;
  private volatile @Nullable Cleanup cleanup;

  /** The version of Lua, once the engine is configured. */
  private volatile @Nullable Level level;

  private boolean closed;

  LuaScriptEngine(LuaScriptEngineBuilder options, LuaScriptEngineFactory factory) {
    this.options = options;
    this.factory = factory;
  }

  /** Returns a builder, for what {@code ScriptEngineManager} has no words for. */
  public static LuaScriptEngineBuilder builder() {
    return new LuaScriptEngineBuilder();
  }

  // ---- evaluation

  /**
   * Evaluates a script in the engine's own context. The first use of an engine also configures it.
   *
   * <p>All methods that evaluate, compile or call wait until no other thread uses the engine. Java
   * that a script calls does not wait: it may evaluate again in the same thread.
   *
   * @return null if the script returned nothing, its result if it returned one, and an {@code
   *     Object[]} of several
   * @throws LuaScriptException if the script can't be compiled, fails, or is stopped by a limit or
   *     an interrupt
   * @throws ScriptException if a setting is wrong, the engine is closed, or the thread is
   *     interrupted while it waits; the cause is an {@code InterruptedException} then, and the
   *     thread's flag stays set
   * @throws NullPointerException if the script is null
   */
  @Override
  public @Nullable Object eval(String script) throws ScriptException {
    ScriptContext now = context;
    return evaluate(script, now, Evaluations.engineScope(now));
  }

  /**
   * Reads a script to its end and evaluates it as {@link #eval(String)} does. The reader is not
   * closed.
   *
   * @throws ScriptException also if the reader fails; its exception is the cause
   */
  @Override
  public @Nullable Object eval(Reader reader) throws ScriptException {
    return eval(ScriptText.read(reader));
  }

  /**
   * Evaluates in a context of the caller's, as {@link #eval(String)} does: its ENGINE_SCOPE holds
   * the global variables, and its reader and writers are the script's standard streams.
   *
   * @throws NullPointerException if the script or the context is null
   */
  @Override
  public @Nullable Object eval(String script, ScriptContext context) throws ScriptException {
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(context, "context");
    return evaluate(script, context, Evaluations.engineScope(context));
  }

  /** Evaluates in a context of the caller's, as {@link #eval(Reader)} does. */
  @Override
  public @Nullable Object eval(Reader reader, ScriptContext context) throws ScriptException {
    Objects.requireNonNull(context, "context");
    return eval(ScriptText.read(reader), context);
  }

  /**
   * Evaluates as {@link #eval(String)} does, with these bindings as the ENGINE_SCOPE and all else
   * of the engine's context.
   *
   * @throws NullPointerException if the script or the bindings are null
   */
  @Override
  public @Nullable Object eval(String script, Bindings bindings) throws ScriptException {
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(bindings, "bindings");
    return evaluate(script, context, bindings);
  }

  /** Evaluates with bindings of the caller's, as {@link #eval(Reader)} does. */
  @Override
  public @Nullable Object eval(Reader reader, Bindings bindings) throws ScriptException {
    Objects.requireNonNull(bindings, "bindings");
    return eval(ScriptText.read(reader), bindings);
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
   *
   * <p>Any thread may evaluate the compiled script; it waits and fails as {@link #eval(String)}
   * does.
   *
   * @throws LuaScriptException if the script can't be compiled
   * @throws ScriptException as {@link #eval(String)}
   */
  @Override
  public CompiledScript compile(String script) throws ScriptException {
    Objects.requireNonNull(script, "script");
    ScriptContext now = context;
    Chunk chunk = state(now).evaluator().compile(script, now, Evaluations.engineScope(now));
    return LuaCompiledScript.of(this, chunk);
  }

  /** Reads a script to its end and compiles it. The reader is not closed. */
  @Override
  public CompiledScript compile(Reader script) throws ScriptException {
    return compile(ScriptText.read(script));
  }

  // ---- invocation

  /**
   * Calls a global function. It waits as {@link #eval(String)} does.
   *
   * @param name the name of a variable in the ENGINE_SCOPE of the engine's context
   * @return as {@link #eval(String)}
   * @throws NoSuchMethodException if there is no such variable or it holds no function
   * @throws LuaScriptException if the function fails or is stopped
   * @throws ScriptException as {@link #eval(String)}
   * @throws NullPointerException if the name is null
   */
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
   * @return as {@link #eval(String)}
   * @throws IllegalArgumentException if it is no such object, null included
   * @throws NoSuchMethodException if the object has no function of this name
   * @throws LuaScriptException if the function fails or is stopped
   * @throws ScriptException as {@link #eval(String)}
   * @throws NullPointerException if the name is null
   */
  @Override
  public @Nullable Object invokeMethod(
      @Nullable Object thiz, String name, @Nullable Object @Nullable ... args)
      throws ScriptException, NoSuchMethodException {
    Objects.requireNonNull(name, "name");
    ScriptContext now = context;
    return state(now).evaluator().invokeMethod(thiz, name, args, now);
  }

  /**
   * Implements an interface by the global functions that have the names of its methods. They are
   * looked up at each call. This method and those of the object wait as {@link #eval(String)} does;
   * any thread may call them.
   *
   * <p>A method of the object throws what its function has thrown: a Java exception that was the
   * cause if it is unchecked or the method declares it, else a {@code ScriptException} if that is
   * declared, else an {@code IllegalStateException} with the {@code ScriptException} as its cause.
   *
   * @return null if there is no function for one of the interface's abstract methods
   * @throws IllegalArgumentException if the type is null or no interface
   * @throws IllegalStateException if a setting is wrong, the engine is closed, or the thread is
   *     interrupted while it waits; the cause says which
   */
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

  /**
   * Implements an interface by the functions of a Lua object, called as its methods. All else is as
   * in {@link #getInterface(Class)}.
   *
   * @param thiz a table, function or userdata that a script of this engine has handed out
   * @throws IllegalArgumentException if it is no such object, or the type is null or no interface
   * @throws IllegalStateException as {@link #getInterface(Class)}
   */
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

  /**
   * Sets a binding in the ENGINE_SCOPE, which is a global variable of the scripts. This neither
   * configures the engine nor looks at whether it is closed.
   *
   * <p>Once the engine has been used it waits until no other thread evaluates. What is said here
   * also holds for the methods of the {@code Bindings} that the engine has made.
   *
   * @throws NullPointerException if the key is null
   * @throws IllegalArgumentException if the key is empty
   * @throws IllegalStateException if the thread is interrupted while it waits; the cause is an
   *     {@code InterruptedException}, and the thread's flag stays set
   */
  @Override
  public void put(String key, @Nullable Object value) {
    scope(ScriptContext.ENGINE_SCOPE).put(key, value);
  }

  /**
   * Returns the value of a binding; for the standard's reserved keys also what the factory says.
   * Tables come as live views ({@code TableView}), functions as {@code LuaCallable}s.
   *
   * <p>Waits and fails as {@link #put} does.
   *
   * @throws NullPointerException if the key is null
   * @throws IllegalArgumentException if the key is empty
   * @throws IllegalStateException if the thread is interrupted while it waits
   */
  @Override
  public @Nullable Object get(String key) {
    @Nullable Object value = scope(ScriptContext.ENGINE_SCOPE).get(key);
    return value == null && Names.isReserved(key) ? getFactory().getParameter(key) : value;
  }

  private Bindings scope(int scope) {
    return Objects.requireNonNull(getBindings(scope), "the context's ENGINE_SCOPE");
  }

  /**
   * Returns the bindings of any scope that the engine's context has. Never waits.
   *
   * @return null if the context has such a scope and nothing in it
   * @throws IllegalArgumentException if the context has no such scope
   */
  @Override
  public @Nullable Bindings getBindings(int scope) {
    return context.getBindings(scope);
  }

  /**
   * Gives a scope of the engine's context other bindings. Waits and is interrupted as {@link #put}.
   *
   * @throws NullPointerException if the scope is ENGINE_SCOPE and the bindings are null
   * @throws IllegalArgumentException if the context has no such scope
   * @throws IllegalStateException if the thread is interrupted while it waits
   */
  @Override
  public void setBindings(@Nullable Bindings bindings, int scope) {
    if (scope == ScriptContext.ENGINE_SCOPE) {
      Objects.requireNonNull(bindings, "bindings");
    }
    context.setBindings(bindings, scope);
    rest();
  }

  /** Returns new bindings for evaluations of this engine. Never waits. */
  @Override
  public Bindings createBindings() {
    return new LuaBindings();
  }

  /** Returns the context in which scripts run that are given none. Never waits. */
  @Override
  public ScriptContext getContext() {
    return context;
  }

  /**
   * Gives the engine another context. Waits and is interrupted as {@link #put}.
   *
   * @throws NullPointerException if the context is null
   * @throws IllegalStateException if the thread is interrupted while it waits
   */
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

  /**
   * Returns the factory of such engines. Its {@code getLanguageVersion()} is the version of Lua
   * that this engine speaks; before the first use, that which the settings name now. Never waits.
   */
  @Override
  public ScriptEngineFactory getFactory() {
    @Nullable Level known = level;
    return factory.speaking(known == null ? configuredLevel() : known);
  }

  private Level configuredLevel() {
    try {
      return options.reader(context).level();
    } catch (RuntimeException e) {
      return Level.LUA_5_4; // No engine comes of such settings: its first use says what is wrong.
    }
  }

  // ---- modules

  /**
   * Tells where {@code require} would take a module from, and what it would try before. No Lua is
   * run: a function that a script has added to {@code package.searchers} is named, not asked.
   * Searchers look where they look for {@code require}, in the network too. It waits as {@link
   * #eval(String)} does.
   *
   * @return also for a module that is nowhere, or of which a searcher can't tell where it is
   * @throws ScriptException if {@code package.searchers} is no table, or a searcher throws an
   *     unchecked exception; else as {@link #eval(String)}
   * @throws NullPointerException if the name is null
   */
  public ModuleLocation which(String moduleName) throws ScriptException {
    Objects.requireNonNull(moduleName, "moduleName");
    return state(context).which(moduleName);
  }

  /**
   * Returns the modules that {@code require} has loaded, by name, in the order of their loads. It
   * waits as {@link #eval(String)} does.
   *
   * @throws ScriptException as {@link #eval(String)}
   */
  public Map<String, LuaModule> modules() throws ScriptException {
    Map<String, LuaModule> all = new LinkedHashMap<>();
    for (LuaModule each : withModules(Live::describe)) {
      all.put(each.name(), each);
    }
    return Collections.unmodifiableMap(all);
  }

  /**
   * Returns a picture of the loaded modules and of who requires whom. It waits as {@link
   * #eval(String)} does.
   *
   * @throws ScriptException as {@link #eval(String)}
   */
  public ModuleGraph moduleGraph() throws ScriptException {
    return withModules(Live::graph);
  }

  /**
   * Tells whether a module would be loaded from other content than it was. Files, archives and the
   * network are asked where {@code require} would ask them; a function that a script has added to
   * {@code package.searchers} is not.
   *
   * @throws ScriptException if the module is not loaded; else as {@link #eval(String)}
   * @throws NullPointerException if the name is null
   */
  public boolean isChanged(String moduleName) throws ScriptException {
    Objects.requireNonNull(moduleName, "moduleName");
    return withModules(live -> live.reloads().isChanged(moduleName));
  }

  /**
   * Loads a module anew, whether it has changed or not, as a transaction: if a step fails, all
   * modules stay as they were. Needs {@link Settings#RELOAD}. The modules that require it are
   * loaded anew as well, up to those that accept its reload, unless it is patched.
   *
   * <p>It is an evaluation, with the engine's limits, and waits as {@link #eval(String)} does. So
   * it never happens in the middle of another, unless Java that a script calls calls this.
   *
   * @throws ScriptException if that fails; the message has where the module was loaded from, and
   *     what is wrong with the new text
   * @throws NullPointerException if the name or an option is null
   */
  public ReloadReport reload(String moduleName, ReloadOption... options) throws ScriptException {
    Objects.requireNonNull(moduleName, "moduleName");
    Set<ReloadOption> all = Set.of(options);
    return withModules(live -> live.reloads().reload(moduleName, all));
  }

  /**
   * Loads all modules anew whose content has changed, as one transaction, as {@link #reload} does.
   *
   * @param force whether all count as changed
   * @return also if nothing was to be done
   * @throws ScriptException as {@link #reload}
   */
  public ReloadReport reloadChanged(boolean force) throws ScriptException {
    return withModules(live -> live.reloads().reloadChanged(force));
  }

  /**
   * Unloads a module: its {@code __unload} is called, and the next {@code require} loads it again.
   * A C library stays mapped.
   *
   * @param force whether it does not matter that loaded modules require it
   * @throws ScriptException if it matters, the module is not loaded, or its {@code __unload} fails;
   *     it stays loaded then
   * @throws NullPointerException if the name is null
   */
  public void unload(String moduleName, boolean force) throws ScriptException {
    Objects.requireNonNull(moduleName, "moduleName");
    withModules(
        live -> {
          live.reloads().unload(moduleName, force);
          return true;
        });
  }

  /**
   * Changes a loaded module, and takes note of it: a later reload tells that the change is lost, or
   * makes it again ({@link ReloadOption#PATCHES_AGAIN}).
   *
   * @param change gets the module's value as Java knows it, a {@link TableView} as a rule; called
   *     in this thread, and again by such reloads in theirs. If it throws, the module has its
   *     fields as before
   * @throws ScriptException if the module is not loaded, or the change throws
   * @throws NullPointerException if the name or the change is null
   */
  public void patch(String moduleName, Consumer<Object> change) throws ScriptException {
    Objects.requireNonNull(moduleName, "moduleName");
    Objects.requireNonNull(change, "change");
    LuaFunction function = HostPatch.of(state(context).bridge(), change);
    withModules(
        live -> {
          live.reloads().patch(moduleName, function, "the host");
          return true;
        });
  }

  /**
   * Finds modules, and those that their texts name where they require them, and so on, without
   * running Lua; and compiles them. Many are searched for and compiled at once, so that this takes
   * much less time than to require one after the other.
   *
   * <p>A later {@code require} gives what it would give without this. It goes along {@code
   * package.searchers} as they are by then, and finds the code compiled. Only what is no local file
   * is not asked for again, within five minutes: its content is that of now.
   *
   * <p>It is an evaluation, with the engine's limits, and waits as {@link #eval(String)} does.
   * Searchers that allow it are asked by other threads, which have ended when this returns. No
   * {@link SearchListener} is told.
   *
   * @return also if modules are missing or no Lua: what is wrong is for {@code require} to raise
   * @throws ScriptException if the thread is interrupted, a limit is reached, or there are more
   *     than 10,000 modules; else as {@link #eval(String)}
   * @throws NullPointerException if a name is null
   */
  public PrefetchReport prefetch(String... moduleNames) throws ScriptException {
    return withModules(new Prefetching(List.of(moduleNames)));
  }

  /**
   * Writes an archive with the modules of a program: those that were loaded, and those that texts
   * name where they require them. Below {@code META-INF/lua/}, the searcher for the class path
   * finds them as it is, and that for archives with {@code lua.jar.path =
   * <file>!/META-INF/lua/?.lua}. The same texts give the same bytes each time.
   *
   * <p>Reading the texts is an evaluation, and waits as {@link #eval(String)} does.
   *
   * @param out is not closed
   * @param moduleNames modules that it is to have although they were not loaded, with what their
   *     texts require
   * @return what it has, and what it lacks
   * @throws ScriptException as {@link #prefetch}; nothing was written then
   * @throws IOException if it can't be written
   * @throws NullPointerException if the stream or a name is null
   */
  public BundleReport bundle(OutputStream out, String... moduleNames)
      throws ScriptException, IOException {
    Objects.requireNonNull(out, "out");
    Bundle bundle = bundle(List.of(moduleNames));
    bundle.write(out);
    return bundle.report();
  }

  /**
   * The same, to a file. Who reads the file meanwhile sees it as it was, or all of it.
   *
   * @throws ScriptException as {@link #prefetch}; the file is as it was then
   * @throws IOException if it can't be written; the file is as it was then
   * @throws NullPointerException if the file or a name is null
   */
  public BundleReport bundle(Path file, String... moduleNames) throws ScriptException, IOException {
    Objects.requireNonNull(file, "file");
    Bundle bundle = bundle(List.of(moduleNames));
    bundle.write(file);
    return bundle.report();
  }

  private Bundle bundle(List<String> names) throws ScriptException {
    return withModules(live -> live.bundle(names));
  }

  private <T> T withModules(Evaluator.ModuleWork<T> work) throws ScriptException {
    LuaState lua = state(context);
    try {
      return lua.evaluator().withModules(work);
    } finally {
      watch(lua);
    }
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
      level = created.level();
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
   * Closes the searchers and libraries that this engine has opened. From now on it evaluates
   * nothing; tables and bindings that Java has can still be read. Closing it again does nothing.
   *
   * <p>Waits until no other thread evaluates. If this thread is interrupted while it waits, its
   * flag stays set, the method returns, and the thread that evaluates closes everything at the end
   * of its evaluation. A script that closes its own engine goes on to its end, and then everything
   * is closed.
   *
   * <p>Scripts' finalizers run in this thread, within the engine's limits; those of an engine that
   * is dropped and not closed run in one thread for all such engines, and get one second together.
   *
   * @throws RuntimeException what the {@code close} of a searcher or library has thrown, if one
   *     has: the first; the others are suppressed in it, and all are closed. If a class was missing
   *     it is an {@code IllegalStateException} that names the searcher or library.
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
