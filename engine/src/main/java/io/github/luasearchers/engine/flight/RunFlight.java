package io.github.luasearchers.engine.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A module's loader has run, with all that it required. */
@Name("io.github.luasearchers.Run")
@Label("Module Run")
@Description("A module's loader has run, with all that it required")
final class RunFlight extends ModuleFlight {}
