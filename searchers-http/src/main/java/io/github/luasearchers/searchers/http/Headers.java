package io.github.luasearchers.searchers.http;

import java.net.URI;
import java.net.http.HttpRequest;

/** Checks headers as the JDK's client would. Its exceptions, which have the value, are dropped. */
final class Headers {

  private static final HttpRequest.Builder ANY = HttpRequest.newBuilder(URI.create("http://host/"));

  private Headers() {}

  static boolean isName(String name) {
    return isHeader(name, "");
  }

  static boolean isValue(String value) {
    return isHeader("x", value);
  }

  private static boolean isHeader(String name, String value) {
    try {
      ANY.copy().setHeader(name, value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
