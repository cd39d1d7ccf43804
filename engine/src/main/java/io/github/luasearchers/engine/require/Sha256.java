package io.github.luasearchers.engine.require;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of texts. Apart from what loads them: only a look at the graph of modules asks. */
final class Sha256 {

  private Sha256() {}

  /** Returns the SHA-256 of bytes, in hexadecimal digits. */
  static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JVM has SHA-256", e);
    }
  }
}
