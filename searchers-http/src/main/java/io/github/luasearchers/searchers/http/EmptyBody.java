package io.github.luasearchers.searchers.http;

import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.Flow.Subscription;

/** The head of an answer without a body. */
record EmptyBody(int statusCode, HttpHeaders headers, Version version) implements ResponseInfo {

  static void deliverTo(BodySubscriber<?> subscriber) {
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
