package io.github.luasearchers.searchers.http;

/**
 * Receives the events of the HTTP searcher. It may be called by several threads at the same time,
 * and it should return quickly. Exceptions that it throws are logged and otherwise ignored.
 */
@FunctionalInterface
public interface HttpListener {

  /** Receives an event. */
  void onEvent(HttpEvent event);
}
