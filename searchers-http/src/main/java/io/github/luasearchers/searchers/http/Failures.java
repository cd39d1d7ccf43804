package io.github.luasearchers.searchers.http;

import com.google.common.base.Throwables;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** Finds words for what went wrong on the way to a server and back. */
final class Failures {

  private Failures() {}

  /** Unwraps what an asynchronous call failed with. */
  static IOException asIoException(Throwable problem) {
    Throwable cause = problem;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof Refusal refusal) {
      return refusal;
    }
    if (cause instanceof SSLException && !isBrokenConnection(cause)) {
      return new Refusal("TLS failed: " + deepest(cause), cause);
    }
    return cause instanceof IOException io
        ? new IOException(words(io), io)
        : new IOException("the client failed: " + cause, cause);
  }

  /** A server that goes away in the middle of a handshake is no server that can't be trusted. */
  private static boolean isBrokenConnection(Throwable problem) {
    return Throwables.getCausalChain(problem).stream()
        .anyMatch(e -> e instanceof EOFException || e instanceof SocketException);
  }

  private static String words(IOException e) {
    List<Throwable> chain = Throwables.getCausalChain(e);
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection within the time for it";
    }
    if (chain.stream().anyMatch(Failures::isUnknownHost)) {
      return "the host is unknown";
    }
    if (e instanceof ConnectException) {
      return "the connection was refused";
    }
    String message = e.getMessage();
    return message == null || message.isBlank() ? deepest(e) : message;
  }

  private static boolean isUnknownHost(Throwable e) {
    return e instanceof UnresolvedAddressException || e instanceof UnknownHostException;
  }

  private static String deepest(Throwable e) {
    Throwable root = Throwables.getRootCause(e);
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
  }
}
