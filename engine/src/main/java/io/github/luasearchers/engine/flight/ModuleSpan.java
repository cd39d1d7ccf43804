package io.github.luasearchers.engine.flight;

import org.jspecify.annotations.Nullable;

/** Something that takes time and is about one module. */
public interface ModuleSpan {

  /**
   * Ends it, and records it.
   *
   * @param name the module, or the script
   * @param searcher the searcher that was asked, or that found it; null if none did
   * @param origin where the module was found; null if that is not known
   * @param outcome what came of it, one word
   */
  void end(String name, @Nullable String searcher, @Nullable String origin, String outcome);
}
