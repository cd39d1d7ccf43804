package io.github.luasearchers.testing.http;

import io.github.luasearchers.spi.SearchContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;

/** The settings of a searcher that is asked without an engine. */
public final class Settings implements SearchContext {

  private final Map<String, String> values = new HashMap<>();

  /** Quick and in memory, so that a test waits for nothing that it doesn't mean to. */
  public static Settings of(String repositories) {
    return new Settings()
        .with("repositories", repositories)
        .with("cache", "memory")
        .with("retries", "0");
  }

  public Settings with(String key, String value) {
    values.put(key, value);
    return this;
  }

  @Override
  public Optional<String> setting(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public String settingName(String key) {
    return "lua.http." + key;
  }

  @Override
  public Globals globals() {
    throw new UnsupportedOperationException();
  }

  @Override
  public LuaTable packageTable() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ClassLoader classLoader() {
    return Settings.class.getClassLoader();
  }
}
