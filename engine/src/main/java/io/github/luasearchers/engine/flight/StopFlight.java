package io.github.luasearchers.engine.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A limit has stopped an evaluation. */
@Name("io.github.luasearchers.Stop")
@Label("Stop by a Limit")
@Description("A limit has stopped an evaluation")
@Category("Lua")
@StackTrace(false)
final class StopFlight extends Event {

  @Label("Limit")
  @Description("The setting")
  @Nullable String limit;

  @Label("Name")
  @Description("What was evaluated")
  @Nullable String name;

  @Label("Reason")
  @Nullable String reason;
}
