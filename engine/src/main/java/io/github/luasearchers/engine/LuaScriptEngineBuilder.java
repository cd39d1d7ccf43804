package io.github.luasearchers.engine;

import io.github.luasearchers.engine.require.PackageOptions;
import io.github.luasearchers.engine.require.Providers;
import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.script.ScriptContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;

/**
 * Makes a {@link LuaScriptEngine} with settings and objects of the host's own. Objects carry what
 * strings can't: a searcher that was given an SSLContext, say.
 *
 * <p>A builder is for one thread. It can build any number of engines, and what is set later does
 * not change those that it has built.
 *
 * @since 0.1.0
 */
public final class LuaScriptEngineBuilder {

  private static final LuaScriptEngineFactory FACTORY = new LuaScriptEngineFactory();

  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> defaults = new HashMap<>();
  private @Nullable Map<String, String> environment;
  private @Nullable Map<String, String> file;
  private final List<LuaSearcherProvider> searchers = new ArrayList<>();
  private final List<LibraryLinker> linkers = new ArrayList<>();
  private final Map<String, LuaFunction> preload = new HashMap<>();
  private final Map<String, LuaFunction> opened = new LinkedHashMap<>();
  private @Nullable SearchListener listener;
  private @Nullable ClassLoader loader;

  /** Where scripts' classes are looked for when the loader has none, if the host has not chosen. */
  private @Nullable ClassLoader fallback;

  LuaScriptEngineBuilder() {}

  private LuaScriptEngineBuilder(LuaScriptEngineBuilder other) {
    settings.putAll(other.settings);
    defaults.putAll(other.defaults);
    environment = other.environment;
    file = other.file;
    searchers.addAll(other.searchers);
    linkers.addAll(other.linkers);
    preload.putAll(other.preload);
    opened.putAll(other.opened);
    listener = other.listener;
    loader = other.loader == null ? defaultLoader() : other.loader;
    fallback = other.loader == null ? LuaScriptEngineBuilder.class.getClassLoader() : null;
  }

  private static ClassLoader defaultLoader() {
    @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
    @Nullable ClassLoader own = LuaScriptEngineBuilder.class.getClassLoader();
    return context != null ? context : own != null ? own : ClassLoader.getSystemClassLoader();
  }

  /**
   * Gives a setting, which no other source of settings can override.
   *
   * @param key one of the keys in {@link Settings}, or a setting of a searcher's own. Whether there
   *     is such a setting, and whether it may have this value, shows at the engine's first use
   * @throws NullPointerException if the key or the value is null
   */
  public LuaScriptEngineBuilder setting(String key, String value) {
    settings.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /**
   * Gives several settings.
   *
   * @throws NullPointerException if a key or a value is null; the settings before it are given
   */
  public LuaScriptEngineBuilder settings(Map<String, String> settings) {
    for (Map.Entry<String, String> entry : settings.entrySet()) {
      setting(entry.getKey(), entry.getValue());
    }
    return this;
  }

  /**
   * Gives a setting a default of the host's own, which every other source of settings overrides.
   * One that nobody reads does no harm: it may be for a jar that is not there.
   *
   * @param key as for {@link #setting}
   * @throws NullPointerException if the key or the value is null
   */
  public LuaScriptEngineBuilder defaultSetting(String key, String value) {
    defaults.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /**
   * Gives the variables from which the engine reads settings, such as {@code LUA_PATH}, in the
   * place of the process's environment. What scripts see with {@code os.getenv} stays the
   * process's.
   *
   * @param variables an empty map for no variables
   * @throws NullPointerException if it is null, or contains null
   */
  public LuaScriptEngineBuilder environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /**
   * Gives the settings of {@code lua.properties}, in the place of the file at the root of the class
   * path, which is then not looked for.
   *
   * @param settings an empty map for no such settings
   * @throws NullPointerException if it is null, or contains null
   */
  public LuaScriptEngineBuilder settingsFile(Map<String, String> settings) {
    file = Map.copyOf(settings);
    return this;
  }

  /**
   * Gives a searcher, in the place of one of the same name that a jar provides. That its name is
   * wrong, or that of another one given here, shows at the engine's first use.
   *
   * @param searcher asked for one searcher by each engine, in the thread that first uses it
   * @throws NullPointerException if it is null
   */
  public LuaScriptEngineBuilder searcher(LuaSearcherProvider searcher) {
    searchers.add(Objects.requireNonNull(searcher, "searcher"));
    return this;
  }

  /**
   * Gives a linker, in the place of one of the same name that a jar provides.
   *
   * @throws NullPointerException if it is null
   */
  public LuaScriptEngineBuilder linker(LibraryLinker linker) {
    linkers.add(Objects.requireNonNull(linker, "linker"));
    return this;
  }

  /**
   * Gives a module that is opened when it is first required: what {@code package.preload} has under
   * its name. For one that is opened at once see {@link #open}.
   *
   * @param loader is called by {@code require}, in the thread of the evaluation; a function of
   *     LuaJ's that several engines are given is called by several threads at once
   * @throws NullPointerException if the name or the function is null
   */
  public LuaScriptEngineBuilder preload(String module, LuaFunction loader) {
    preload.put(Objects.requireNonNull(module, "module"), Objects.requireNonNull(loader, "loader"));
    return this;
  }

  /**
   * Opens a module at the engine's first use, and makes it a global variable of its name: {@code
   * luaL_requiref} of Lua 5.3 and later. What the function returns is what {@code require} returns
   * for the name, {@code true} if it returns nothing. It is not called for a module that the engine
   * has already, such as {@code string}.
   *
   * <p>Modules are opened in the order in which they were given. If one fails, the engine's first
   * use does.
   *
   * @param opener is called with the name, in the thread of the engine's first use and with no
   *     limits; it sees the standard library as its globals. A function of LuaJ's that several
   *     engines are given is called by several threads at once
   * @throws NullPointerException if the name or the function is null
   */
  public LuaScriptEngineBuilder open(String module, LuaFunction opener) {
    opened.put(Objects.requireNonNull(module, "module"), Objects.requireNonNull(opener, "opener"));
    return this;
  }

  /** Sets who is told what {@code require} does, in the place of who was set before. */
  public LuaScriptEngineBuilder searchListener(SearchListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Sets the class loader in which searchers, modules and Java classes are looked for. By default
   * it is the context class loader of the thread that builds the engine; Java classes that it does
   * not know are then looked for in the class loader of the engine.
   *
   * @throws NullPointerException if it is null
   */
  public LuaScriptEngineBuilder classLoader(ClassLoader loader) {
    this.loader = Objects.requireNonNull(loader, "loader");
    return this;
  }

  /**
   * Returns a new engine. Never fails: what is wrong with the settings shows at its first use, as a
   * {@code ScriptException}.
   */
  public LuaScriptEngine build() {
    return build(FACTORY);
  }

  /** Returns a new engine that a factory of the standard's makes. */
  LuaScriptEngine build(LuaScriptEngineFactory factory) {
    return new LuaScriptEngine(new LuaScriptEngineBuilder(this), factory);
  }

  // ---- for the engine

  /** Returns what reads the settings of an engine whose first use has a context. */
  SettingsReader reader(ScriptContext first) {
    Map<String, String> known = file == null ? SettingsFiles.of(loader()) : file;
    return new SettingsReader(settings, defaults, environment, known, first);
  }

  ClassLoader loader() {
    return loader == null ? defaultLoader() : loader;
  }

  /** Returns what finds the Java classes that scripts name. */
  ClassLoader classes() {
    ClassLoader first = loader();
    @Nullable ClassLoader second = fallback;
    return second == null || sees(first, second) ? first : FallbackLoader.of(first, second);
  }

  private static boolean sees(ClassLoader one, ClassLoader other) {
    for (@Nullable ClassLoader each = one; each != null; each = each.getParent()) {
      if (each == other) {
        return true;
      }
    }
    return false;
  }

  PackageOptions packageOptions(SettingsReader settings, @Nullable Places places) {
    Providers providers = new Providers(loader(), searchers, linkers);
    return new PackageOptions(loader(), settings, providers, preload, opened, places, listener);
  }
}
