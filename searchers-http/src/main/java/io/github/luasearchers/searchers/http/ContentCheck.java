package io.github.luasearchers.searchers.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Turns away what can't be meant: the page of a hotel's network, code that nobody can read. */
final class ContentCheck {

  private ContentCheck() {}

  /** Checks that an answer is no web page. */
  static void noPage(HttpHeaders headers, byte[] content) throws Refusal {
    String type = headers.firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    int length = Math.min(content.length, 512);
    String start =
        new String(content, 0, length, StandardCharsets.ISO_8859_1)
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html")
        || start.startsWith("<!doctype")
        || start.startsWith("<html")) {
      throw new Refusal("a web page came in place of the file: is there a login to pass first?");
    }
  }

  /** Checks that a module is text: precompiled code can crash what runs it. */
  static void noBinaryChunk(byte[] content) throws Refusal {
    int start = afterMark(content);
    if (start < content.length && content[start] == '#') {
      while (start < content.length && content[start] != '\n') {
        start++;
      }
      start++;
    }
    if (start < content.length && content[start] == 0x1B) {
      throw new Refusal("attempt to load a binary chunk (mode is 't')");
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
