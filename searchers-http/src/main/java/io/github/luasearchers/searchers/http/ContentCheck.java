package io.github.luasearchers.searchers.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Refuses content that can't be a module's source: login pages, precompiled code. */
final class ContentCheck {

  private ContentCheck() {}

  /** Checks that the content is no web page. */
  static void noPage(HttpHeaders headers, byte[] content) throws PolicyException {
    String type = headers.firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    int length = Math.min(content.length, 512);
    String start =
        new String(content, 0, length, StandardCharsets.ISO_8859_1)
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html")
        || start.startsWith("<!doctype")
        || start.startsWith("<html")) {
      throw new PolicyException(
          "a web page came in place of the file: is there a login to pass first?");
    }
  }

  /** Checks that a module is text: precompiled code could crash an interpreter. */
  static void noBinaryChunk(byte[] content) throws PolicyException {
    int start = afterMark(content);
    if (start < content.length && content[start] == '#') {
      while (start < content.length && content[start] != '\n') {
        start++;
      }
      start++;
    }
    if (start < content.length && content[start] == 0x1B) {
      throw new PolicyException("attempt to load a binary chunk (mode is 't')");
    }
  }

  private static int afterMark(byte[] content) {
    boolean marked =
        content.length >= 3
            && content[0] == (byte) 0xEF
            && content[1] == (byte) 0xBB
            && content[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }
}
