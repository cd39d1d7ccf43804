package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;

/**
 * Says that content is not what a lock file, an index or a signature vouches for. Nothing gets
 * around it: neither another repository nor an older copy takes the place of such content. Has no
 * stack trace, as the failures of fetching have none.
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
