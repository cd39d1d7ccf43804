package io.github.luasearchers.searchers.http;

import com.github.mizosoft.methanol.Methanol.Interceptor;
import com.github.mizosoft.methanol.TaggableRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Stands between methanol's cache and the network: lets {@link Transport} fetch, checks what came,
 * puts the bytes into the store that all processes share and leaves the cache an answer without
 * body, whose header has their digest. So the cache of a process is small, no byte that was refused
 * is ever in it, and what it says of a URL is worth nothing without the right bytes.
 */
final class NetworkInterceptor implements Interceptor {

  private final Transport transport;
  private final Gates gates;
  private final BlobStore blobs;

  NetworkInterceptor(Transport transport, Gates gates, BlobStore blobs) {
    this.transport = transport;
    this.gates = gates;
    this.blobs = blobs;
  }

  @Override
  public <T> HttpResponse<T> intercept(HttpRequest request, Chain<T> chain)
      throws IOException, InterruptedException {
    Exchange.Sender sender = (sent, handler) -> chain.with(handler, null).forwardAsync(sent);
    Fetch fetch =
        TaggableRequest.tagOf(request, Fetch.class)
            .orElseThrow(() -> new IllegalStateException("a request of somebody else's"));
    Origin origin = Origin.of(fetch.errand().url());
    gates.enter(origin);
    try {
      long start = System.nanoTime();
      Reply reply = transport.fetch(sender, fetch.errand(), conditions(request));
      Map<String, List<String>> headers = fetch.take(reply, blobs, start);
      return EmptyBody.response(request, chain, reply.status(), headers, reply.version());
    } catch (IOException e) {
      fetch.fail(e);
      throw e;
    } finally {
      gates.leave(origin);
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> interceptAsync(
      HttpRequest request, Chain<T> chain) {
    throw new UnsupportedOperationException("requests are made on threads that may wait");
  }

  /** Returns what methanol added to its request. */
  private static Map<String, String> conditions(HttpRequest request) {
    Map<String, String> conditions = new HashMap<>();
    for (String name : List.of("If-None-Match", "If-Modified-Since")) {
      request.headers().firstValue(name).ifPresent(value -> conditions.put(name, value));
    }
    return conditions;
  }
}
