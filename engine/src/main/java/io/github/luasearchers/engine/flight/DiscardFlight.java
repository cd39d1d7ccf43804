package io.github.luasearchers.engine.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** Translations of a function are given up, since they were left too often. */
@Name("io.github.luasearchers.Discard")
@Label("Discarded Translation")
@Description("Translations of a function are given up, since they were left too often")
@Category("Lua")
@StackTrace(false)
final class DiscardFlight extends Event {

  @Label("Name")
  @Description("The function's file, and the line where it is defined; 0 for a file's own code")
  @Nullable String name;

  @Label("Exits")
  @Description("How often compiled code met what it was not translated for since the last time")
  int exits;

  @Label("Line")
  @Description("Where it met that last")
  int line;

  @Label("Outcome")
  @Nullable String outcome;

  @Label("Reason")
  @Description("What it met there")
  @Nullable String reason;
}
