package io.github.luasearchers.searchers.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A repository of modules {@code m0}, {@code m1} ... that fails some of its requests. */
final class FaultyRepository implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int modules;
  private volatile int percent;
  final AtomicLong requests = new AtomicLong();
  final AtomicLong faults = new AtomicLong();

  /**
   * @param modules how many there are
   * @param percent how many of a hundred requests fail
   */
  FaultyRepository(int modules, int percent) throws IOException {
    this.modules = modules;
    this.percent = percent;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Returns what a module is: between some bytes and some ten thousands of them. */
  static byte[] content(int module) {
    Random random = new Random(module);
    StringBuilder text = new StringBuilder("return " + module + " -- ");
    int size = random.nextInt(20) == 0 ? 60_000 : random.nextInt(4_000);
    while (text.length() < size) {
      text.append(Long.toString(random.nextLong(), 36)).append(' ');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  void heal() {
    percent = 0;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      String path = exchange.getRequestURI().getPath();
      int module =
          path.matches("/m\\d{1,6}\\.lua") ? Integer.parseInt(path.replaceAll("\\D", "")) : -1;
      if (module < 0 || module >= modules) {
        exchange.sendResponseHeaders(404, -1);
      } else if (ThreadLocalRandom.current().nextInt(100) < percent) {
        faults.incrementAndGet();
        fail(exchange, content(module));
      } else {
        exchange.getResponseHeaders().add("Cache-Control", "max-age=1");
        TestServer.send(exchange, 200, content(module));
      }
    }
  }

  private static void fail(HttpExchange exchange, byte[] content) throws IOException {
    switch (ThreadLocalRandom.current().nextInt(4)) {
      case 0 -> exchange.sendResponseHeaders(503, -1);
      case 1 -> exchange.sendResponseHeaders(500, -1);
      case 2 ->
          TestServer.send(exchange, 200, "<html>log in</html>".getBytes(StandardCharsets.US_ASCII));
      default -> {
        // Half of it, and the connection's end.
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content, 0, content.length / 2);
        exchange.getResponseBody().flush();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
