package io.github.luasearchers.searchers.http;

import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;

/** A response as it came over the wire: its body is not decoded yet. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares responses.
record Response(int status, HttpHeaders headers, byte[] body, Version version) {

  static final int OK = 200;
  static final int NOT_MODIFIED = 304;

  /** Tells whether there is no such file. A 410 says something else: the file was removed. */
  boolean isMissing() {
    return status == 404;
  }

  boolean isRedirect() {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /** Tells whether the same request may succeed a moment later. */
  boolean isTransient() {
    return status == 408 || status == 429 || status == 502 || status == 503 || status == 504;
  }

  String protocol() {
    return version == Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
  }
}
