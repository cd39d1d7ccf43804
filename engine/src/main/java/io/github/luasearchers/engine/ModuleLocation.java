package io.github.luasearchers.engine;

import java.util.List;
import java.util.Optional;

/**
 * Where {@code require} would take a module from.
 *
 * @param moduleName the module that was asked for
 * @param state whether it is loaded, could be found, or could not
 * @param searcher the name of the searcher that has it, or that failed; for a loaded module, that
 *     it came from
 * @param origin where it is, in the searcher's words: a file name, an address
 * @param tried what was tried before it was found, or in vain: whole sentences
 * @since 0.1.0
 */
public record ModuleLocation(
    String moduleName,
    State state,
    Optional<String> searcher,
    Optional<String> origin,
    List<String> tried) {

  /**
   * What {@code require} would do.
   *
   * @since 0.1.0
   */
  public enum State {
    /** Answer with what {@code package.loaded} holds. */
    LOADED,
    /** Load the module that a searcher found. */
    FOUND,
    /**
     * Fail, for a searcher could not tell whether it has the module; what it said is the last
     * sentence of what was tried.
     */
    FAILED,
    /** Fail, or find the module by a function that the script added and that was not asked. */
    NOT_FOUND
  }

  /**
   * Copies the list.
   *
   * @throws NullPointerException if the list is null or has a null
   */
  public ModuleLocation {
    tried = List.copyOf(tried);
  }
}
