package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.Access;
import io.github.luasearchers.engine.require.DeclaredSettings;
import io.github.luasearchers.engine.require.PackageOptions;
import io.github.luasearchers.engine.require.PackageSettings;
import io.github.luasearchers.engine.vm.Level;
import io.github.luasearchers.engine.vm.Limits;
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
 * The settings of an engine.
 *
 * <p>A setting is looked for, in this order: in what {@link LuaScriptEngine#builder()} was given;
 * among the attributes of the {@code ScriptContext} of the first use; among the system properties;
 * for the two paths in the environment; in the file {@code lua.properties} at the root of the class
 * path; among the defaults that the engine's jar carries. Settings are read once, at the engine's
 * first use.
 *
 * <p>The settings of the searcher or linker named {@code x} are {@code lua.x} and {@code lua.x.*}.
 *
 * @since 0.1.0
 */
public final class Settings implements PackageSettings {

  /**
   * The names of the searchers, in the order in which {@code package.searchers} has them, with
   * commas between. A {@code ?} behind a name: if a jar provides it. {@code *}: every one that is
   * not named, in the order of the names. Default: {@code preload, path, cpath, all-in-one,
   * classpath?, jar?, *, http?}.
   */
  public static final String SEARCHERS = "lua.searchers";

  /**
   * What {@code package.path} begins with. {@code ;;} stands for the default path of Lua's own
   * state. The environment knows it as {@code LUA_PATH_5_2} (of the level's version) and {@code
   * LUA_PATH}. Default: that default path; in a sandbox nothing.
   */
  public static final String PATH = "lua.path";

  /**
   * What {@code package.cpath} begins with. The environment knows it as {@code LUA_CPATH_5_2} (of
   * the level's version) and {@code LUA_CPATH}. Default: that of Lua's own state.
   */
  public static final String CPATH = "lua.cpath";

  /**
   * The version of Lua that the libraries keep to: {@code 5.2}, {@code 5.3} or {@code 5.4}. The
   * language is Lua 5.2 at each. Default: {@code 5.2}.
   */
  public static final String VERSION = "lua.version";

  /**
   * Whether a script may be a bare expression, such as {@code price * 2}, whose value is then the
   * result: {@code true} or {@code false}. Default: {@code false}.
   */
  public static final String EXPRESSIONS = "lua.expressions";

  /**
   * Whether the scripts are somebody else's, so that the engine is to keep them from files,
   * processes, reflection and the rest of the JVM: {@code true} or {@code false}. An attribute of
   * the {@code ScriptContext} can make it {@code true} and not {@code false}, and gives no other
   * setting then. Default: {@code false}.
   */
  public static final String SANDBOX = "lua.sandbox";

  /**
   * The Java classes that scripts may name, construct and use for what is static in them, with
   * commas between; {@code a.b.*} for those of a package, {@code a.b.**} for those of the packages
   * below it too. Without it a sandboxed script may name none, and any other script all. An
   * attribute of the {@code ScriptContext} takes away what it does not name.
   */
  public static final String JAVA_ALLOW = "lua.java.allow";

  /**
   * Whether Java may call a function that a sandboxed script has handed to a method at any time and
   * in any thread: {@code true} or {@code false}. Otherwise it is called only while the evaluation
   * that handed it out runs, in its thread; so nothing of a script runs in a pool of the JVM's, or
   * after the script has ended. What the host got as a result, as a binding or as an interface is
   * the host's to call, whatever this says. Outside the sandbox it means nothing. No attribute can
   * give it. Default: {@code false}.
   */
  public static final String JAVA_CALLBACKS = "lua.java.callbacks";

  /**
   * How long one evaluation may take, by the clock: {@code 500ms}, {@code 2s}, {@code 1m}. What
   * takes longer is stopped within 100 ms. The {@code ScriptException} has a {@code
   * TimeoutException} as its cause. The time that it waits for other threads' evaluations to end
   * before it begins does not count.
   *
   * <p>Java of the host that it has called and that blocks is interrupted some 20 ms after the
   * deadline, and again as long as it goes on. Whatever that makes of it, an {@code
   * InterruptedException}, an exception of its own or a result, the evaluation then ends by the
   * deadline, and the thread's interrupt flag is clear again. What no interrupt wakes, such as a
   * read from {@code System.in}, is waited for. An interrupt of the host's own that came before is
   * kept, and told as such; one that comes after it, or that the code had taken in the meantime,
   * can't be told from this one and ends with it.
   *
   * <p>The limits are those of each evaluation, be it by {@code eval}, {@code invokeFunction} or a
   * Lua function that Java has kept; one that begins inside another has what is left to that. An
   * attribute of the evaluation's {@code ScriptContext} that has the name of a limit holds for that
   * evaluation, if it is the tighter one. No script can catch that it is stopped. Default: none.
   */
  public static final String LIMITS_TIME = Limits.TIME;

  /**
   * How many instructions of Lua's virtual machine one evaluation may execute: a number, {@code
   * 100k} or {@code 5M}. Counted are all the instructions of a function when it is called, and
   * those of a loop's body when it is repeated, so that never more are executed than are counted,
   * but fewer where there are branches; libraries count for what they do. The same script stops at
   * the same place each time. The exception has a {@code TimeoutException} as its cause. Default:
   * none.
   */
  public static final String LIMITS_INSTRUCTIONS = Limits.INSTRUCTIONS;

  /**
   * How many bytes a script may hold, with a unit: {@code 512KiB}, {@code 64MiB} or {@code 1GiB}.
   * One that holds more gets the error {@code not enough memory}, as does one that asks for a
   * string or list larger than what is left, before that is made; one that catches the error and
   * goes on is stopped.
   *
   * <p>What counts is what the script can reach, bindings and loaded modules included: strings,
   * tables, functions, coroutines. Objects of Java do not count, nor do the files' buffers. It is
   * added up when the script has allocated what was left to it, but not more often than once for
   * each sixteenth of the limit; that much may be held beyond it, and while a large table grows,
   * half of its size. Plan the JVM's heap for twice the limits of the engines that run at a time.
   * Default: none.
   */
  public static final String LIMITS_MEMORY = Limits.MEMORY;

  /**
   * How many slots the stack of a coroutine, or of the main program, may have: each call takes as
   * many as the function has local variables, arguments and temporary values. A script that needs
   * more gets the error {@code stack overflow}. Default: 1000000, which is also the most.
   */
  public static final String LIMITS_STACK = Limits.STACK;

  /**
   * How many bytes one evaluation may write to the writers of its {@code ScriptContext}, with a
   * unit: {@code 64KiB}, {@code 1MiB}. A script that writes more is stopped before it does.
   * Default: none.
   */
  public static final String LIMITS_OUTPUT = Limits.OUTPUT;

  static final String ATTRIBUTES = "the attributes of the ScriptContext";

  /** The settings that are the engine's own. */
  static final List<String> OWN =
      List.of(
          SEARCHERS,
          PATH,
          CPATH,
          VERSION,
          EXPRESSIONS,
          SANDBOX,
          JAVA_ALLOW,
          JAVA_CALLBACKS,
          LIMITS_TIME,
          LIMITS_INSTRUCTIONS,
          LIMITS_MEMORY,
          LIMITS_STACK,
          LIMITS_OUTPUT);

  private static final int MAX_SHOWN = 100;

  private final Map<String, String> given;
  private final Map<String, String> file;
  private final boolean sandbox;
  private final boolean plain;
  private @Nullable ScriptContext context;
  private boolean frozen;

  Settings(Map<String, String> given, ClassLoader loader, ScriptContext context) {
    this.given = given;
    this.file = SettingsFiles.of(loader);
    this.context = context;
    this.sandbox = isTrue(SANDBOX, find(SANDBOX)) || isTrue(SANDBOX, guardAttribute(SANDBOX));
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
   * Returns the names that bindings have, null if that is not known: those of the host's own may
   * compute what they have, and a map of its own may be behind others.
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
          && !name.equals(VERSION)
          && !name.equals(EXPRESSIONS)) {
        return false;
      }
    }
    return true;
  }

  /** Makes an end of reading attributes: the engine is configured. */
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
   * @param harmless whether attributes of the context count. They may be variables of whatever
   *     workflow the script is a part of, and in a sandbox a script of before may have set them.
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
      value = System.getenv(variable);
    }
    if (value == null && otherwise != null) {
      value = System.getenv(otherwise);
    }
    if (value == null) {
      value = file.get(key);
    }
    if (value == null) {
      value = SettingsFiles.defaults().get(key);
    }
    return value == null ? null : value.trim();
  }

  /** Returns an attribute that can only take away from what the script may do. */
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
      case VERSION, EXPRESSIONS, SANDBOX, JAVA_ALLOW -> true;
      default -> key.startsWith(Limits.PREFIX);
    };
  }

  // ---- values

  Level level() {
    @Nullable String value = find(VERSION, null, null, true);
    for (Level level : Level.values()) {
      if (level.version().equals(value)) {
        return level;
      }
    }
    throw malformed(VERSION, value, "5.2, 5.3 or 5.4");
  }

  boolean expressions() {
    return isTrue(EXPRESSIONS, find(EXPRESSIONS, null, null, true));
  }

  boolean sandbox() {
    return sandbox;
  }

  /** Tells whether what scripts hand to Java is called only by them, while they run. */
  boolean confined() {
    boolean callbacks = isTrue(JAVA_CALLBACKS, find(JAVA_CALLBACKS));
    return sandbox && !callbacks;
  }

  /** Returns what scripts may reach of Java, null for all. */
  @Nullable Access access() {
    List<String> lists = new ArrayList<>(2);
    @Nullable String given = find(JAVA_ALLOW);
    @Nullable String attribute = guardAttribute(JAVA_ALLOW);
    if (given != null || sandbox) {
      lists.add(given == null ? "" : given);
    }
    if (attribute != null) {
      lists.add(attribute);
    }
    return lists.isEmpty() ? null : Access.of(lists);
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
            return Settings.this.find(key);
          }
        });
  }

  static IllegalArgumentException malformed(String key, @Nullable String value, String expected) {
    return new IllegalArgumentException(
        key
            + " = "
            + shown(String.valueOf(value))
            + ": there is no such value; give it "
            + expected);
  }

  /** Returns a text of the user's as a message shows it: not at any length. */
  static String shown(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
  }

  // ---- unknown keys

  /**
   * Fails if a setting was given that nobody reads.
   *
   * @param options knows the searchers and linkers there are, which have settings of their own
   */
  void checkKeys(PackageOptions options) {
    if (plain) {
      return;
    }
    SettingsGate gate = new SettingsGate(this, DeclaredSettings.all(options));
    gate.check(given.keySet(), "the engine's builder");
    gate.check(System.getProperties().keySet(), "the system properties");
    gate.check(file.keySet(), SettingsFiles.NAME);
    // In a sandbox a script may have set them, and none but those that guard count.
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

  /** Tells whether the order that holds without a setting names a searcher. */
  boolean isStandardSearcher(String name) {
    @Nullable String order = SettingsFiles.defaults().get(SEARCHERS);
    for (String item : order == null ? new String[0] : order.split(",")) {
      if (item.trim().equals(name + "?")) {
        return true;
      }
    }
    return false;
  }
}
