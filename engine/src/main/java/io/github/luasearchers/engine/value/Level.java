package io.github.luasearchers.engine.value;

/**
 * The level of Lua that the libraries keep to: the {@code lua.version} setting. The language itself
 * is Lua 5.2's at every level, and so is {@code _VERSION}.
 */
public enum Level {
  LUA_5_2("5.2"),
  LUA_5_3("5.3"),
  LUA_5_4("5.4");

  private final String version;

  Level(String version) {
    this.version = version;
  }

  /** Returns the level as a setting writes it, {@code 5.2}. */
  public String version() {
    return version;
  }

  /** Tells whether this level has what came with another. */
  public boolean atLeast(Level other) {
    return compareTo(other) >= 0;
  }
}
