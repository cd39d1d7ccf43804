package io.github.luasearchers.engine.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** An attempt to reload modules. */
@Name("io.github.luasearchers.Reload")
@Label("Module Reload")
@Description("An attempt to reload modules")
@Category("Lua")
@StackTrace(false)
final class ReloadFlight extends Event implements ReloadSpan {

  @Label("Name")
  @Description("The modules that were reloaded, or were to be")
  @Nullable String name;

  @Label("Outcome")
  @Nullable String outcome;

  @Label("Report")
  @Nullable String report;

  @Override
  public void end(String names, String whatCameOfIt, String text) {
    end();
    if (shouldCommit()) {
      name = names;
      outcome = whatCameOfIt;
      report = text;
      commit();
    }
  }
}
