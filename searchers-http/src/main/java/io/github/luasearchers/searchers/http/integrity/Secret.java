package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A password or a token, or where it lies: {@code env:NAME} is a variable of the environment,
 * {@code file:/run/secrets/token} a file, read for each request so that it may be replaced
 * meanwhile. Messages have the setting's name and never the value, nor does an exception that could
 * quote it become a cause.
 */
public final class Secret {

  private static final String ENV = "env:";
  private static final String FILE = "file:";

  private final String setting;
  private final String value;

  /**
   * @param setting the whole name of the setting that holds it
   */
  public Secret(String setting, String value) {
    this.setting = setting;
    this.value = value;
  }

  /** Tells whether the setting has the secret itself, and not the place where it is. */
  public boolean isHere() {
    return !value.startsWith(ENV) && !value.startsWith(FILE);
  }

  /** Returns what messages call the secret: the setting, and the place that it names. */
  public String place() {
    String named =
        value.startsWith(ENV)
            ? ": the variable " + value.substring(ENV.length()) + ", which it names,"
            : value.startsWith(FILE)
                ? ": the file '" + value.substring(FILE.length()) + "', which it names,"
                : "";
    return "the setting " + setting + named;
  }

  /** Returns the secret, as it is now. */
  public String read() throws IOException {
    if (value.startsWith(ENV)) {
      String name = value.substring(ENV.length());
      String variable = System.getenv(name);
      if (variable == null) {
        throw new IOException(
            "the environment has no variable " + name + ", which " + setting + " names");
      }
      return variable;
    }
    return value.startsWith(FILE) ? readFile(value.substring(FILE.length())) : value;
  }

  private String readFile(String name) throws IOException {
    try {
      return Files.readString(Path.of(name)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new IOException("cannot read the file '" + name + "', which " + setting + " names", e);
    }
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
