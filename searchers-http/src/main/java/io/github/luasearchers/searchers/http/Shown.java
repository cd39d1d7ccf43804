package io.github.luasearchers.searchers.http;

import java.net.URI;

/** What others have sent, as a message may show it. */
final class Shown {

  private static final int LONGEST = 255;

  private Shown() {}

  /** Returns a text without line breaks, and not without end. */
  static String text(String text) {
    StringBuilder shown =
        new StringBuilder(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
    for (int i = 0; i < shown.length(); i++) {
      if (Character.isISOControl(shown.charAt(i))) {
        shown.setCharAt(i, '?');
      }
    }
    return shown.toString();
  }

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
