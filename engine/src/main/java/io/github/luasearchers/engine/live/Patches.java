package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.live.patch.Patch;
import io.github.luasearchers.engine.live.patch.PatchRefused;
import io.github.luasearchers.engine.live.patch.Version;
import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** The modules that get new code in place, during one reload. */
final class Patches {

  private final Reloads reloads;
  private final Modules modules;
  private final Before before;
  private final List<String> notes;
  private final List<String> names = new ArrayList<>();
  private final List<Patch> applied = new ArrayList<>();

  Patches(Reloads reloads, Before before, List<String> notes) {
    this.reloads = reloads;
    this.modules = reloads.modules();
    this.before = before;
    this.notes = notes;
  }

  /** Returns the modules that have got new code. */
  List<String> names() {
    return names;
  }

  /** Returns the patches, those that wait for calls to end among them. */
  List<Patch> applied() {
    return applied;
  }

  /**
   * Puts the code of a module's new text, which has run, into what the module was.
   *
   * @return false if it can't be: the module is what the new text has made
   */
  boolean apply(String module) {
    @Nullable ModuleRecord now = modules.loads().record(module);
    @Nullable Version fresh = version(now);
    @Nullable Version old = version(before.record(module));
    if (now == null || fresh == null || old == null) {
      notes.add("module '" + module + "' was run again and not patched: its value is no table");
      return false;
    }
    LuaValue value = before.value(module);
    Patch patch;
    try {
      patch = Patch.plan(reloads.lua(), module, old, fresh, Hooks.kept(value));
    } catch (PatchRefused e) {
      notes.add("module '" + module + "' was run again and not patched: " + e.getMessage());
      return false;
    }
    patch.apply();
    applied.add(patch);
    modules.setValue(module, value);
    now.attach(patch.version());
    names.add(module);
    notes.addAll(patch.notes());
    return true;
  }

  private static @Nullable Version version(@Nullable ModuleRecord record) {
    return record != null && record.attachment() instanceof Version version ? version : null;
  }

  /** Takes all back. */
  void undo() {
    for (int i = applied.size() - 1; i >= 0; i--) {
      applied.get(i).undo();
    }
  }
}
