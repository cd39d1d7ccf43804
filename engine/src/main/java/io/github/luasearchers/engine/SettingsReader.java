package io.github.luasearchers.engine;

import io.github.luasearchers.engine.require.PackageOptions;
import io.github.luasearchers.engine.require.PackageSettings;
import io.github.luasearchers.engine.sandbox.JavaAccess;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.Heat;
import io.github.luasearchers.engine.vm.Limits;
import io.github.luasearchers.spi.Excerpt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of one engine, in the order that {@link Settings} gives: once, at the engine's
 * first use.
 */
final class SettingsReader implements PackageSettings {

  static final String ATTRIBUTES = "the attributes of the ScriptContext";

  /** The settings that are the engine's own. */
  static final List<String> OWN =
      List.of(
          Settings.SEARCHERS,
          Settings.PATH,
          Settings.CPATH,
          Settings.VERSION,
          Settings.EXPRESSIONS,
          Settings.JIT,
          Settings.SANDBOX,
          Settings.JAVA_ALLOW,
          Settings.JAVA_CALLBACKS,
          Settings.LIMITS_TIME,
          Settings.LIMITS_INSTRUCTIONS,
          Settings.LIMITS_MEMORY,
          Settings.LIMITS_STACK,
          Settings.LIMITS_OUTPUT,
          Settings.RELOAD,
          Settings.RELOAD_QUIET,
          Settings.RELOAD_POLL,
          Settings.RELOAD_INTERVAL,
          Settings.RELOAD_TRIGGER,
          Settings.RELOAD_EXCLUDE,
          Settings.RELOAD_PATCH,
          Settings.CYCLES,
          Settings.TRACE);

  private final Map<String, String> given;
  private final Map<String, String> defaults;

  /** The host's, in place of the process's; null for those. */
  private final @Nullable Map<String, String> environment;

  private final Map<String, String> file;
  private final boolean sandbox;
  private final boolean plain;
  private @Nullable ScriptContext context;
  private boolean frozen;

  SettingsReader(
      Map<String, String> given,
      Map<String, String> defaults,
      @Nullable Map<String, String> environment,
      Map<String, String> file,
      ScriptContext context) {
    this.given = given;
    this.defaults = defaults;
    this.environment = environment;
    this.file = file;
    this.context = context;
    this.sandbox =
        isTrue(Settings.SANDBOX, find(Settings.SANDBOX))
            || isTrue(Settings.SANDBOX, guardAttribute(Settings.SANDBOX));
    this.plain =
        isPlain(given.keySet())
            && isPlain(file.keySet())
            && isPlain(System.getProperties().keySet())
            && isPlain(context);
  }

  @Override
  public boolean isPlain() {
    return plain;
  }

  /** Tells whether a context certainly has no settings. */
  private static boolean isPlain(ScriptContext context) {
    boolean known =
        context instanceof EngineContext || context.getClass() == SimpleScriptContext.class;
    return known
        && isPlain(context.getBindings(ScriptContext.ENGINE_SCOPE))
        && isPlain(context.getBindings(ScriptContext.GLOBAL_SCOPE));
  }

  private static boolean isPlain(@Nullable Bindings bindings) {
    if (bindings == null) {
      return true;
    }
    @Nullable Collection<String> names = names(bindings);
    return names != null && isPlain(names);
  }

  /**
   * Returns the names in bindings, null if they are not known: the host's own bindings may compute
   * what they hold, and the JDK's may wrap a map of the host's.
   */
  static @Nullable Collection<String> names(Bindings bindings) {
    if (bindings instanceof LuaBindings own) {
      return own.names();
    }
    try {
      return bindings.getClass() == SimpleBindings.class ? bindings.keySet() : null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static boolean isPlain(Collection<?> keys) {
    for (Object key : keys) {
      if (key instanceof String name
          && name.startsWith(SettingsGate.PREFIX)
          && !name.equals(Settings.VERSION)
          && !name.equals(Settings.EXPRESSIONS)) {
        return false;
      }
    }
    return true;
  }

  /** Stops reading attributes: the engine is configured. */
  void freeze() {
    context = null;
    frozen = true;
  }

  // ---- look-up

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(find(key, null, null, false));
  }

  @Override
  public Optional<String> getHarmless(String key) {
    return Optional.ofNullable(find(key, null, null, true));
  }

  @Override
  public Optional<String> get(String key, String variable, String otherwise) {
    return Optional.ofNullable(find(key, variable, otherwise, false));
  }

  private @Nullable String find(String key) {
    return find(key, null, null, false);
  }

  /**
   * @param harmless whether attributes of the context count. They may be variables of any workflow
   *     that the script is a part of, and in a sandbox an earlier script may have set them.
   */
  private @Nullable String find(
      String key, @Nullable String variable, @Nullable String otherwise, boolean harmless) {
    @Nullable String value = given.get(key);
    if (value == null && harmless && !sandbox) {
      value = anyAttribute(key);
    }
    if (value == null && !(plain && frozen)) {
      value = System.getProperty(key);
    }
    if (value == null && variable != null) {
      value = variable(variable);
    }
    if (value == null && otherwise != null) {
      value = variable(otherwise);
    }
    if (value == null) {
      value = file.get(key);
    }
    if (value == null) {
      value = defaults.get(key);
    }
    if (value == null) {
      value = SettingDefaults.VALUES.get(key);
    }
    return value == null ? null : value.trim();
  }

  private @Nullable String variable(String name) {
    return environment == null ? System.getenv(name) : environment.get(name);
  }

  /** Returns an attribute that can only restrict what the script may do. */
  private @Nullable String guardAttribute(String key) {
    @Nullable String value = anyAttribute(key);
    return value == null ? null : value.trim();
  }

  private @Nullable String anyAttribute(String key) {
    if (context == null) {
      return null;
    }
    @Nullable Object value = context.getAttribute(key);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    if (value instanceof Boolean || value instanceof Number) {
      return value.toString();
    }
    throw new IllegalArgumentException(
        "the attribute "
            + key
            + " of the ScriptContext is an object of "
            + value.getClass()
            + ": make it a String");
  }

  /** Tells whether attributes of a context may give one of the engine's own settings. */
  static boolean isAttribute(String key) {
    return switch (key) {
      case Settings.VERSION, Settings.EXPRESSIONS, Settings.SANDBOX, Settings.JAVA_ALLOW -> true;
      default -> key.startsWith(Limits.PREFIX);
    };
  }

  // ---- values

  Level level() {
    @Nullable String value = find(Settings.VERSION, null, null, true);
    for (Level level : Level.values()) {
      if (level.version().equals(value)) {
        return level;
      }
    }
    throw malformed(Settings.VERSION, value, "5.2, 5.3 or 5.4");
  }

  boolean expressions() {
    return isTrue(Settings.EXPRESSIONS, find(Settings.EXPRESSIONS, null, null, true));
  }

  /** Tells whether hot functions are translated. */
  boolean jit() {
    return isTrue(Settings.JIT, find(Settings.JIT)) || Heat.EAGER;
  }

  boolean sandbox() {
    return sandbox;
  }

  /** Tells whether what scripts hand to Java can be called only while they run, in their thread. */
  boolean confined() {
    boolean callbacks = isTrue(Settings.JAVA_CALLBACKS, find(Settings.JAVA_CALLBACKS));
    return sandbox && !callbacks;
  }

  /** Returns what scripts may access in Java, null for everything. */
  @Nullable JavaAccess access() {
    List<String> lists = new ArrayList<>(2);
    @Nullable String given = find(Settings.JAVA_ALLOW);
    @Nullable String attribute = guardAttribute(Settings.JAVA_ALLOW);
    if (given != null || sandbox) {
      lists.add(given == null ? "" : given);
    }
    if (attribute != null) {
      lists.add(attribute);
    }
    return lists.isEmpty() ? null : JavaAccess.of(lists);
  }

  private static boolean isTrue(String key, @Nullable String value) {
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw malformed(key, value, "true or false");
  }

  /** Returns the limits of each evaluation, which a context can only tighten. */
  Limits limits() {
    return EvaluationLimits.of(
        new EvaluationLimits.Source() {
          @Override
          public @Nullable Object find(String key) {
            return SettingsReader.this.find(key);
          }
        });
  }

  static IllegalArgumentException malformed(String key, @Nullable String value, String expected) {
    return new IllegalArgumentException(
        key
            + " = "
            + Excerpt.ofSetting(String.valueOf(value))
            + ": there is no such value; give it "
            + expected);
  }

  // ---- unknown keys

  /**
   * Fails if a setting was given that nobody reads.
   *
   * @param options knows the available searchers and linkers, which have settings of their own
   */
  void checkKeys(PackageOptions options) {
    if (plain) {
      return;
    }
    SettingsGate gate = new SettingsGate(this, options.providers().declared());
    gate.check(given.keySet(), "the engine's builder");
    gate.check(System.getProperties().keySet(), "the system properties");
    gate.check(file.keySet(), SettingsFiles.NAME);
    // In a sandbox a script may have set them, and only those that restrict it count.
    if (context != null && !sandbox) {
      checkAttributes(gate, context.getBindings(ScriptContext.GLOBAL_SCOPE));
      checkAttributes(gate, context.getBindings(ScriptContext.ENGINE_SCOPE));
    }
  }

  private static void checkAttributes(SettingsGate gate, @Nullable Bindings bindings) {
    @Nullable Collection<String> names = bindings == null ? null : names(bindings);
    if (names != null) {
      gate.checkAttributes(names);
    }
  }

  /** Tells whether the default order of searchers names one. */
  boolean isStandardSearcher(String name) {
    @Nullable String order = SettingDefaults.VALUES.get(Settings.SEARCHERS);
    for (String item : order == null ? new String[0] : order.split(",")) {
      if (item.trim().equals(name + "?")) {
        return true;
      }
    }
    return false;
  }
}
