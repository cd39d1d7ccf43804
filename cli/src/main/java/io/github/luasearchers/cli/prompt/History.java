package io.github.luasearchers.cli.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the lines of earlier sessions are kept. */
final class History {

  private History() {}

  /**
   * Returns the file, {@code luasearchers/history} in the user's folder for state. An empty {@code
   * HISTFILE}, as for shells, says that nothing is to be kept; any other is a shell's.
   *
   * @return null if there is to be none
   */
  static @Nullable Path file(Map<String, String> environment, String home) {
    try {
      if ("".equals(environment.get("HISTFILE"))) {
        return null;
      }
      @Nullable String state = environment.get("XDG_STATE_HOME");
      boolean known = state != null && Path.of(state).isAbsolute();
      Path folder = known ? Path.of(state) : Path.of(home, ".local", "state");
      return folder.resolve("luasearchers").resolve("history");
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Makes the folder of the file; tells whether it is there. */
  static boolean prepare(Path file) {
    try {
      @Nullable Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
