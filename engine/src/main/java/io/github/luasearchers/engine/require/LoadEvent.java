package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.SearchListener;
import io.github.luasearchers.spi.Excerpt;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A module's loader has ended. */
final class LoadEvent implements SearchListener.Load {

  private final ModuleRecord module;
  private final @Nullable String requiredFrom;
  private final boolean succeeded;
  private final long nanos;

  LoadEvent(ModuleRecord module, @Nullable String requiredFrom, boolean succeeded, long nanos) {
    this.module = module;
    this.requiredFrom = requiredFrom;
    this.succeeded = succeeded;
    this.nanos = nanos;
  }

  @Override
  public String moduleName() {
    return module.name();
  }

  @Override
  public Optional<String> searcher() {
    return Optional.ofNullable(module.searcher());
  }

  @Override
  public Optional<String> origin() {
    return Optional.ofNullable(module.place());
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
    String place = module.place() == null ? "" : " from " + module.place();
    String by = requiredFrom == null ? "" : ", required from " + requiredFrom;
    return Excerpt.line(
            module.name() + (succeeded ? " was loaded" : " failed to load") + place + by)
        + " in "
        + TimeUnit.NANOSECONDS.toMicros(nanos)
        + " us";
  }
}
