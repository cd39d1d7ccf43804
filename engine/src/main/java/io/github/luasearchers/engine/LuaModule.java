package io.github.luasearchers.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A module that an engine has loaded, and what is known of its load: a fact at the time of the
 * question, which later loads and reloads do not change.
 *
 * @param name the name that it was required by
 * @param searcher the name of the searcher that found it; empty if a function of the script did,
 *     and for the parts of the standard library
 * @param origin where it is, in the searcher's words: a file name, an address; empty if it did not
 *     say
 * @param sha256 the SHA-256 of its text in hexadecimal digits; empty if it has none, or its text
 *     has changed since and was not kept
 * @param size how many bytes its text has; empty as the sum
 * @param beginNanos when its search began, in nanoseconds after that of the engine's first module
 * @param findNanos how long the searchers looked for it and read it, in nanoseconds
 * @param compileNanos how long it was compiled, 0 if it was found compiled
 * @param runNanos how long its loader ran, with all that it required
 * @param requiredBy the module whose code required it first; empty if none did
 * @param requires the modules that its code required, in that order
 * @param reloads how often it was reloaded or patched
 * @since 0.1.0
 */
public record LuaModule(
    String name,
    Optional<String> searcher,
    Optional<String> origin,
    Optional<String> sha256,
    OptionalLong size,
    long beginNanos,
    long findNanos,
    long compileNanos,
    long runNanos,
    Optional<String> requiredBy,
    List<String> requires,
    int reloads) {

  /**
   * Copies the list.
   *
   * @throws NullPointerException if the list is null or has a null
   */
  public LuaModule {
    requires = List.copyOf(requires);
  }
}
