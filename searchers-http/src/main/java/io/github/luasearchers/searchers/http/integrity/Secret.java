package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A password, a token or a key, given as it is or by the place where it is: {@code env:NAME} is an
 * environment variable, {@code file:/run/secrets/token} a file. A file is read for each request, so
 * that it may be replaced. Messages contain the setting's name and never the value, and no
 * exception that could quote the value becomes a cause.
 */
public final class Secret {

  private static final String ENV = "env:";
  private static final String FILE = "file:";

  private final String setting;
  private final String value;

  /**
   * @param setting the full name of the setting that holds it
   */
  public Secret(String setting, String value) {
    this.setting = setting;
    this.value = value;
  }

  /** Tells whether the setting has the secret itself, not the place where it is. */
  public boolean isLiteral() {
    return !value.startsWith(ENV) && !value.startsWith(FILE);
  }

  /** Describes the secret for messages: the setting, and the place that it names. */
  public String describe() {
    String named =
        value.startsWith(ENV)
            ? ": the variable " + value.substring(ENV.length()) + ", which it names,"
            : value.startsWith(FILE)
                ? ": the file '" + value.substring(FILE.length()) + "', which it names,"
                : "";
    return "the setting " + setting + named;
  }

  /** Returns the secret's current value. */
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
