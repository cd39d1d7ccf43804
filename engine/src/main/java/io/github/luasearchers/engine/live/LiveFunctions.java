package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.vm.LazyContents;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;

/** What {@code package} has beyond Lua's own, filled when a script first asks for any of it. */
final class LiveFunctions implements LazyContents {

  private final LuaRuntime lua;
  private final Live live;
  private final boolean sandboxed;

  LiveFunctions(LuaRuntime lua, Live live, boolean sandboxed) {
    this.lua = lua;
    this.live = live;
    this.sandboxed = sandboxed;
  }

  @Override
  public void fill(Table table) {
    new Try(lua, live.modules()).addTo(table);
    if (!sandboxed) {
      for (LiveFunction.Operation each : LiveFunction.Operation.values()) {
        new LiveFunction(lua, live, each).addTo(table);
      }
    }
  }
}
