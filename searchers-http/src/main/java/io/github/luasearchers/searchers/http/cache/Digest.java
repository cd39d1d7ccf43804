package io.github.luasearchers.searchers.http.cache;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 digest: it identifies bytes in caches, indexes and lock files.
 *
 * @param hex its 64 digits, lower case
 */
public record Digest(String hex) implements Comparable<Digest> {

  private static final String SRI = "sha256-";
  private static final int BYTES = 32;

  public static Digest of(byte[] content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new Digest(HexFormat.of().formatHex(digest.digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads either form: 64 hexadecimal digits, or {@code sha256-} and Base64.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Digest parse(String text) {
    try {
      byte[] bytes =
          text.startsWith(SRI)
              ? Base64.getDecoder().decode(text.substring(SRI.length()))
              : HexFormat.of().parseHex(text);
      if (bytes.length == BYTES) {
        return new Digest(HexFormat.of().formatHex(bytes));
      }
    } catch (IllegalArgumentException e) {
      // The error below says it.
    }
    throw new IllegalArgumentException(
        "'"
            + Printable.text(text)
            + "' is no SHA-256: 64 hexadecimal digits, or 'sha256-' and 44 of Base64");
  }

  /** Returns the form of lock files and of Subresource Integrity: {@code sha256-} and Base64. */
  public String sri() {
    return SRI + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  // Written by hand: a record's generated methods are linked at their first use, which takes a new
  // JVM as long as reading a dozen modules.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest that && hex.equals(that.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return sri();
  }
}
