package io.github.luasearchers.engine.require;

import org.jspecify.annotations.Nullable;

/**
 * A search or a load that failed, on its way to become a Lua error. Whether the message gets a
 * position depends on who called the searcher, which the thrower doesn't know.
 */
final class SearchError extends RuntimeException {

  private static final long serialVersionUID = 1;

  SearchError(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
