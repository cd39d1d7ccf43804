package io.github.luasearchers.searchers.http;

import com.github.mizosoft.methanol.MoreBodySubscribers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, within limits of time and size.
 *
 * <p>The timeouts are implemented here because no library has all of them: the JDK's request
 * timeout does not cover the body (before JDK 26, JDK-8208693), and methanol's timeout for headers
 * is the same for all requests of a client. Methanol's timeout between two parts of a body is used.
 */
final class Exchange implements BodyHandler<byte[]> {

  private static final int MAX_ERROR_BODY = 1 << 16;

  /** Sends a request; cancelling the future ends the exchange. */
  @FunctionalInterface
  interface Sender {
    CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, BodyHandler<byte[]> handler);
  }

  private final CompletableFuture<Boolean> head = new CompletableFuture<>();
  private final FetchRules rules;
  private final long limit;
  private volatile @Nullable BodyCollector collector;

  private Exchange(FetchRules rules, long limit) {
    this.rules = rules;
    this.limit = limit;
  }

  static Response of(
      Sender sender, HttpRequest request, FetchRules rules, long limit, Deadline deadline)
      throws IOException, InterruptedException {
    Exchange exchange = new Exchange(rules, limit);
    CompletableFuture<HttpResponse<byte[]>> sent = sender.send(request, exchange);
    try {
      HttpResponse<byte[]> response = exchange.await(sent, deadline);
      return new Response(
          response.statusCode(), response.headers(), response.body(), response.version());
    } finally {
      exchange.end(sent);
    }
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo info) {
    head.complete(true);
    Optional<String> fault = Framing.fault(info.statusCode(), info.headers());
    if (fault.isPresent()) {
      BodyCollector aborted = new BodyCollector(0, "");
      aborted.abort(new PolicyException(fault.get()));
      return aborted;
    }
    if (info.statusCode() == Response.NOT_MODIFIED) {
      return BodySubscribers.replacing(new byte[0]);
    }
    boolean wanted = info.statusCode() == Response.OK;
    BodyCollector made =
        wanted
            ? new BodyCollector(limit, "its body is longer than " + limit + " bytes")
            : new BodyCollector(MAX_ERROR_BODY, "");
    collector = made;
    return MoreBodySubscribers.withReadTimeout(made, rules.idle());
  }

  private HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> sent, Deadline deadline)
      throws IOException, InterruptedException {
    CompletableFuture<?> headOrFailure = CompletableFuture.anyOf(head, sent);
    try {
      Deadline forHead = deadline.orBefore(rules.headers());
      get(headOrFailure, forHead, () -> "no answer within " + inWords(rules.headers()));
      return get(sent, deadline, () -> "not all of it came within the time for it");
    } catch (ExecutionException e) {
      throw FailureMessages.asFetchException(e);
    }
  }

  /** Makes the message of a timeout when it is needed. */
  @FunctionalInterface
  private interface Words {
    String words();
  }

  private static <T> T get(CompletableFuture<T> future, Deadline deadline, Words late)
      throws IOException, InterruptedException, ExecutionException {
    try {
      return future.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String words = late.words();
      throw FetchException.of(words, new HttpTimeoutException(words));
    }
  }

  private void end(CompletableFuture<HttpResponse<byte[]>> sent) {
    if (!sent.isDone()) {
      sent.cancel(true);
      BodyCollector current = collector;
      if (current != null) {
        current.abort(new IOException("given up"));
      }
    }
  }

  static String inWords(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
