package io.github.luasearchers.testing.http;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A pair of keys, as OpenSSL writes them. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares keys.
public record Ed25519Keys(String publicPem, String privatePem, byte[] publicKey) {

  /** Makes a new pair. */
  public static Ed25519Keys generate() throws NoSuchAlgorithmException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] key = pair.getPublic().getEncoded();
    return new Ed25519Keys(
        pem("PUBLIC KEY", key), pem("PRIVATE KEY", pair.getPrivate().getEncoded()), key);
  }

  private static String pem(String kind, byte[] content) {
    String text = Base64.getMimeEncoder().encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }
}
