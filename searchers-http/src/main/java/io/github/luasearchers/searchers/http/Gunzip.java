package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes gzip bodies. Other decoders are no use here: methanol's has no limit, so a few kilobytes
 * of gzip can become gigabytes; the JDK's calls itself recursively for each empty member (RFC 1952,
 * 2.2), so a few kilobytes can overflow the stack.
 */
final class Gunzip {

  /** Up to this size the ratio does not matter. */
  private static final int FREE = 1 << 20;

  private static final int MAX_RATIO = 100;

  /** Servers write one member. Files with many members are logs or blocks, not modules. */
  private static final int MAX_MEMBERS = 100;

  /** The magic number, and the only compression method: deflate. */
  private static final byte[] MAGIC = {0x1F, (byte) 0x8B, 8};

  private static final int HEAD = 10;
  private static final int TAIL = 8;
  private static final int HAS_CHECK = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final byte[] body;
  private final long limit;
  private final ByteArrayOutputStream out;
  private int at;

  private Gunzip(byte[] body, long limit) {
    this.body = body;
    this.limit = limit;
    this.out = new ByteArrayOutputStream(body.length * 3);
  }

  static byte[] decode(HttpHeaders headers, byte[] body, long limit) throws IOException {
    List<String> codings = headers.allValues("content-encoding");
    String coding = String.join(",", codings).trim().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> new Gunzip(body, limit).all();
      default ->
          throw new PolicyException(
              "its Content-Encoding is '" + Printable.text(coding) + "', and not gzip");
    };
  }

  private byte[] all() throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      for (int member = 1; member == 1 || at < body.length; member++) {
        if (member > MAX_MEMBERS) {
          throw new PolicyException("its gzip data have more than " + MAX_MEMBERS + " members");
        }
        header();
        member(inflater);
      }
    } catch (DataFormatException e) {
      throw damaged(String.valueOf(e.getMessage()));
    } finally {
      inflater.end();
    }
    return out.toByteArray();
  }

  private void header() throws IOException {
    int start = at;
    for (int i = 0; i < MAGIC.length && start + i < body.length; i++) {
      if (body[start + i] != MAGIC[i]) {
        throw damaged("not in gzip format");
      }
    }
    skip(HEAD);
    int flags = body[start + 3];
    if ((flags & HAS_EXTRA) != 0) {
      skip(2);
      skip((body[at - 2] & 0xFF) | (body[at - 1] & 0xFF) << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_CHECK) != 0) {
      skip(2);
    }
  }

  private void skip(int bytes) throws IOException {
    if (bytes > body.length - at) {
      throw new FetchException("its gzip data end too early");
    }
    at += bytes;
  }

  private void skipText() throws IOException {
    do {
      skip(1);
    } while (body[at - 1] != 0);
  }

  private void member(Inflater inflater) throws IOException, DataFormatException {
    inflater.reset();
    inflater.setInput(body, at, body.length - at);
    CRC32 check = new CRC32();
    byte[] buffer = new byte[8192];
    while (!inflater.finished()) {
      int n = inflater.inflate(buffer);
      if (n == 0 && !inflater.finished()) {
        throw inflater.needsDictionary()
            ? damaged("a dictionary is needed")
            : new FetchException("its gzip data end too early");
      }
      check.update(buffer, 0, n);
      out.write(buffer, 0, n);
      checkSize();
    }
    at = body.length - inflater.getRemaining();
    skip(TAIL);
    if (number(at - TAIL) != check.getValue()
        || number(at - 4) != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw damaged("its check sum is another");
    }
  }

  private void checkSize() throws PolicyException {
    if (out.size() > limit) {
      throw new PolicyException("unpacked, its body is longer than " + limit + " bytes");
    }
    if (out.size() > FREE && out.size() / MAX_RATIO > body.length) {
      throw new PolicyException("unpacked, its body is over 100 times as long: a gzip bomb");
    }
  }

  private long number(int start) {
    long number = 0;
    for (int i = 3; i >= 0; i--) {
      number = number << 8 | (body[start + i] & 0xFF);
    }
    return number;
  }

  private static IOException damaged(String how) {
    return new FetchException("its gzip data are damaged: " + how);
  }
}
