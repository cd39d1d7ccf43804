package io.github.luasearchers.searchers.http;

import com.google.common.base.Throwables;
import io.github.luasearchers.searchers.http.cache.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Makes messages of the exceptions of the JDK's client. */
final class FailureMessages {

  /** The JDK's message about a malformed status line, such as an alert of TLS. */
  private static final Pattern NO_HTTP = Pattern.compile("(?i)status line");

  /** The JDK's messages about a first record that is not TLS. */
  private static final Pattern NO_TLS = Pattern.compile("(?i)unrecognized SSL message");

  private FailureMessages() {}

  /** Makes an exception with a message of the failure of an asynchronous call. */
  static FetchException asFetchException(Throwable problem) {
    Throwable cause = problem;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof FetchException known) {
      return known;
    }
    if (cause instanceof SSLException tls && !isBrokenConnection(cause)) {
      String words = tlsWords(tls);
      return new PolicyException(words, FetchException.of(words, tls).getCause());
    }
    return cause instanceof IOException io
        ? FetchException.of(words(io), io)
        : new FetchException("the client failed: " + cause, cause);
  }

  /** Tells whether the connection broke during the handshake, which is no matter of trust. */
  private static boolean isBrokenConnection(Throwable problem) {
    return Throwables.getCausalChain(problem).stream()
        .anyMatch(e -> e instanceof EOFException || e instanceof SocketException);
  }

  private static String tlsWords(SSLException e) {
    String words = "TLS failed: " + deepest(e);
    if (NO_TLS.matcher(words).find()) {
      return words + ": the server speaks no TLS at this port; is its address one of http?";
    }
    boolean untrusted =
        Throwables.getCausalChain(e).stream().anyMatch(c -> c instanceof GeneralSecurityException);
    if (untrusted) {
      return words
          + ": if the certificate is right, name a PEM file with its authority in"
          + " lua.http.tls.authorities";
    }
    return words
        + ": if the server wants a certificate of yours, name it in lua.http.tls.keys; the"
        + " authorities to trust are those in lua.http.tls.authorities";
  }

  private static String words(IOException e) {
    List<Throwable> chain = Throwables.getCausalChain(e);
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection within the time for it";
    }
    if (chain.stream().anyMatch(FailureMessages::isUnknownHost)) {
      return "the host is unknown";
    }
    if (e instanceof ConnectException) {
      return "the connection was refused";
    }
    String message = deepest(e);
    if (NO_HTTP.matcher(e.getMessage() + message).find()) {
      return "the answer is no HTTP: does the server want https at this port?";
    }
    return e.getMessage() == null || e.getMessage().isBlank()
        ? message
        : Printable.text(e.getMessage());
  }

  private static boolean isUnknownHost(Throwable e) {
    return e instanceof UnresolvedAddressException || e instanceof UnknownHostException;
  }

  private static String deepest(Throwable e) {
    Throwable root = Throwables.getRootCause(e);
    String message = root.getMessage();
    return message == null || message.isBlank()
        ? root.getClass().getSimpleName()
        : Printable.text(message);
  }
}
