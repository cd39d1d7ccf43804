package io.github.luasearchers.searchers.http;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * Checks the message framing of a response (RFC 9112, 6.3 and 11.2). If the framing is ambiguous, a
 * proxy may take other bytes for the body than we do, and the JDK's client uses the first header
 * that it understands. So ambiguous framing is refused.
 */
final class Framing {

  private Framing() {}

  /** Returns what is wrong with the head of a response, if anything is. */
  static Optional<String> fault(int status, HttpHeaders headers) {
    List<String> lengths = headers.allValues("content-length");
    List<String> codings = headers.allValues("transfer-encoding");
    if (lengths.size() > 1 && lengths.stream().distinct().count() > 1) {
      return Optional.of("it has two different Content-Lengths");
    }
    if (!lengths.isEmpty() && !lengths.get(0).trim().matches("\\d{1,18}")) {
      return Optional.of("its Content-Length is no length");
    }
    if (!lengths.isEmpty() && !codings.isEmpty()) {
      return Optional.of("it has both Content-Length and Transfer-Encoding");
    }
    if (codings.size() > 1
        || (!codings.isEmpty() && !codings.get(0).trim().equalsIgnoreCase("chunked"))) {
      return Optional.of("its Transfer-Encoding is not 'chunked'");
    }
    if (status == Response.OK && headers.firstValue("content-range").isPresent()) {
      return Optional.of("it is a part of the file, and nobody asked for a part");
    }
    return Optional.empty();
  }
}
