package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says why a file could not be fetched. It is made on a thread of ours, whose frames tell nobody
 * anything, and so it has none: a server that is down is a sentence in a log, not a page.
 */
sealed class FetchException extends IOException permits Answered, Refusal {

  private static final long serialVersionUID = 1;

  FetchException(String message) {
    super(message);
  }

  FetchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Says the same of what an ordinary failure of the network was, without its way through the JDK.
   */
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
