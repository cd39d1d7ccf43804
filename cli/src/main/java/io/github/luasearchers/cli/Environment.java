package io.github.luasearchers.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of the environment that the command and the engine read. */
final class Environment {

  private final @Nullable Map<String, String> variables;

  /**
   * Creates an instance.
   *
   * @param variables null for those of the process
   */
  Environment(@Nullable Map<String, String> variables) {
    this.variables = variables;
  }

  /** Returns a variable, null if it is not set. */
  @Nullable String get(String name) {
    return variables == null ? System.getenv(name) : variables.get(name);
  }

  /** Returns all of them if they are not those of the process. */
  @Nullable Map<String, String> ownVariables() {
    return variables;
  }
}
