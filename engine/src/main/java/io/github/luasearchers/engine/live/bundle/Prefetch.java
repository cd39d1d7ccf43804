package io.github.luasearchers.engine.live.bundle;

import io.github.luasearchers.engine.ModuleLocation;
import io.github.luasearchers.engine.ModuleLocation.State;
import io.github.luasearchers.engine.PrefetchReport;
import io.github.luasearchers.engine.require.Modules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds and compiles modules before they are required. */
public final class Prefetch {

  private Prefetch() {}

  /**
   * Finds modules and what their texts require, and compiles them all. {@code require} still goes
   * along {@code package.searchers}, as scripts have left them by then; it finds the code compiled,
   * and what was fetched over a network at hand.
   *
   * @throws org.luaj.vm2.LuaError if {@code package.searchers} is no table
   * @throws io.github.luasearchers.engine.value.ScriptStopped if the thread is interrupted, or a
   *     limit of the evaluation is reached
   */
  public static PrefetchReport of(Collection<String> names, Modules modules) {
    long begun = System.nanoTime();
    List<ModuleLocation> found = new ArrayList<>();
    List<ModuleLocation> missing = new ArrayList<>();
    for (Visit each : Walk.from(names, modules, true)) {
      boolean ready = each.state() == State.FOUND || each.state() == State.LOADED;
      (ready ? found : missing).add(each.location());
      each.keep();
    }
    return new PrefetchReport(found, missing, System.nanoTime() - begun);
  }
}
