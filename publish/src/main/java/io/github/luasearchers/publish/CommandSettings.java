package io.github.luasearchers.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.spi.SearchContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;

/**
 * The settings that a command shares with the program whose lock file it writes: system properties,
 * then the {@code lua.properties} at the root of the class path.
 */
final class CommandSettings implements SearchContext {

  private static final String FILE = "lua.properties";
  private static final String PREFIX = "lua.";
  private static final String HTTP = "http";

  /** The command handles the lock file itself, and always asks the servers. */
  private static final Map<String, String> OF_THE_SEARCHER =
      Map.of("lock", "off", "lock-key", "", "mode", "online");

  private final Properties file = new Properties();
  private final Map<String, String> fixed;
  private final String searcher;

  private CommandSettings(Map<String, String> fixed, String searcher) throws IOException {
    this.fixed = fixed;
    this.searcher = searcher;
    try (@Nullable InputStream in = ClassLoader.getSystemResourceAsStream(FILE)) {
      if (in != null) {
        file.load(new InputStreamReader(in, UTF_8));
      }
    }
  }

  /** Returns the settings as they were given. */
  static CommandSettings given() throws IOException {
    return new CommandSettings(Map.of(), HTTP);
  }

  /** Returns the settings of the searcher that a command asks. */
  static CommandSettings ofTheSearcher() throws IOException {
    return new CommandSettings(OF_THE_SEARCHER, HTTP);
  }

  /** Returns the settings of the searcher for rocks that a command asks. */
  static CommandSettings ofRocks() throws IOException {
    return new CommandSettings(Map.of(), "rocks");
  }

  @Override
  public SearchContext ofSearcher(String name) {
    try {
      return new CommandSettings(name.equals(HTTP) ? OF_THE_SEARCHER : Map.of(), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<String> setting(String key) {
    @Nullable String value = fixed.get(key);
    if (value != null) {
      return Optional.of(value);
    }
    String name = settingName(key);
    return Optional.ofNullable(System.getProperty(name, file.getProperty(name))).map(String::trim);
  }

  @Override
  public String settingName(String key) {
    return PREFIX + searcher + "." + key;
  }

  @Override
  public ClassLoader classLoader() {
    return ClassLoader.getSystemClassLoader();
  }

  /** Returns globals that have Lua's version, and nothing else: a command runs no Lua. */
  @Override
  public Globals globals() {
    String name = PREFIX + "version";
    Globals globals = new Globals();
    globals.set("_VERSION", "Lua " + System.getProperty(name, file.getProperty(name, "5.4")));
    return globals;
  }

  @Override
  public LuaTable packageTable() {
    return new LuaTable();
  }
}
