package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which loaded modules have changed, and what else is to know of them. */
final class Changes {

  private final Modules modules;
  private final boolean force;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param force whether all count as changed
   */
  Changes(Modules modules, boolean force) {
    this.modules = modules;
    this.force = force;
  }

  /**
   * Looks at all modules that have a text.
   *
   * @param everywhere whether at those too that can change without a change of a file
   */
  Changes find(boolean everywhere) {
    for (ModuleRecord each : modules.loads().records()) {
      boolean looked = each.isComplete() && each.code() != null;
      if (looked && (everywhere || !WatchedFiles.isElsewhere(each)) && isChanged(each)) {
        names.add(each.name());
      }
    }
    if (names.isEmpty()) {
      notes.add(0, "no content has changed");
    }
    return this;
  }

  private boolean isChanged(ModuleRecord record) {
    return switch (modules.change(record)) {
      case NONE -> force;
      case OTHER -> true;
      case GONE -> {
        notes.add("module '" + record.name() + "' is nowhere any more: what is loaded stays");
        yield false;
      }
      case UNKNOWN -> {
        notes.add("whether module '" + record.name() + "' has changed can't be told now");
        yield false;
      }
    };
  }

  Set<String> names() {
    return names;
  }

  List<String> notes() {
    return notes;
  }
}
