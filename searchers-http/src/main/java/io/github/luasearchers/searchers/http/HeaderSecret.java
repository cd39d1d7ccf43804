package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.integrity.Secret;
import java.io.IOException;

/** A secret that becomes part of a header. What can be checked is checked when it is made. */
final class HeaderSecret {

  private final Secret secret;

  /**
   * @param setting the whole name of the setting that holds it
   * @throws IllegalArgumentException if no header can have it
   */
  HeaderSecret(String setting, String value) {
    secret = new Secret(setting, value);
    if (secret.isHere() && !Headers.isValue(value)) {
      throw new IllegalArgumentException(unusable());
    }
  }

  /** Returns the secret, as it is now. */
  String read() throws IOException {
    String value = secret.read();
    if (!Headers.isValue(value)) {
      throw new IOException(unusable());
    }
    return value;
  }

  private String unusable() {
    return secret.place() + " has a character that no header can have";
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
