package io.github.luasearchers.searchers.http;

import com.github.mizosoft.methanol.Methanol.Interceptor.Chain;
import com.github.mizosoft.methanol.ResponseBuilder;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow.Subscription;

/** The head of an answer without a body. */
record EmptyBody(int statusCode, HttpHeaders headers, Version version) implements ResponseInfo {

  /** Returns an answer that is made here, for whoever waits for one. */
  static <T> HttpResponse<T> response(
      HttpRequest request,
      Chain<T> chain,
      int status,
      Map<String, List<String>> headers,
      Version version) {
    HttpHeaders made = HttpHeaders.of(headers, (name, value) -> true);
    BodySubscriber<T> subscriber = chain.bodyHandler().apply(new EmptyBody(status, made, version));
    deliverTo(subscriber);
    return ResponseBuilder.<T>create()
        .statusCode(status)
        .uri(request.uri())
        .request(request)
        .headers(made)
        .version(version)
        .body(subscriber.getBody().toCompletableFuture().join())
        .build();
  }

  private static void deliverTo(BodySubscriber<?> subscriber) {
    subscriber.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {}
        });
    subscriber.onComplete();
  }
}
