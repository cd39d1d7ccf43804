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
    tell(new HttpEvent(kind, repository, shown(url), detail, 0, Duration.ZERO));
  }

  void downloaded(URI url, String protocol, long bytes, Duration time) {
    tell(new HttpEvent(Kind.DOWNLOADED, repository, shown(url), protocol, bytes, time));
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

  /** Returns a URL as a message may show it: without user name, password, query and fragment. */
  static URI shown(URI url) {
    if (LocalFiles.isLocal(url)) {
      return url;
    }
    StringBuilder text = new StringBuilder();
    text.append(url.getScheme()).append("://").append(url.getHost());
    if (url.getPort() >= 0) {
      text.append(':').append(url.getPort());
    }
    return URI.create(text.append(url.getRawPath()).toString());
  }
}
