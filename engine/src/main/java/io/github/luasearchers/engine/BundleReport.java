package io.github.luasearchers.engine;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a bundle of modules has, and what it lacks.
 *
 * @param modules the names of the modules in it, sorted
 * @param leftOut the modules that are there and that it lacks, by name, with a sentence that says
 *     why: a C library, a loader made by Java, a name that no archive can have
 * @param missing the names that texts in it require and that were found nowhere, sorted: optional
 *     ones, as a rule
 * @since 0.1.0
 */
public record BundleReport(
    List<String> modules, Map<String, String> leftOut, List<String> missing) {

  /**
   * Copies the lists and the map, which is sorted by name.
   *
   * @throws NullPointerException if one of them is null or has a null
   */
  public BundleReport {
    modules = List.copyOf(modules);
    leftOut = Collections.unmodifiableMap(new TreeMap<>(requireNonNull(leftOut, "leftOut")));
    leftOut.values().forEach(reason -> requireNonNull(reason, "reason"));
    missing = List.copyOf(missing);
  }

  /** Tells whether it has all that is there. */
  public boolean isComplete() {
    return leftOut.isEmpty();
  }
}
