package io.github.luasearchers.engine.require;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes many things, none of which keeps the others open by failing. */
final class Closing {

  private Closing() {}

  /** Closes all, and then throws what the first failure was, with the others suppressed in it. */
  static void closeAll(List<? extends AutoCloseable> all) {
    @Nullable RuntimeException first = null;
    for (AutoCloseable one : all) {
      try {
        one.close();
      } catch (Exception | LinkageError e) {
        if (first == null) {
          first = e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
