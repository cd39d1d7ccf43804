package io.github.luasearchers.engine.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** An event that is about one module. */
@Category("Lua")
@StackTrace(false)
abstract class ModuleFlight extends Event implements ModuleSpan {

  @Label("Name")
  @Nullable String name;

  @Label("Searcher")
  @Nullable String searcher;

  @Label("Origin")
  @Nullable String origin;

  @Label("Outcome")
  @Nullable String outcome;

  @Override
  public void end(
      String module, @Nullable String foundBy, @Nullable String place, String whatCameOfIt) {
    end();
    if (shouldCommit()) {
      name = module;
      searcher = foundBy;
      origin = place;
      outcome = whatCameOfIt;
      commit();
    }
  }
}
