package io.github.luasearchers.engine.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The text of a module or a script was compiled. */
@Name("io.github.luasearchers.Compile")
@Label("Compilation")
@Description("The text of a module or a script was compiled")
final class CompileFlight extends ModuleFlight {}
