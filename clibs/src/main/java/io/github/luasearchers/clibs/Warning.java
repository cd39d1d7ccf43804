package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaString;

/** A warning that C gives piece by piece ({@code lua_warning}). */
final class Warning {

  private final LuaRuntime lua;
  private final StringBuilder text = new StringBuilder();

  Warning(LuaRuntime lua) {
    this.lua = lua;
  }

  /**
   * Adds a piece, and emits the warning with the last one.
   *
   * @param more whether there are others
   */
  void add(LuaString piece, boolean more) {
    String part = LuaText.toLatin1(piece);
    if (text.isEmpty() && !more && part.startsWith("@")) {
      lua.warnings().control(part);
      return;
    }
    text.append(part);
    if (!more) {
      String whole = text.toString();
      text.setLength(0);
      lua.warnings().emit(LuaText.ofLatin1(whole));
    }
  }
}
