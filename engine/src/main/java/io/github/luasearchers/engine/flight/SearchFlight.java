package io.github.luasearchers.engine.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** One searcher was asked for a module. */
@Name("io.github.luasearchers.Search")
@Label("Module Search")
@Description("One searcher was asked for a module")
final class SearchFlight extends ModuleFlight {}
