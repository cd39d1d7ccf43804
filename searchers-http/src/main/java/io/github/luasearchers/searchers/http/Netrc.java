package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringTokenizer;

/** The file with passwords that curl, git and others read: {@code $NETRC} or ~/.netrc. */
record Netrc(Path file) {

  static Netrc standard() {
    String named = System.getenv("NETRC");
    return new Netrc(
        named == null ? Path.of(System.getProperty("user.home"), ".netrc") : Path.of(named));
  }

  /** Returns the Authorization header for a host, if the file exists and has one. */
  Optional<String> find(String host) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException("cannot read '" + file + "'", e);
    }
    return find(host, text);
  }

  private static Optional<String> find(String host, String text) {
    StringTokenizer words = new StringTokenizer(text.replaceAll("(?m)^\\s*#.*$", ""));
    boolean here = false;
    String login = "";
    String password = "";
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      boolean machine = word.equals("machine") || word.equals("default");
      if (machine && here) {
        break;
      }
      if (word.equals("default")) {
        here = true;
      } else if (words.hasMoreTokens()) {
        String value = words.nextToken();
        here = machine ? value.equalsIgnoreCase(host) : here;
        login = here && word.equals("login") ? value : login;
        password = here && word.equals("password") ? value : password;
      }
    }
    return here ? Optional.of(Credentials.basic(login, password)) : Optional.empty();
  }
}
