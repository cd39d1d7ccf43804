package io.github.luasearchers.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a folder, each answer late, and counts. */
final class SlowServer implements AutoCloseable {

  static {
    // The JDK's server sends head and body apart: without this, some bodies wait 40 ms until the
    // client's system has acknowledged the head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Path folder;
  private final long latencyMillis;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = new ArrayList<>();

  /** When a request came, and when its answer went. */
  private record Asked(long begin, long end) {}

  SlowServer(Path folder, long latencyMillis) throws IOException {
    this.folder = folder;
    this.latencyMillis = latencyMillis;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      long begin = System.nanoTime();
      Thread.sleep(latencyMillis);
      Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
      byte[] content = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
      // Before the answer: whoever has it may ask again at once.
      synchronized (asked) {
        asked.add(new Asked(begin, System.nanoTime()));
      }
      exchange.getResponseHeaders().add("Cache-Control", "max-age=600");
      exchange.sendResponseHeaders(
          content.length > 0 ? 200 : 404, content.length > 0 ? content.length : -1);
      if (content.length > 0) {
        exchange.getResponseBody().write(content);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  int requests() {
    synchronized (asked) {
      return asked.size();
    }
  }

  /**
   * Returns how many requests followed one another: each began when the one before had its answer.
   */
  int rounds() {
    List<Asked> sorted;
    synchronized (asked) {
      sorted = new ArrayList<>(asked);
    }
    sorted.sort(Comparator.comparingLong(Asked::begin));
    int[] rounds = new int[sorted.size()];
    int most = 0;
    for (int i = 0; i < rounds.length; i++) {
      for (int before = 0; before < i; before++) {
        if (sorted.get(before).end <= sorted.get(i).begin) {
          rounds[i] = Math.max(rounds[i], rounds[before]);
        }
      }
      most = Math.max(most, ++rounds[i]);
    }
    return most;
  }

  void forget() {
    synchronized (asked) {
      asked.clear();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
