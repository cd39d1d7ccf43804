package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.integrity.Secret;
import java.io.IOException;

/** A secret that becomes part of a header. A literal value is checked when it is created. */
final class HeaderSecret {

  private final Secret secret;

  /**
   * @param setting the full name of the setting that holds it
   * @throws IllegalArgumentException if it can't be part of a header
   */
  HeaderSecret(String setting, String value) {
    secret = new Secret(setting, value);
    if (secret.isLiteral() && !Headers.isValue(value)) {
      throw new IllegalArgumentException(unusable());
    }
  }

  /** Returns the secret's current value. */
  String read() throws IOException {
    String value = secret.read();
    if (!Headers.isValue(value)) {
      throw new IOException(unusable());
    }
    return value;
  }

  private String unusable() {
    return secret.describe() + " has a character that no header can have";
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
