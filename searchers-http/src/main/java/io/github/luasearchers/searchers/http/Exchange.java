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
 * One request and its answer, within its times and sizes.
 *
 * <p>The times are kept here because no one else keeps them all: the JDK's request timeout leaves
 * the body out (before JDK 26, JDK-8208693), and methanol's timeout for headers is one for the
 * whole of a client, cache included. Methanol does keep the time between two parts of a body.
 */
final class Exchange implements BodyHandler<byte[]> {

  private static final int NO_CONTENT_OF_INTEREST = 1 << 16;

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

  static Reply of(
      Sender sender, HttpRequest request, FetchRules rules, long limit, Deadline deadline)
      throws IOException, InterruptedException {
    Exchange exchange = new Exchange(rules, limit);
    CompletableFuture<HttpResponse<byte[]>> sent = sender.send(request, exchange);
    try {
      HttpResponse<byte[]> response = exchange.await(sent, deadline);
      return new Reply(
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
      BodyCollector refusing = new BodyCollector(0, "");
      refusing.abort(new Refusal(fault.get()));
      return refusing;
    }
    if (info.statusCode() == Reply.NOT_MODIFIED) {
      return BodySubscribers.replacing(new byte[0]);
    }
    boolean wanted = info.statusCode() == Reply.OK;
    BodyCollector made =
        wanted
            ? new BodyCollector(limit, "its body is longer than " + limit + " bytes")
            : new BodyCollector(NO_CONTENT_OF_INTEREST, "");
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
      throw Failures.asFetchException(e);
    }
  }

  /** Words a failure, if it comes to that. */
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
