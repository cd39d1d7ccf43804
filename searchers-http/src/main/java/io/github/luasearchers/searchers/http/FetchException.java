package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a file could not be fetched. It has no stack trace: it is made on a pool's thread,
 * whose frames say nothing to a caller, and a server that is down should be one line in a log.
 */
sealed class FetchException extends IOException permits StatusException, PolicyException {

  private static final long serialVersionUID = 1;

  FetchException(String message) {
    super(message);
  }

  FetchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Makes an exception of an ordinary network failure, without the JDK's stack trace. */
  static FetchException of(String message, IOException problem) {
    String words = String.valueOf(problem.getMessage());
    IOException bare;
    if (problem instanceof HttpTimeoutException) {
      bare = new HttpTimeoutException(words);
    } else if (problem instanceof ConnectException) {
      bare = new ConnectException(message);
    } else if (problem instanceof UnknownHostException) {
      bare = new UnknownHostException(words);
    } else if (problem instanceof SSLException) {
      bare = new SSLException(words);
    } else {
      bare = new FetchException(problem.getClass().getName() + ": " + words);
    }
    bare.setStackTrace(new StackTraceElement[0]);
    return new FetchException(message, bare);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
