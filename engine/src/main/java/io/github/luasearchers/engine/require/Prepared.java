package io.github.luasearchers.engine.require;

import org.jspecify.annotations.Nullable;

/** A module that a reload has found and compiled before it begins to run anything. */
public final class Prepared {

  private final String searcher;
  private final Finding finding;

  Prepared(String searcher, Finding finding) {
    this.searcher = searcher;
    this.finding = finding;
  }

  String searcher() {
    return searcher;
  }

  Finding finding() {
    return finding;
  }

  /** Returns the text that was found; null if it is a ready loader. */
  public @Nullable LoadedCode code() {
    return finding.code();
  }
}
