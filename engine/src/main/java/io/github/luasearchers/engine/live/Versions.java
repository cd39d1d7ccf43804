package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.live.patch.Version;
import io.github.luasearchers.engine.require.LoadHook;
import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.LivePrototype;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/** Takes note of what each run of a module's text has made, for patches. */
final class Versions implements LoadHook {

  private final LuaRuntime lua;
  private final Modules modules;
  private @Nullable LoadHook next;

  Versions(LuaRuntime lua, Modules modules) {
    this.lua = lua;
    this.modules = modules;
  }

  /** Sets who is told besides; null for nobody. */
  void setNext(@Nullable LoadHook next) {
    this.next = next;
  }

  @Override
  public void begin(ModuleRecord record) {
    if (next != null) {
      next.begin(record);
    }
  }

  @Override
  public void end(ModuleRecord record) {
    if (next != null) {
      next.end(record);
    }
    if (record.isComplete()
        && record.loader() instanceof Closure loader
        && loader.prototype() instanceof LivePrototype code
        && modules.value(record.name()) instanceof LuaTable value) {
      record.attach(Version.of(lua, code, value));
    }
  }
}
