package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;

/** Tells the log and the host's listener what happens. */
final class Events {

  private final String repository;
  private final HttpListener listener;

  Events(String repository, HttpListener listener) {
    this.repository = repository;
    this.listener = listener;
  }

  void tell(Kind kind, URI url, String detail) {
    tell(new HttpEvent(kind, repository, Shown.url(url), detail, 0, Duration.ZERO));
  }

  void downloaded(URI url, String protocol, long bytes, Duration time) {
    tell(new HttpEvent(Kind.DOWNLOADED, repository, Shown.url(url), protocol, bytes, time));
  }

  private void tell(HttpEvent event) {
    Log.LOG.log(level(event.kind()), event::toString);
    try {
      listener.onEvent(event);
    } catch (RuntimeException e) {
      Log.LOG.log(Level.WARNING, "a listener failed on: " + event, e);
    }
  }

  private static Level level(Kind kind) {
    return switch (kind) {
      case INTEGRITY_FAILED, STALE_SERVED, CACHE_FAILED -> Level.WARNING;
      default -> Level.DEBUG;
    };
  }
}
