package io.github.luasearchers.engine.require;

import java.util.Optional;

/** Where the package library and its searchers read their settings. Full keys: {@code lua.path}. */
public interface PackageSettings {

  /** Returns the value of a setting, empty if it was given nowhere. Attributes do not count. */
  Optional<String> get(String key);

  /** Returns the value of a setting that attributes of the ScriptContext may give as well. */
  default Optional<String> getHarmless(String key) {
    return get(key);
  }

  /**
   * Returns the value of a setting that environment variables may give as well, at the place which
   * the environment has among the sources of settings. A variable that is set to nothing counts.
   *
   * @param key the setting's full key
   * @param variable the variable to ask for
   * @param otherwise the variable to ask for where there is no such one
   */
  Optional<String> get(String key, String variable, String otherwise);

  /**
   * Tells whether no setting of the package library or a searcher was given, in the environment
   * apart. Then they may be asked for at any time.
   */
  default boolean isPlain() {
    return false;
  }
}
