package io.github.luasearchers.engine.require;

import org.jspecify.annotations.Nullable;

/** A load of a module that has begun: its loader was called. */
final class Loading {

  private final String module;
  private final @Nullable Origin origin;
  private final long begun;

  /**
   * @param origin where it was found; null if a function of the script's own found it
   * @param begun when it began, in nanoseconds, if anybody is to be told
   */
  Loading(String module, @Nullable Origin origin, long begun) {
    this.module = module;
    this.origin = origin;
    this.begun = begun;
  }

  String module() {
    return module;
  }

  @Nullable Origin origin() {
    return origin;
  }

  long begun() {
    return begun;
  }
}
