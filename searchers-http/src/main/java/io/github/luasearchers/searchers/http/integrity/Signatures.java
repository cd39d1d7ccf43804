package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Verifies Ed25519 signatures (RFC 8032) by a trusted key, and makes them. */
public final class Signatures {

  private static final String ALGORITHM = "Ed25519";
  private static final int SIGNATURE_SIZE = 64;
  private static final int KEY_SIZE = 32;

  /** The prefix that turns a bare key into the form that Java reads (RFC 8410). */
  private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final PublicKey key;

  private Signatures(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads the public key that is trusted: PEM, as OpenSSL writes it, or the Base64 in it, or the
   * Base64 of the bare 32 bytes.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static Signatures by(String publicKey) {
    try {
      byte[] bytes = unwrap(publicKey);
      if (bytes.length == KEY_SIZE) {
        byte[] whole = new byte[KEY_PREFIX.length + KEY_SIZE];
        System.arraycopy(KEY_PREFIX, 0, whole, 0, KEY_PREFIX.length);
        System.arraycopy(bytes, 0, whole, KEY_PREFIX.length, KEY_SIZE);
        bytes = whole;
      }
      return new Signatures(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "this is no public key of Ed25519: PEM or Base64 is expected", e);
    }
  }

  /**
   * Reads the value of a setting: a public key, or where it is, as in {@link Secret}.
   *
   * @param name the setting's full name
   * @throws IllegalArgumentException if it is of no use; the message does not quote it
   */
  public static Signatures ofSetting(String name, String value) {
    try {
      return by(new Secret(name, value).read());
    } catch (IOException | IllegalArgumentException e) {
      // The value is not quoted: it may be the private key.
      boolean path = value.matches("(\\.{0,2}/|[A-Za-z]:\\\\|~).*|.*\\.(pem|pub|key)");
      String remedy = path ? "; is it a file? Then give file:/path/of/the/key" : "";
      throw new IllegalArgumentException(
          "the setting " + name + " is of no use: " + e.getMessage() + remedy);
    }
  }

  /** Returns the bytes in a PEM document or in plain Base64. */
  private static byte[] unwrap(String text) {
    return Base64.getDecoder().decode(text.replaceAll("-----[A-Z ]+-----|\\s", ""));
  }

  /**
   * Checks that the trusted key has signed a document.
   *
   * @param name what errors call the document
   * @param signature the content of its {@code .sig}: 64 bytes, or their Base64
   * @throws IOException if it hasn't
   */
  public void check(String name, byte[] document, Optional<byte[]> signature) throws IOException {
    if (signature.isEmpty()) {
      throw new IOException("'" + name + "' must be signed, and there is no '" + name + ".sig'");
    }
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(document);
      if (verifier.verify(bare(signature.get()))) {
        return;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw refused(name, e);
    }
    throw refused(name, null);
  }

  private static byte[] bare(byte[] signature) {
    return signature.length == SIGNATURE_SIZE
        ? signature
        : unwrap(new String(signature, StandardCharsets.ISO_8859_1));
  }

  private static IOException refused(String name, @org.jspecify.annotations.Nullable Exception e) {
    return new IOException(
        "'" + name + ".sig' is no signature of '" + name + "' by the key set", e);
  }

  /**
   * Signs a document.
   *
   * @param privateKey PEM of PKCS 8, as {@code openssl genpkey -algorithm ed25519} writes it
   * @return Base64 with a line's end, the content of a {@code .sig}
   * @throws IllegalArgumentException if the key is no such thing
   */
  public static byte[] sign(byte[] document, String privateKey) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(unwrap(privateKey)));
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(key);
      signer.update(document);
      String text = Base64.getEncoder().encodeToString(signer.sign()) + "\n";
      return text.getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // No cause: it could quote the key.
      throw new IllegalArgumentException("this is no private key of Ed25519 in PEM (PKCS 8)");
    }
  }
}
