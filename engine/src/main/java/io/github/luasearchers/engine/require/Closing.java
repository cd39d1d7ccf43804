package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LuaSearcher;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Closes many things, none of which keeps the others open by failing. */
final class Closing {

  private Closing() {}

  /** Tells whether a class of searchers has a {@code close} of its own. */
  private static final ClassValue<Boolean> CLOSES =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return type.getMethod("close").getDeclaringClass() != LuaSearcher.class;
          } catch (NoSuchMethodException e) {
            return true;
          }
        }
      };

  /** Tells whether closing a searcher does anything. */
  static boolean matters(LuaSearcher searcher) {
    return CLOSES.get(searcher.getClass());
  }

  /**
   * Closes all, and then throws what the first failure was, with the others suppressed in it.
   *
   * @param all what there is to close, by what a message calls it
   */
  static void closeAll(Map<String, AutoCloseable> all) {
    @Nullable RuntimeException first = null;
    for (Map.Entry<String, AutoCloseable> one : all.entrySet()) {
      try {
        one.getValue().close();
      } catch (Exception | LinkageError e) {
        RuntimeException failure = failure(one.getKey(), e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static RuntimeException failure(String what, Throwable e) {
    return e instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(what + " can't be closed: " + LinkFailure.text(e), e);
  }
}
