package io.github.luasearchers.searchers.http;

import java.net.URI;

/** A URL in the form that a message may show. */
final class PrintableUrl {

  private PrintableUrl() {}

  /** Returns a URL without user name, password, query and fragment. */
  static URI of(URI url) {
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
