package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A password or a token, or where it lies: {@code env:NAME} is a variable of the environment,
 * {@code file:/run/secrets/token} a file, read for each request so that it may be replaced
 * meanwhile.
 */
final class Secret {

  private final String value;

  Secret(String value) {
    this.value = value;
  }

  String read() throws IOException {
    if (value.startsWith("env:")) {
      String name = value.substring(4);
      String variable = System.getenv(name);
      if (variable == null) {
        throw new IOException(
            "the environment has no variable " + name + ", which is to be a secret");
      }
      return variable;
    }
    if (value.startsWith("file:")) {
      return readFile(value.substring(5));
    }
    return value;
  }

  private static String readFile(String name) throws IOException {
    try {
      return Files.readString(Path.of(name)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new IOException("cannot read the secret in the file '" + name + "'", e);
    }
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
