package io.github.luasearchers.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.spi.SearchContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
  private static final String PREFIX = "lua.http.";

  /** The command handles the lock file itself, and always asks the servers. */
  private static final Map<String, String> OF_THE_SEARCHER =
      Map.of("lock", "off", "lock-key", "", "mode", "online");

  private final Properties file = new Properties();
  private final Map<String, String> fixed;

  private CommandSettings(Map<String, String> fixed) throws IOException {
    this.fixed = fixed;
    try (@Nullable InputStream in = ClassLoader.getSystemResourceAsStream(FILE)) {
      if (in != null) {
        file.load(new InputStreamReader(in, UTF_8));
      }
    }
  }

  /** Returns the settings as they were given. */
  static CommandSettings given() throws IOException {
    return new CommandSettings(Map.of());
  }

  /** Returns the settings of the searcher that a command asks. */
  static CommandSettings ofTheSearcher() throws IOException {
    return new CommandSettings(OF_THE_SEARCHER);
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
    return PREFIX + key;
  }

  @Override
  public ClassLoader classLoader() {
    return ClassLoader.getSystemClassLoader();
  }

  @Override
  public Globals globals() {
    throw new UnsupportedOperationException("a command runs no Lua");
  }

  @Override
  public LuaTable packageTable() {
    throw new UnsupportedOperationException("a command runs no Lua");
  }
}
