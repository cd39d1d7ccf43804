package io.github.luasearchers.engine;

import io.github.luasearchers.engine.value.Level;
import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ScriptEngineManager} finds under {@code lua}. Its engines speak the version of Lua
 * that {@link Settings#VERSION} names.
 *
 * <p>The manager keeps factories in the order of their engines' names and takes the first that
 * answers to a name, so {@code LuaSearchers} comes before LuaJ's own {@code Luaj}, whatever the
 * order of the class path.
 *
 * <p>A factory does not learn by which name it was asked. So there is one more for each version,
 * which answers to names with the version in them. They share no name, extension, type or language
 * name with this one: some hosts take the last factory that has one.
 *
 * <p>Holds nothing that changes: any thread may use it, and no method waits.
 *
 * @since 0.1.0
 */
public sealed class LuaScriptEngineFactory implements ScriptEngineFactory {

  /** The standard has no constant for this key. */
  private static final String THREADING = "THREADING";

  private static final String ENGINE_NAME = "LuaSearchers";
  private static final String LANGUAGE_NAME = "lua";
  private static final List<String> NAMES =
      List.of("lua", "Lua", "LUA", "luaj", "luasearchers", ENGINE_NAME);

  /** The second is how LuaJ's own engine is asked for by some. */
  private static final List<String> EXTENSIONS = List.of("lua", ".lua");

  private static final List<String> MIME_TYPES =
      List.of("text/lua", "application/lua", "text/x-lua", "application/x-lua");

  /** Whether the names have the version in them, which no setting changes then. */
  private final boolean named;

  /** Null before it is known: whatever the setting says when an engine is first used. */
  private final @Nullable Level level;

  /** Creates the factory, as {@code ServiceLoader} does. */
  public LuaScriptEngineFactory() {
    this(false, null);
  }

  private LuaScriptEngineFactory(boolean named, @Nullable Level level) {
    this.named = named;
    this.level = level;
  }

  /** Returns the factory as one of its engines shows it, which speaks this version of Lua. */
  LuaScriptEngineFactory speaking(Level spoken) {
    return named ? this : new LuaScriptEngineFactory(false, spoken);
  }

  @Override
  public String getEngineName() {
    return named ? ENGINE_NAME + " " + getLanguageVersion() : ENGINE_NAME;
  }

  @Override
  public String getEngineVersion() {
    @Nullable String version = LuaScriptEngineFactory.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public List<String> getExtensions() {
    return named ? List.of("lua" + getLanguageVersion().replace(".", "")) : EXTENSIONS;
  }

  @Override
  public List<String> getMimeTypes() {
    return named ? List.of("text/x-lua" + getLanguageVersion()) : MIME_TYPES;
  }

  @Override
  public List<String> getNames() {
    if (!named) {
      return NAMES;
    }
    String version = getLanguageVersion();
    return List.of(
        "lua" + version,
        "Lua" + version,
        "LUA" + version,
        "luasearchers" + version,
        ENGINE_NAME + version,
        getEngineName());
  }

  @Override
  public String getLanguageName() {
    return named ? LANGUAGE_NAME + getLanguageVersion() : LANGUAGE_NAME;
  }

  /**
   * Returns the version of Lua: {@code 5.2}, {@code 5.3} or {@code 5.4}. That of an engine's own
   * factory is the engine's.
   */
  @Override
  public String getLanguageVersion() {
    return level == null ? getScriptEngine().getFactory().getLanguageVersion() : level.version();
  }

  /**
   * Answers the keys that the standard names; null for all others. {@code THREADING} is {@code
   * MULTITHREADED}: any number of threads may use one engine, whose evaluations take turns, and see
   * what those of the others have left.
   */
  @Override
  public @Nullable Object getParameter(String key) {
    return switch (key) {
      case ScriptEngine.ENGINE -> getEngineName();
      case ScriptEngine.ENGINE_VERSION -> getEngineVersion();
      case ScriptEngine.LANGUAGE -> getLanguageName();
      case ScriptEngine.LANGUAGE_VERSION -> getLanguageVersion();
      case ScriptEngine.NAME -> getNames().get(0);
      case THREADING -> "MULTITHREADED";
      default -> null;
    };
  }

  /**
   * Returns an expression: {@code obj:m(a, b)}.
   *
   * @throws NullPointerException if a part is null
   */
  @Override
  public String getMethodCallSyntax(String obj, String m, String... args) {
    StringBuilder call = new StringBuilder(part(obj)).append(':').append(part(m)).append('(');
    for (int i = 0; i < args.length; i++) {
      call.append(i == 0 ? "" : ", ").append(part(args[i]));
    }
    return call.append(')').toString();
  }

  /**
   * Returns a statement that prints the text as it is.
   *
   * @throws NullPointerException if the text is null
   */
  @Override
  public String getOutputStatement(String toDisplay) {
    return "print(" + quote(toDisplay) + ")";
  }

  /**
   * Returns the statements, one a line.
   *
   * @throws NullPointerException if one is null
   */
  @Override
  public String getProgram(String... statements) {
    StringBuilder program = new StringBuilder();
    for (String statement : statements) {
      program.append(part(statement)).append('\n');
    }
    return program.toString();
  }

  /** Returns a new engine. Never fails: what is wrong with the settings shows at its first use. */
  @Override
  public ScriptEngine getScriptEngine() {
    LuaScriptEngineBuilder options = LuaScriptEngine.builder();
    if (named) {
      options.setting(Settings.VERSION, getLanguageVersion());
    }
    return options.build(this);
  }

  /** Returns a piece of a program, which may not be null: {@code append} would take it as text. */
  private static String part(String text) {
    return text.toString();
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case 0 -> quoted.append("\\000");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /**
   * What {@code ScriptEngineManager} finds under {@code lua5.2}.
   *
   * @since 0.1.0
   */
  public static final class Lua52 extends LuaScriptEngineFactory {

    /** Creates the factory, as {@code ServiceLoader} does. */
    public Lua52() {
      super(true, Level.LUA_5_2);
    }
  }

  /**
   * What {@code ScriptEngineManager} finds under {@code lua5.3}.
   *
   * @since 0.1.0
   */
  public static final class Lua53 extends LuaScriptEngineFactory {

    /** Creates the factory, as {@code ServiceLoader} does. */
    public Lua53() {
      super(true, Level.LUA_5_3);
    }
  }

  /**
   * What {@code ScriptEngineManager} finds under {@code lua5.4}.
   *
   * @since 0.1.0
   */
  public static final class Lua54 extends LuaScriptEngineFactory {

    /** Creates the factory, as {@code ServiceLoader} does. */
    public Lua54() {
      super(true, Level.LUA_5_4);
    }
  }
}
