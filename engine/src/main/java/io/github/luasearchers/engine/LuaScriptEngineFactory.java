package io.github.luasearchers.engine;

import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ScriptEngineManager} finds.
 *
 * <p>The manager keeps factories in the order of their engines' names and takes the first that
 * answers to a name, so {@code LuaSearchers} comes before LuaJ's own {@code Luaj}, whatever the
 * order of the class path.
 *
 * <p>Holds nothing that changes: any thread may use it, and no method waits.
 *
 * @since 0.1.0
 */
public final class LuaScriptEngineFactory implements ScriptEngineFactory {

  /** The standard has no constant for this key. */
  private static final String THREADING = "THREADING";

  private static final String ENGINE_NAME = "LuaSearchers";
  private static final String LANGUAGE_NAME = "lua";
  private static final String LANGUAGE_VERSION = "5.2";
  private static final List<String> NAMES =
      List.of("lua", "Lua", "LUA", "luaj", "luasearchers", ENGINE_NAME);

  /** The second is how LuaJ's own engine is asked for by some. */
  private static final List<String> EXTENSIONS = List.of("lua", ".lua");

  private static final List<String> MIME_TYPES =
      List.of("text/lua", "application/lua", "text/x-lua", "application/x-lua");

  /** Creates the factory, as {@code ServiceLoader} does. */
  public LuaScriptEngineFactory() {}

  @Override
  public String getEngineName() {
    return ENGINE_NAME;
  }

  @Override
  public String getEngineVersion() {
    @Nullable String version = LuaScriptEngineFactory.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public List<String> getExtensions() {
    return EXTENSIONS;
  }

  @Override
  public List<String> getMimeTypes() {
    return MIME_TYPES;
  }

  @Override
  public List<String> getNames() {
    return NAMES;
  }

  @Override
  public String getLanguageName() {
    return LANGUAGE_NAME;
  }

  @Override
  public String getLanguageVersion() {
    return LANGUAGE_VERSION;
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
      case ScriptEngine.NAME -> NAMES.get(0);
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
    return LuaScriptEngine.builder().build();
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
}
