package io.github.luasearchers.engine.require;

import java.io.IOException;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** Words what keeps a jar's classes from being used. */
final class LinkFailure {

  private LinkFailure() {}

  /**
   * Returns an exception about a class that could not be linked, for a message of Lua's to have as
   * its cause. An error would go its own way to the host, past all that catch exceptions.
   */
  static IOException exception(LinkageError error) {
    return new IOException(text(error), error);
  }

  /** Returns what is wrong: the name of the class that is missing, if that is all. */
  static String text(Throwable error) {
    @Nullable String message = error.getMessage();
    @Nullable Throwable cause = error.getCause();
    if (error instanceof NoClassDefFoundError && message != null && message.indexOf(' ') < 0) {
      return "the class " + message.replace('/', '.') + " is missing";
    }
    return error instanceof ServiceConfigurationError && cause != null
        ? message + ": " + text(cause)
        : error.toString();
  }
}
