package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.LuaModule;
import io.github.luasearchers.engine.ModuleGraph;
import io.github.luasearchers.engine.PrefetchReport;
import io.github.luasearchers.engine.live.bundle.Bundle;
import io.github.luasearchers.engine.live.bundle.Prefetch;
import io.github.luasearchers.engine.live.picture.Picture;
import io.github.luasearchers.engine.require.Modules;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.LazyContents;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/**
 * The modules of an engine that are looked at, and changed, while they are in use. A script that does
 * neither has nothing of it but this object. Used by the thread that has the engine's turn.
 */
public final class Live implements LazyContents {

  private final LuaRuntime lua;
  private final Modules modules;
  private final boolean sandboxed;
  private final Table functions;
  private @Nullable Reloads reloads;

  private Live(LuaRuntime lua, Modules modules, boolean sandboxed) {
    this.lua = lua;
    this.modules = modules;
    this.sandboxed = sandboxed;
    this.functions = new Table(this);
  }

  /**
   * Adds to {@code package} what Lua's own does not have. It finds that through a metatable, so
   * that its fields are Lua's.
   *
   * @param sandboxed whether scripts get only what tries a module
   */
  public static Live open(LuaRuntime lua, Modules modules, boolean sandboxed) {
    Live opened = new Live(lua, modules, sandboxed);
    LuaTable metatable = new Table(0, 1);
    metatable.rawset(StringTable.name("__index"), opened.functions);
    modules.packageTable().setmetatable(metatable);
    if (modules.areLive()) {
      opened.reloads(); // sees the loads from the first on
    }
    return opened;
  }

  @Override
  public void fill(Table table) {
    new Try(lua, modules).addTo(table);
    if (!sandboxed) {
      for (LiveFunction.Operation each : LiveFunction.Operation.values()) {
        new LiveFunction(lua, this, each).addTo(table);
      }
    }
  }

  /** Returns what loads modules anew. */
  public Reloads reloads() {
    @Nullable Reloads known = reloads;
    if (known == null) {
      known = new Reloads(lua, modules, functions);
      reloads = known;
    }
    return known;
  }

  /** Returns what is known of the loaded modules, in the order of their loads. */
  public List<LuaModule> describe() {
    return modules.describe();
  }

  /** Finds and compiles modules, and what their texts require, before they are required. */
  public PrefetchReport prefetch(Collection<String> names) {
    return Prefetch.of(names, modules);
  }

  /**
   * Collects the texts of the loaded modules, and of what their texts require.
   *
   * @param names what it is to have besides
   */
  public Bundle bundle(Collection<String> names) {
    return Bundle.of(names, modules);
  }

  /** Returns a picture of them. */
  public ModuleGraph graph() {
    return Picture.of(describe(), reloads == null ? List.of() : reloads.touched());
  }

  /** Finishes what waited for calls to end. To be called when no script runs. */
  public void settle() {
    if (reloads != null) {
      reloads.settle();
    }
  }
}
