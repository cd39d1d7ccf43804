package io.github.luasearchers.engine;

import java.util.List;

/**
 * What was found ahead of time.
 *
 * @param found the modules that are ready, by name: loaded already, compiled, or a loader that need
 *     not be compiled
 * @param missing the modules that are not, by name: the last sentence of what was tried says why.
 *     Some may be optional to who requires them
 * @param nanos how long it took, in nanoseconds
 * @since 0.1.0
 */
public record PrefetchReport(List<ModuleLocation> found, List<ModuleLocation> missing, long nanos) {

  /**
   * Copies the lists.
   *
   * @throws NullPointerException if a list is null or has a null
   */
  public PrefetchReport {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
  }

  /** Tells whether all modules were found, those that these require included. */
  public boolean isComplete() {
    return missing.isEmpty();
  }
}
