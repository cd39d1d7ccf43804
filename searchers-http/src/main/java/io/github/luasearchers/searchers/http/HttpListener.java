package io.github.luasearchers.searchers.http;

/**
 * Receives the events of the HTTP searcher. It may be called by several threads at the same time,
 * and it should return quickly. Exceptions that it throws are logged and otherwise ignored.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HttpListener {

  /** Receives an event. */
  void onEvent(HttpEvent event);
}
