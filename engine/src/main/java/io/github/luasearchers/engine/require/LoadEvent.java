package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.SearchListener;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A module's loader has ended. */
final class LoadEvent implements SearchListener.Load {

  private final Loading loading;
  private final @Nullable String requiredFrom;
  private final boolean succeeded;
  private final long nanos;

  LoadEvent(Loading loading, @Nullable String requiredFrom, boolean succeeded, long nanos) {
    this.loading = loading;
    this.requiredFrom = requiredFrom;
    this.succeeded = succeeded;
    this.nanos = nanos;
  }

  @Override
  public String moduleName() {
    return loading.module();
  }

  @Override
  public Optional<String> searcher() {
    @Nullable Origin origin = loading.origin();
    return origin == null ? Optional.empty() : Optional.of(origin.searcher());
  }

  @Override
  public Optional<String> origin() {
    @Nullable Origin origin = loading.origin();
    return origin == null ? Optional.empty() : Optional.ofNullable(origin.place());
  }

  @Override
  public Optional<String> requiredFrom() {
    return Optional.ofNullable(requiredFrom);
  }

  @Override
  public boolean succeeded() {
    return succeeded;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public String toString() {
    return loading.module() + (succeeded ? " was loaded in " : " failed after ") + nanos + " ns";
  }
}
