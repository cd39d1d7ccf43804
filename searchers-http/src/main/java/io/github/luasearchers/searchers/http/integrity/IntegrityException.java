package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;

/**
 * Thrown if content is not what a lock file, an index or a signature says. No setting gets around
 * it: neither another repository nor an older copy is tried then. It has no stack trace, like the
 * other failures of a fetch.
 */
public final class IntegrityException extends IOException {

  private static final long serialVersionUID = 1;

  public IntegrityException(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
