package io.github.luasearchers.testing.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The JDK's server on loopback: files by path, and what was asked of it. */
public final class TestServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** A request that came. */
  public record Request(String path, Map<String, List<String>> headers) {
    public String header(String name) {
      for (Map.Entry<String, List<String>> header : headers.entrySet()) {
        if (header.getKey().equalsIgnoreCase(name)) {
          return header.getValue().get(0);
        }
      }
      return "";
    }
  }

  public TestServer() {
    this(plain());
  }

  /** Makes a server with TLS. */
  public TestServer(SSLContext ssl) throws IOException {
    this(secure(ssl));
  }

  private TestServer(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Makes a server with TLS that only talks to clients with a certificate. */
  public static TestServer demandingCertificates(SSLContext ssl) throws IOException {
    HttpsServer server = HttpsServer.create(address(), 200);
    server.setHttpsConfigurator(
        new HttpsConfigurator(ssl) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ours = ssl.getDefaultSSLParameters();
            ours.setNeedClientAuth(true);
            parameters.setSSLParameters(ours);
          }
        });
    return new TestServer(server);
  }

  private static HttpServer plain() {
    try {
      return HttpServer.create(address(), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer secure(SSLContext ssl) throws IOException {
    HttpsServer server = HttpsServer.create(address(), 200);
    server.setHttpsConfigurator(new HttpsConfigurator(ssl));
    return server;
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      requests.add(new Request(path, Map.copyOf(exchange.getRequestHeaders())));
      HttpHandler handler = handlers.get(path);
      if (handler == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        handler.handle(exchange);
      }
    }
  }

  public TestServer on(String path, HttpHandler handler) {
    handlers.put(path, handler);
    return this;
  }

  /** Serves a file, with headers as name, value, name, value. */
  public TestServer file(String path, String content, String... headers) {
    return file(path, content.getBytes(StandardCharsets.UTF_8), headers);
  }

  public TestServer file(String path, byte[] content, String... headers) {
    return on(path, exchange -> send(exchange, 200, content, headers));
  }

  public TestServer status(String path, int status, String... headers) {
    return on(path, exchange -> send(exchange, status, new byte[0], headers));
  }

  public static void send(HttpExchange exchange, int status, byte[] content, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
    }
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      exchange.getResponseBody().write(content);
    }
  }

  public TestServer remove(String path) {
    handlers.remove(path);
    return this;
  }

  public String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + port() + "/";
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public List<Request> requests() {
    return requests;
  }

  public List<String> paths() {
    return requests.stream().map(Request::path).toList();
  }

  /** Ends every connection; the port is closed. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
