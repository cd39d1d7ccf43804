package io.github.luasearchers.searchers.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a limit. If it is longer, or is aborted, the connection is closed. */
final class BodyCollector implements BodySubscriber<byte[]> {

  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long limit;
  private final String excess;
  private volatile @Nullable Subscription subscription;

  /**
   * @param excess the message if the body is longer than the limit; if empty, that is no failure,
   *     and the body is dropped
   */
  BodyCollector(long limit, String excess) {
    this.limit = limit;
    this.excess = excess;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    if (body.isDone()) {
      subscription.cancel();
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (body.isDone()) {
        return;
      }
      if (bytes.size() + (long) buffer.remaining() > limit) {
        exceed();
        return;
      }
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
    }
  }

  private void exceed() {
    if (excess.isEmpty()) {
      body.complete(new byte[0]);
      cancel();
    } else {
      abort(new PolicyException(excess));
    }
  }

  /** Ends the transfer in any state. */
  void abort(IOException reason) {
    body.completeExceptionally(reason);
    cancel();
  }

  private void cancel() {
    Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void onError(Throwable problem) {
    body.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }
}
