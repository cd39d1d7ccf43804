package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.interop.Access;
import io.github.luasearchers.engine.interop.JavaBridge;
import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.require.ModuleLocation;
import io.github.luasearchers.engine.require.PackageLibrary;
import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.LuaText;
import io.github.luasearchers.engine.vm.ScriptExit;
import io.github.luasearchers.engine.vm.ScriptStopped;
import io.github.luasearchers.engine.vm.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Optional;
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
import org.luaj.vm2.Varargs;

/**
 * One configured Lua universe, and the one way into it: whatever a host evaluates or calls ends in
 * {@link #run}. It knows nothing of the engine that made it, so that an engine that was forgotten
 * can be told from one that is in use.
 *
 * <p>One thread at a time: hosts share engines, and compiled scripts above all, without asking for
 * {@code THREADING}, and a thread that comes while another runs waits for it.
 */
final class LuaState {

  /** The name under which globals know themselves. */
  static final LuaString SELF = LuaText.of("_G");

  private static final int LIBRARY_SIZE = 48;
  private static final LuaString TOSTRING = LuaText.of("__tostring");

  private final LuaRuntime lua;
  private final LuaTable library = new Table(0, LIBRARY_SIZE);
  private final StandardLibrary standard;
  private final JavaBridge bridge;
  private final PackageLibrary packages;
  private final Names names = new Names();
  private final Scopes scopes;
  private final ForeignTables foreignTables = new ForeignTables(this);
  private final ChunkCache chunks = new ChunkCache();
  private final ContextOutput output = new ContextOutput(this, false);
  private final ContextOutput errorOutput = new ContextOutput(this, true);
  private final boolean expressions;

  /** How many evaluations are running, one inside the other. */
  private int depth;

  /** What holds while none is: for functions that Java kept and calls back. */
  private ScriptContext restContext;

  private LuaTable restGlobals;

  private LuaState(Settings settings, LuaScriptEngineBuilder options, ScriptContext context) {
    lua = new LuaRuntime(settings.level());
    expressions = settings.expressions();
    lua.STDOUT = new PrintStream(output, false, UTF_8);
    lua.STDERR = new PrintStream(errorOutput, false, UTF_8);
    lua.STDIN = new ContextInput(this);
    @Nullable Places places = settings.sandbox() ? new Places() : null;
    @Nullable Access access = settings.access();
    bridge = new JavaBridge(lua, options.loader(), access);
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
  synchronized void rest(ScriptContext context) {
    restContext = context;
    restGlobals = globals(engineScope(context));
    if (depth == 0) {
      lua.enter(restGlobals);
      scopes.enter(context);
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
    return bindings instanceof LuaBindings own && own.suits(this)
        ? own.attach(this)
        : foreignTables.of(bindings);
  }

  /** Returns the value of a reserved key, such as that of the file's name. */
  static @Nullable Object reserved(String key, ScriptContext context, Bindings engineScope) {
    if (engineScope instanceof LuaBindings own && !own.hasReserved()) {
      return context instanceof EngineContext known ? fromGlobal(key, known) : beyond(key, context);
    }
    if (engineScope.containsKey(key)) {
      return engineScope.get(key);
    }
    return context instanceof EngineContext known ? fromGlobal(key, known) : beyond(key, context);
  }

  private static @Nullable Object fromGlobal(String key, EngineContext context) {
    @Nullable Bindings global = context.global();
    return global == null ? null : global.get(key);
  }

  private static @Nullable Object beyond(String key, ScriptContext context) {
    int scope = context.getAttributesScope(key);
    return scope == ScriptContext.ENGINE_SCOPE ? null : context.getAttribute(key);
  }

  // ---- compiling

  /** Returns a compiled script: the one that was compiled before if there is one. */
  Chunk compile(String source, ScriptContext context, Bindings engineScope) throws ScriptException {
    @Nullable Object name = reserved(ScriptEngine.FILENAME, context, engineScope);
    @Nullable String file = name == null || name.toString().isEmpty() ? null : name.toString();
    @Nullable Chunk known = chunks.find(source, file);
    return known == null ? compileNew(source, file) : known;
  }

  private Chunk compileNew(String source, @Nullable String file) throws ScriptException {
    try {
      Chunk chunk =
          expressions ? compileExpression(source, file) : compileText(source, source, file);
      chunks.add(chunk);
      return chunk;
    } catch (LuaError | StackOverflowError e) {
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
    } catch (LuaError e) {
      return compileText(source, source, file);
    }
  }

  private Chunk compileText(String source, String text, @Nullable String file) {
    return new Chunk(source, file, lua.compileFile(text.getBytes(UTF_8), Chunk.name(file)));
  }

  // ---- running

  /** Runs a compiled script. */
  synchronized @Nullable Object evaluate(Chunk chunk, ScriptContext context, Bindings engineScope)
      throws ScriptException {
    LuaTable globals = globals(engineScope);
    @Nullable Object arguments = reserved(ScriptEngine.ARGV, context, engineScope);
    return bridge.resultsToJava(
        run(
            lua.instantiate(chunk.code(), globals),
            arguments == null ? LuaValue.NONE : arguments(arguments),
            globals,
            context,
            chunk.file()));
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
    depth++;
    try {
      scopes.enter(context);
      return function.invoke(args);
    } catch (RuntimeException | StackOverflowError | ScriptExit | ScriptStopped e) {
      throw Failure.of(this, e, file);
    } finally {
      leave(outer, outerContext);
    }
  }

  /**
   * Calls the function in a field of an object.
   *
   * @param self what the function gets as its first argument, null for nothing
   * @throws NoSuchMethodException if there is no function
   */
  synchronized Varargs invoke(
      LuaValue object,
      String name,
      @Nullable LuaValue self,
      Varargs args,
      LuaTable globals,
      ScriptContext context)
      throws ScriptException, NoSuchMethodException {
    LuaTable outer = lua.enter(globals);
    ScriptContext outerContext = scopes.context();
    depth++;
    try {
      scopes.enter(context);
      LuaValue function = lua.index(object, names.toLua(name));
      Varargs all = self == null ? args : LuaValue.varargsOf(self, args);
      if (function instanceof LuaFunction) {
        return function.invoke(all);
      }
      if (isCallable(function)) {
        return lua.call(function, all);
      }
    } catch (RuntimeException | StackOverflowError | ScriptExit | ScriptStopped e) {
      throw Failure.of(this, e, null);
    } finally {
      leave(outer, outerContext);
    }
    throw new NoSuchMethodException("there is no function " + name);
  }

  /** Tells whether an object has a function in a field. */
  synchronized boolean has(LuaValue object, String name, LuaTable globals, ScriptContext context)
      throws ScriptException {
    LuaTable outer = lua.enter(globals);
    ScriptContext outerContext = scopes.context();
    depth++;
    try {
      scopes.enter(context);
      return isCallable(lua.index(object, names.toLua(name)));
    } catch (RuntimeException | StackOverflowError | ScriptExit | ScriptStopped e) {
      throw Failure.of(this, e, null);
    } finally {
      leave(outer, outerContext);
    }
  }

  /** Calls a function that Java has kept. If nothing runs, this is an evaluation of its own. */
  synchronized Varargs callBack(LuaValue function, Varargs args) {
    if (depth > 0) {
      return function.invoke(args);
    }
    depth++;
    try {
      return function.invoke(args);
    } finally {
      leave(restGlobals, restContext);
    }
  }

  private void leave(LuaTable outer, ScriptContext outerContext) {
    if (output.isPending() || errorOutput.isPending()) {
      flush();
    }
    boolean last = --depth == 0;
    lua.enter(last ? restGlobals : outer);
    ScriptContext next = last ? restContext : outerContext;
    if (next != scopes.context()) {
      scopes.enter(next);
    }
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
    try {
      return packages.which(moduleName);
    } catch (RuntimeException e) {
      throw Failure.of(this, e, null);
    }
  }

  /** Tells whether there is anything that {@link #close} would release. */
  boolean holdsResources() {
    return packages.holdsResources();
  }

  void close() {
    lua.finalizers().close();
    flush();
    standard.close();
    packages.close();
  }

  // ---- values

  /** Returns the text of a number or string. */
  LuaString text(LuaValue value) {
    return lua.text(value);
  }

  /** Returns what a value's {@code __tostring} says of it, if it has one. */
  Optional<String> describe(LuaValue value) {
    LuaValue function = lua.metamethod(value, TOSTRING);
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
    return value instanceof LuaFunction || !lua.metamethod(value, LuaValue.CALL).isnil();
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
