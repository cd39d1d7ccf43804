package io.github.luasearchers.engine.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation. Hosts may have a million of them in a second, so that short ones are recorded only
 * if the recording says so.
 */
@Name("io.github.luasearchers.Evaluation")
@Label("Evaluation")
@Description("A script, or a function that the host called, has run")
@Category("Lua")
@StackTrace(false)
@Threshold("1 ms")
final class EvaluationFlight extends Event implements EvaluationSpan {

  @Label("Name")
  @Description("The script's file, or the function")
  @Nullable String name;

  @Label("Outcome")
  @Nullable String outcome;

  @Label("Depth")
  @Description("1, and more for an evaluation inside another")
  int depth;

  @Override
  public void end(String what, String whatCameOfIt) {
    end();
    if (shouldCommit()) {
      name = what;
      outcome = whatCameOfIt;
      commit();
    }
  }
}
