package io.github.luasearchers.engine.value;

/** The version of Lua that an engine speaks: the {@code lua.version} setting. */
public enum Level {
  LUA_5_2("5.2"),
  LUA_5_3("5.3"),
  LUA_5_4("5.4");

  private final String version;

  Level(String version) {
    this.version = version;
  }

  /** Returns the level as settings write it, such as {@code 5.2}. */
  public String version() {
    return version;
  }

  /** Tells whether numbers are of two subtypes, integers of 64 bits and floats (5.3). */
  public boolean hasIntegers() {
    return this != LUA_5_2;
  }

  /** Tells whether this level includes what another one introduced. */
  public boolean atLeast(Level other) {
    return compareTo(other) >= 0;
  }
}
