package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes messages of exceptions of the file system, which often say no more than a file's name. */
final class FileMessages {

  private FileMessages() {}

  /**
   * Returns a sentence about a file.
   *
   * @param doing what could not be done: {@code cannot write the lock file}
   */
  static IOException sentence(String doing, Path file, IOException e) {
    return new IOException(doing + " '" + file + "': " + reason(file, e), e);
  }

  private static String reason(Path file, IOException e) {
    if (Files.isDirectory(file)) {
      return "it is a folder";
    }
    if (e instanceof AccessDeniedException denied) {
      return "access to '" + denied.getFile() + "' is denied";
    }
    if (e instanceof FileSystemException system) {
      @Nullable String reason = system.getReason();
      return "'" + system.getFile() + "': " + (reason == null ? system.getClass() : reason);
    }
    return String.valueOf(e.getMessage());
  }
}
