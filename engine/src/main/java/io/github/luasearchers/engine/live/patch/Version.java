package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.LivePrototype;
import org.luaj.vm2.LuaValue;

/** What one run of a module's text has made: its code and its value. */
public final class Version {

  private final LivePrototype code;
  private final LuaValue value;

  private Version(LivePrototype code, LuaValue value) {
    this.code = code;
    this.value = value;
  }

  /**
   * Takes note of what a module is, right after its text has run: only so can be told later what
   * the program has changed since.
   *
   * @param code the chunk's code
   * @param value the module's value, as it is in {@code package.loaded}
   */
  public static Version of(LivePrototype code, LuaValue value) {
    return new Version(code, value);
  }

  /** Returns the chunk's code. */
  public LivePrototype code() {
    return code;
  }

  /** Returns the module's value. */
  public LuaValue value() {
    return value;
  }
}
