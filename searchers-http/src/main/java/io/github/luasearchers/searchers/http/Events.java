package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;

/** Reports events to the log and to the host's listener. */
final class Events {

  private final String repository;
  private final HttpListener listener;

  Events(String repository, HttpListener listener) {
    this.repository = repository;
    this.listener = listener;
  }

  void report(Kind kind, URI url, String detail) {
    report(new HttpEvent(kind, repository, PrintableUrl.of(url), detail, 0, Duration.ZERO));
  }

  void downloaded(URI url, String protocol, long bytes, Duration time) {
    report(new HttpEvent(Kind.DOWNLOADED, repository, PrintableUrl.of(url), protocol, bytes, time));
  }

  private void report(HttpEvent event) {
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
