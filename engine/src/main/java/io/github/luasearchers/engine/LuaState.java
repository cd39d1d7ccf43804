package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.Caller;
import io.github.luasearchers.engine.interop.JavaBridge;
import io.github.luasearchers.engine.jit.BackgroundCompiler;
import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.live.Live;
import io.github.luasearchers.engine.require.PackageLibrary;
import io.github.luasearchers.engine.require.PackageOptions;
import io.github.luasearchers.engine.sandbox.JavaAccess;
import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.Limits;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * One configured Lua universe: its parts, and its end. {@link Evaluator} is the way into it. It
 * does not refer to the engine that created it, so that an engine that nobody uses becomes
 * unreachable.
 */
final class LuaState {

  private static final int MILLIS_TO_END = 1_000;

  /** The limits of the finalizers of an engine that became unreachable without being closed. */
  private static final Limits TO_END =
      new Limits(
          TimeUnit.MILLISECONDS.toNanos(MILLIS_TO_END),
          Limits.UNLIMITED,
          Limits.UNLIMITED,
          Limits.MAX_STACK,
          Limits.UNLIMITED);

  /** The name under which globals contain themselves. */
  static final LuaString SELF = StringTable.name("_G");

  /** The message when a host uses a closed engine. */
  static final String CLOSED = "the engine is closed";

  private static final int LIBRARY_SIZE = 48;

  private final LuaRuntime lua;
  private final LuaTable library = new Table(0, LIBRARY_SIZE);
  private final StandardLibrary standard;
  private final JavaBridge bridge;
  private final Caller hostCalls = new HostCalls(this);

  /** The bridge for values that the host gets or passes. */
  private final JavaBridge host;

  private final PackageLibrary packages;
  private final Live live;
  private final @Nullable ModuleWatch watch;
  private final Names names = new Names();
  private final ContextScopes scopes;
  private final ForeignTables foreignTables = new ForeignTables(this);
  private final ContextOutput output = new ContextOutput(this, false);
  private final ContextOutput errorOutput = new ContextOutput(this, true);
  private final Evaluations evaluations;
  private final Evaluator evaluator;

  private LuaState(SettingsReader settings, LuaScriptEngineBuilder options, ScriptContext context) {
    lua = new LuaRuntime(settings.level());
    if (settings.jit()) {
      lua.setCodeCompiler(BackgroundCompiler.instance());
    }
    Limits limits = settings.limits();
    lua.setStreams(output, errorOutput);
    lua.STDIN = new ContextInput(this);
    @Nullable Places places = settings.sandbox() ? new Places() : null;
    @Nullable JavaAccess access = settings.access();
    bridge = new JavaBridge(lua, options.classes(), access);
    bridge.setCaller(new HostCalls.OfScripts(this));
    host = bridge.with(hostCalls);
    scopes = new ContextScopes(this, host, context);
    standard = StandardLibrary.open(lua, library, places);
    evaluations = new Evaluations(this, lua, scopes, limits, settings.confined(), context);
    evaluator =
        new Evaluator(
            this, lua, scopes, evaluations, new Scripts(this, lua, settings.expressions()));
    if (places == null || (access != null && access.namesAny())) {
      bridge.open(library);
    }
    PackageOptions packageOptions = options.packageOptions(settings, places);
    settings.checkKeys(packageOptions);
    packages = PackageLibrary.open(lua, library, packageOptions);
    if (places == null) {
      lua.setSiblings(new SiblingState.Maker(lua, packageOptions));
    }
    live = Live.open(lua, packages.modules(), places != null);
    watch =
        packages.modules().isWatched()
            ? ModuleWatch.start(this, packages.modules().settings())
            : null;
    packages.openModules(library);
    evaluations.rest(context);
  }

  /**
   * Creates a state.
   *
   * @param context the engine's context
   * @param first the context of the first use, which may have settings
   * @throws IllegalArgumentException if a setting cannot be used
   */
  static LuaState create(
      LuaScriptEngineBuilder options, ScriptContext context, ScriptContext first) {
    SettingsReader settings = new SettingsReader(options.settings(), options.loader(), first);
    LuaState created = new LuaState(settings, options, context);
    settings.freeze();
    return created;
  }

  /** Returns the version of Lua that scripts are written in. */
  Level level() {
    return lua.level();
  }

  /** Returns the bridge for values that the host gets or passes. */
  JavaBridge bridge() {
    return host;
  }

  ContextOutput output() {
    return output;
  }

  ContextOutput errorOutput() {
    return errorOutput;
  }

  StandardLibrary standard() {
    return standard;
  }

  Evaluations evaluations() {
    return evaluations;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  /** Returns the caller for functions that the host got. */
  Caller hostCalls() {
    return hostCalls;
  }

  /** Notes the end of an evaluation that has handed out something. */
  void handOver(boolean lends) {
    bridge.handOver(lends);
  }

  LuaTable library() {
    return library;
  }

  Names names() {
    return names;
  }

  ContextScopes scopes() {
    return scopes;
  }

  /** Returns a key as the name of a binding, null if it can't be one. */
  @Nullable String nameOf(LuaValue key) {
    return key instanceof LuaString name ? names.toJava(name) : null;
  }

  /** Returns the globals for bindings. */
  LuaTable globals(Bindings bindings) {
    @Nullable LuaTable own = bindings instanceof LuaBindings mine ? mine.attach(this) : null;
    return own == null ? foreignTables.of(bindings) : own;
  }

  // ---- output

  /** Stops the script if an interrupt is the reason why a stream of the host's has failed. */
  void afterFailure(IOException failure) {
    if (failure.getClass() == InterruptedIOException.class) {
      Thread.currentThread().interrupt(); // pipes have cleared the flag
    }
    lua.afterFailure(failure);
  }

  /** Takes bytes that are about to be written from the evaluation's output limit. */
  void chargeOutput(int bytes) {
    lua.chargeOutput(bytes);
  }

  // ---- modules

  ModuleLocation which(String moduleName) throws ScriptException {
    evaluations.await();
    try {
      return packages.which(moduleName);
    } catch (RuntimeException e) {
      throw Failure.of(this, e, null);
    } finally {
      evaluations.exit();
    }
  }

  /** Returns the modules, for what reloads and changes them. */
  Live live() {
    return live;
  }

  /** Does what waits until no script runs. */
  void atRest() {
    live.settle();
    if (watch != null) {
      watch.update(live);
    }
  }

  /** Tells whether there is anything that {@link #close} would release. */
  boolean holdsResources() {
    return watch != null || packages.holdsResources();
  }

  /** Lets no evaluation begin any more. */
  void refuse() {
    evaluations.refuse();
  }

  /** Releases everything, as soon as no evaluation of another thread runs. */
  void close() {
    try {
      evaluations.turn().take(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      evaluations.closeLater(); // the thread that has the turn then does it
      return;
    }
    try {
      if (evaluations.isIdle()) {
        release();
      } else {
        evaluations.closeLater(); // the script that closes its engine still uses what it has
      }
    } finally {
      evaluations.exit();
    }
  }

  /**
   * Releases everything that an unreachable engine has; its finalizers get {@value #MILLIS_TO_END}
   * milliseconds in total. If Java still runs one of its functions, that thread does it at the end.
   */
  void closeDropped() {
    evaluations.closeLater();
    if (evaluations.turn().tryTake()) {
      try {
        if (evaluations.isClosing()) {
          release(evaluations.limits().and(TO_END));
        }
      } finally {
        evaluations.exit();
      }
    }
  }

  /** Releases everything, in the thread that has the turn. */
  void release() {
    release(evaluations.limits());
  }

  private void release(Limits limits) {
    try {
      evaluations.runFinalizers(limits);
    } finally {
      if (watch != null) {
        watch.close();
      }
      standard.close();
      packages.close();
    }
  }

  // ---- values

  /** Returns the text of a number or string. */
  LuaString text(LuaValue value) {
    return lua.text(value);
  }

  /** Returns what a value's {@code __tostring} returns, if it has one. */
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

  /**
   * Returns the Lua object that a Java object represents.
   *
   * @throws IllegalArgumentException if it represents none
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
