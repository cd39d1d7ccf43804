package io.github.luasearchers.searchers.jar;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What is needed where something fails. A JVM that verifies a class loads the exceptions that it
 * makes or catches, some of which take as long as ten modules: here they wait until they are
 * needed.
 */
final class Failures {

  private Failures() {}

  /** Returns the exception for an archive that cannot be read. */
  static IOException unreadable(String name, IOException cause) {
    return new IOException("cannot read archive '" + name + "': " + reason(cause), cause);
  }

  /** Returns the exception for an entry that cannot be read. */
  static IOException unreadableEntry(String origin, IOException cause) {
    return new IOException("cannot read '" + origin + "': " + reason(cause), cause);
  }

  /** Returns an exception's message as the end of a sentence that already names the file. */
  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it is gone";
    }
    if (e instanceof FileSystemException system) {
      return system.getReason() == null ? "access is denied" : system.getReason();
    }
    return e instanceof EOFException ? "it ends too early" : String.valueOf(e.getMessage());
  }

  /** Returns the exception for bytes that are not there. */
  static IOException tooShort() {
    return new EOFException();
  }

  static boolean isMissing(IOException e) {
    return e instanceof NoSuchFileException;
  }

  /** Tells whether it is the file system's: one of ours says itself what it is about. */
  static boolean isOfSystem(IOException e) {
    return e instanceof FileSystemException;
  }

  /** Returns the reason why a file can't be opened; the exception that says so has none. */
  static IOException notOpened(Path file, IOException cause) {
    if (!(cause instanceof FileNotFoundException)) {
      return cause;
    }
    try {
      // It says "not found" whatever the reason is; this tells them apart.
      file.getFileSystem().provider().checkAccess(file, AccessMode.READ);
      return cause;
    } catch (IOException e) {
      return e;
    }
  }
}
