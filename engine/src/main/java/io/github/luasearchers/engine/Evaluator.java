package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.Callback;
import io.github.luasearchers.engine.interop.JavaBridge;
import io.github.luasearchers.engine.live.Live;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.ScriptExit;
import io.github.luasearchers.engine.vm.Unbound;
import java.util.Collection;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The ways into Lua: whatever a host evaluates, compiles or calls is an evaluation.
 *
 * <p>Each way is one bracket: {@link Evaluations#await}, {@link Evaluations#begin}, {@link
 * Evaluations#enter}, the work with the conversion of its arguments and its result, {@link
 * Evaluations#complete} or {@link Evaluations#failure}, {@link Evaluations#end}, {@link
 * Evaluations#exit}. Each method spells it out: passing the work as an object to a common method
 * would cost an eighth of a small call.
 */
final class Evaluator {

  private static final String CONFINED =
      "a function that a sandboxed script has handed to Java is called only while the script runs,"
          + " and in its thread ("
          + Settings.JAVA_CALLBACKS
          + " = true lets Java call it at any time, in any thread)";

  private final LuaState state;
  private final LuaRuntime lua;
  private final JavaBridge host;
  private final ContextScopes scopes;
  private final Evaluations evaluations;
  private final Scripts scripts;

  Evaluator(
      LuaState state,
      LuaRuntime lua,
      ContextScopes scopes,
      Evaluations evaluations,
      Scripts scripts) {
    this.state = state;
    this.lua = lua;
    this.host = state.bridge();
    this.scopes = scopes;
    this.evaluations = evaluations;
    this.scripts = scripts;
  }

  /**
   * Runs a script.
   *
   * @param known the script if it was compiled before
   */
  @Nullable Object evaluate(
      String source, @Nullable Chunk known, ScriptContext context, Bindings engineScope)
      throws ScriptException {
    evaluations.await();
    try {
      return evaluateNow(source, known, context, engineScope);
    } finally {
      evaluations.exit();
    }
  }

  private @Nullable Object evaluateNow(
      String source, @Nullable Chunk known, ScriptContext context, Bindings engineScope)
      throws ScriptException {
    boolean plain = evaluations.begin(context, engineScope);
    LuaTable outer = lua.globals();
    ScriptContext outerContext = scopes.context();
    @Nullable String file = known == null ? null : known.file();
    try {
      LuaTable globals = state.globals(engineScope);
      evaluations.enter(globals, context);
      if (known == null && !plain) {
        file = Scripts.file(context, engineScope);
      }
      evaluations.name(file);
      Chunk chunk = known == null ? scripts.compiled(source, file) : known;
      Varargs args = plain ? LuaValue.NONE : scriptArguments(context, engineScope);
      @Nullable Object result =
          host.resultsToJava(lua.call(scripts.main(chunk.code(), globals), args));
      evaluations.complete();
      return result;
    } catch (RuntimeException | VirtualMachineError | ScriptExit | ScriptStopped e) {
      throw evaluations.failure(e, file);
    } finally {
      evaluations.end(outer, outerContext);
    }
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

  /** Converts a function's results for the host. */
  interface Results {
    @Nullable Object toJava(Varargs results) throws ScriptException;
  }

  /**
   * Calls the function in a field of the globals or of an object.
   *
   * @param self the object, which is also the first argument; null for the globals, which are not
   * @param own the globals to run with, null for the context's
   * @param converter converts the results, null for the usual conversion
   * @throws NoSuchMethodException if there is no such function
   */
  @Nullable Object invoke(
      String name,
      @Nullable LuaValue self,
      @Nullable Object @Nullable [] args,
      @Nullable LuaTable own,
      ScriptContext context,
      @Nullable Results converter)
      throws ScriptException, NoSuchMethodException {
    evaluations.await();
    try {
      return invokeNow(name, self, args, own, context, converter);
    } finally {
      evaluations.exit();
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
    Bindings engineScope = Evaluations.engineScope(context);
    evaluations.begin(context, engineScope);
    LuaTable outer = lua.globals();
    ScriptContext outerContext = scopes.context();
    try {
      LuaTable globals = own == null ? state.globals(engineScope) : own;
      evaluations.enter(globals, context);
      evaluations.name(name);
      LuaValue function = field(self == null ? globals : self, name);
      boolean found = isCallable(function);
      @Nullable Object result = null;
      if (found) {
        Varargs results = call(function, self, args);
        result = converter == null ? host.resultsToJava(results) : converter.toJava(results);
      }
      evaluations.complete();
      if (found) {
        return result;
      }
    } catch (RuntimeException | VirtualMachineError | ScriptExit | ScriptStopped e) {
      throw evaluations.failure(e, null);
    } finally {
      evaluations.end(outer, outerContext);
    }
    throw new NoSuchMethodException("there is no function " + name);
  }

  /** Calls a function with a host's arguments, after an object if there is one. */
  private Varargs call(
      LuaValue function, @Nullable LuaValue self, @Nullable Object @Nullable [] args) {
    Varargs values = args == null ? LuaValue.NONE : host.argsToLua(args);
    LuaValue callee = function instanceof Unbound unbound ? unbound.bind(lua) : function;
    return lua.call(callee, self == null ? values : LuaValue.varargsOf(self, values));
  }

  /**
   * Calls the function in a field of a script's object, as its method.
   *
   * @throws IllegalArgumentException if the object is not a script's
   * @throws NoSuchMethodException if there is no such function
   */
  @Nullable Object invokeMethod(
      @Nullable Object object,
      String name,
      @Nullable Object @Nullable [] args,
      ScriptContext context)
      throws ScriptException, NoSuchMethodException {
    evaluations.await();
    try {
      return invokeNow(name, state.scriptObject(object), args, null, context, null);
    } finally {
      evaluations.exit();
    }
  }

  /** Tells whether an object has a function in a field. */
  boolean has(LuaValue object, String name, LuaTable globals, ScriptContext context)
      throws ScriptException {
    evaluations.await();
    try {
      return hasNow(object, name, globals, context);
    } finally {
      evaluations.exit();
    }
  }

  private boolean hasNow(LuaValue object, String name, LuaTable globals, ScriptContext context)
      throws ScriptException {
    evaluations.begin(context, Evaluations.engineScope(context));
    LuaTable outer = lua.globals();
    ScriptContext outerContext = scopes.context();
    try {
      evaluations.enter(globals, context);
      boolean found = isCallable(field(object, name));
      evaluations.complete();
      return found;
    } catch (RuntimeException | VirtualMachineError | ScriptExit | ScriptStopped e) {
      throw evaluations.failure(e, null);
    } finally {
      evaluations.end(outer, outerContext);
    }
  }

  /** What a host does with the loaded modules. */
  interface ModuleWork<T> {
    T run(Live live);
  }

  /** Does something with the loaded modules, as an evaluation of its own. */
  <T> T withModules(ModuleWork<T> work) throws ScriptException {
    evaluations.await();
    try {
      return withModulesNow(evaluations.restContext(), work);
    } finally {
      evaluations.exit();
    }
  }

  private <T> T withModulesNow(ScriptContext context, ModuleWork<T> work) throws ScriptException {
    Bindings engineScope = Evaluations.engineScope(context);
    evaluations.begin(context, engineScope);
    LuaTable outer = lua.globals();
    ScriptContext outerContext = scopes.context();
    try {
      evaluations.enter(state.globals(engineScope), context);
      T result = work.run(state.live());
      evaluations.complete();
      return result;
    } catch (RuntimeException | VirtualMachineError | ScriptExit | ScriptStopped e) {
      throw evaluations.failure(e, null);
    } finally {
      evaluations.end(outer, outerContext);
    }
  }

  /**
   * Runs a callback of what Java was given. If no evaluation runs, the callback is one.
   *
   * @param of the evaluation that handed out what is called, null if the host got it
   */
  @Nullable Object callBack(Callback callback, @Nullable EvaluationCalls of) {
    if (of != null && !evaluations.admits(of)) {
      throw new ScriptError(LuaText.of(CONFINED), null);
    }
    evaluations.take(of, true);
    try {
      return evaluations.isIdle()
          ? callAtRest(callback)
          : evaluations.isVisit() ? callFromElsewhere(callback) : callback.run();
    } finally {
      evaluations.exit();
    }
  }

  /**
   * Runs a callback between evaluations. The Java code that makes it expects Lua's errors and its
   * own exceptions, so a stop becomes an error.
   */
  private @Nullable Object callAtRest(Callback callback) {
    beginAtRest();
    try {
      evaluations.enterAtRest();
      evaluations.name("callback");
      @Nullable Object result = callback.run();
      evaluations.complete();
      return result;
    } catch (ScriptStopped e) {
      evaluations.stopped(e);
      throw stopped(e);
    } finally {
      evaluations.endAtRest();
    }
  }

  private void beginAtRest() {
    try {
      evaluations.beginAtRest();
    } catch (ScriptException e) {
      // The evaluation has not begun: the engine is closed, or a limit is malformed.
      throw new ScriptError(LuaText.of(String.valueOf(e.getMessage())), e.getCause());
    }
  }

  /**
   * Runs a callback for an evaluation whose own thread waits, and which is stopped separately if
   * need be.
   */
  private @Nullable Object callFromElsewhere(Callback callback) {
    try {
      @Nullable Object result = callback.run();
      lua.stopIfWoken();
      return result;
    } catch (ScriptStopped e) {
      throw stopped(e);
    }
  }

  /** Returns the error for Java code that has called something that was stopped. */
  private static ScriptError stopped(ScriptStopped stopped) {
    return new ScriptError(LuaText.of(String.valueOf(stopped.getMessage())), stopped);
  }

  /** Returns the value of an object's field. */
  private LuaValue field(LuaValue object, String name) {
    return lua.index(object, state.names().toLua(name));
  }

  /** Compiles a script, as an evaluation of its own. */
  Chunk compile(String source, ScriptContext context, Bindings engineScope) throws ScriptException {
    evaluations.await();
    try {
      boolean plain = evaluations.begin(context, engineScope);
      try {
        Chunk chunk = scripts.compiled(source, plain ? null : Scripts.file(context, engineScope));
        evaluations.succeed();
        return chunk;
      } finally {
        evaluations.finish();
      }
    } finally {
      evaluations.exit();
    }
  }

  /** Tells whether a value can be called. */
  private boolean isCallable(LuaValue value) {
    return value instanceof LuaFunction || !lua.metamethod(value, Event.CALL.name).isnil();
  }
}
