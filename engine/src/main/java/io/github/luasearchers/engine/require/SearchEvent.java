package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.SearchListener;
import io.github.luasearchers.spi.Excerpt;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A searcher was asked for a module. */
final class SearchEvent implements SearchListener.Search {

  private final String module;
  private final String searcher;
  private final SearchListener.Result result;
  private final @Nullable String origin;
  private final long nanos;

  SearchEvent(
      String module,
      String searcher,
      SearchListener.Result result,
      @Nullable String origin,
      long nanos) {
    this.module = module;
    this.searcher = searcher;
    this.result = result;
    this.origin = origin;
    this.nanos = nanos;
  }

  @Override
  public String moduleName() {
    return module;
  }

  @Override
  public String searcher() {
    return searcher;
  }

  @Override
  public SearchListener.Result result() {
    return result;
  }

  @Override
  public Optional<String> origin() {
    return Optional.ofNullable(origin);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public String toString() {
    String place = origin == null ? "" : " at " + origin;
    return Excerpt.line(searcher + " was asked for " + module + ": " + result + place)
        + " in "
        + TimeUnit.NANOSECONDS.toMicros(nanos)
        + " us";
  }
}
