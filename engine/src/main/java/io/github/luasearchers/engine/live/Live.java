package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.LuaModule;
import io.github.luasearchers.engine.ModuleGraph;
import io.github.luasearchers.engine.PrefetchReport;
import io.github.luasearchers.engine.live.bundle.Bundle;
import io.github.luasearchers.engine.live.bundle.Prefetch;
import io.github.luasearchers.engine.live.picture.Picture;
import io.github.luasearchers.engine.require.LiveSettings;
import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.LazyContents;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/**
 * The modules of an engine that are looked at, and changed, while they are in use. A script that
 * does neither has nothing of it but this object. Used by the thread that has the engine's turn.
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

  /**
   * Returns the files that tell whether modules have changed, and for {@link #isAsLoaded} what they
   * have to be.
   */
  public Map<Path, String> files() {
    return WatchedFiles.of(modules);
  }

  /**
   * Tells whether a file is what modules were loaded from.
   *
   * @param content what {@link #files} has for it
   * @param sha256 what the file is; empty if there is no file
   */
  public static boolean isAsLoaded(String content, Optional<String> sha256) {
    return WatchedFiles.isAsLoaded(content, sha256);
  }

  /** Tells whether a module is loaded that can change without a change of a file. */
  public boolean isElsewhere() {
    for (ModuleRecord each : modules.loads().records()) {
      if (WatchedFiles.isElsewhere(each)) {
        return true;
      }
    }
    return false;
  }

  /** Returns a number that is another one after each change of what is loaded. */
  public int changes() {
    return modules.loads().changes();
  }

  /** Returns the settings for reloads. */
  public LiveSettings settings() {
    return modules.settings();
  }

  /** Finishes what waited for calls to end. To be called when no script runs. */
  public void settle() {
    if (reloads != null) {
      reloads.settle();
    }
  }
}
