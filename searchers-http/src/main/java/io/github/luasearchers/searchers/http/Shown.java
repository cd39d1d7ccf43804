package io.github.luasearchers.searchers.http;

import java.net.URI;

/** URLs in the form that a message may show. */
final class Shown {

  private Shown() {}

  /** Returns a URL without user name, password, query and fragment. */
  static URI url(URI url) {
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
