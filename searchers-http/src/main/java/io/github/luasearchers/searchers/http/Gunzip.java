package io.github.luasearchers.searchers.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decodes bodies. Not left to methanol, whose decoder has no limit: some kilobytes of gzip can be
 * some gigabytes of spaces.
 */
final class Gunzip {

  private static final int FREE = 1 << 20;
  private static final int LARGEST_RATIO = 100;

  private Gunzip() {}

  static byte[] decode(HttpHeaders headers, byte[] body, long limit) throws IOException {
    List<String> codings = headers.allValues("content-encoding");
    String coding = String.join(",", codings).trim().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> gunzip(body, limit);
      default -> throw new Refusal("its Content-Encoding is '" + coding + "', and not gzip");
    };
  }

  private static byte[] gunzip(byte[] body, long limit) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length * 3);
    byte[] buffer = new byte[8192];
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        if (out.size() > limit) {
          throw new Refusal("unpacked, its body is longer than " + limit + " bytes");
        }
        if (out.size() > FREE && out.size() / LARGEST_RATIO > body.length) {
          throw new Refusal("unpacked, its body is over 100 times as long: a gzip bomb");
        }
      }
    } catch (EOFException e) {
      throw new IOException("its gzip data end too early", e);
    } catch (ZipException e) {
      throw new IOException("its gzip data are damaged: " + e.getMessage(), e);
    }
    return out.toByteArray();
  }
}
