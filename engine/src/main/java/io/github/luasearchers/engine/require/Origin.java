package io.github.luasearchers.engine.require;

import org.jspecify.annotations.Nullable;

/** Where a searcher found a module. */
final class Origin {

  private final String searcher;
  private final @Nullable String place;

  /**
   * @param searcher the name of the searcher
   * @param place where the module is, in the searcher's words; null if it did not say
   */
  Origin(String searcher, @Nullable String place) {
    this.searcher = searcher;
    this.place = place;
  }

  String searcher() {
    return searcher;
  }

  @Nullable String place() {
    return place;
  }
}
