package io.github.luasearchers.engine.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One searcher was asked for a module */
@Name("io.github.luasearchers.Search")
@Label("Module Search")
@Description("One searcher was asked for a module")
@Category("Lua")
@StackTrace(false)
final class SearchFlight extends Event implements ModuleSpan {

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
