package io.github.luasearchers.searchers.http;

/**
 * Is told what the HTTP searcher does. Called on whichever thread does it, several at once; it
 * should be quick. What it throws is logged and goes no further.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HttpListener {

  /** Takes notice of an event. */
  void onEvent(HttpEvent event);
}
