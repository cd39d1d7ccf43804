package io.github.luasearchers.cli;

import io.github.luasearchers.engine.SearchListener;
import io.github.luasearchers.engine.value.LuaText;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Shows each search and each load as it ends: {@code --trace}. */
final class SearchTrace implements SearchListener {

  private static final String PREFIX = "trace: ";

  private final PrintStream err;

  SearchTrace(PrintStream err) {
    this.err = err;
  }

  @Override
  public void searched(Search search) {
    String result =
        switch (search.result()) {
          case FOUND -> "found " + search.origin().orElse("");
          case NOT_FOUND -> "not found";
          case FAILED -> "failed";
        };
    show(search.moduleName() + ": " + search.searcher() + ": " + result, search.nanos());
  }

  @Override
  public void loaded(Load load) {
    String from = load.requiredFrom().isPresent() ? ", required from " : "";
    String line =
        load.moduleName()
            + ": "
            + (load.succeeded() ? "loaded" : "failed to load")
            + from
            + load.requiredFrom().orElse("");
    show(line, load.nanos());
  }

  private void show(String line, long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
    Command.message(err, PREFIX, LuaText.of(line + " (" + micros + " us)"));
  }
}
