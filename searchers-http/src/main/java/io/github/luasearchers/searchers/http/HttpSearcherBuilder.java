package io.github.luasearchers.searchers.http;

import static java.util.Objects.requireNonNull;

import java.net.ProxySelector;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link HttpSearcherProvider} with objects of the host. Give it to the engine's builder;
 * it replaces the provider that the jar registers. Everything else is configured by settings.
 *
 * <p>A builder is for one thread. Its methods throw a {@code NullPointerException} for null.
 *
 * @since 0.1.0
 */
public final class HttpSearcherBuilder {

  private final Map<String, Supplier<Map<String, String>>> headers = new HashMap<>();
  private @Nullable SSLContext ssl;
  private @Nullable ProxySelector proxy;
  private HttpListener listener = event -> {};

  HttpSearcherBuilder() {}

  /** Sets the context for TLS: the trusted authorities, and client keys if needed. */
  public HttpSearcherBuilder sslContext(SSLContext context) {
    ssl = requireNonNull(context, "context");
    return this;
  }

  /** Sets the proxy selector; the setting {@code lua.http.proxy} has no effect then. */
  public HttpSearcherBuilder proxy(ProxySelector selector) {
    proxy = requireNonNull(selector, "selector");
    return this;
  }

  /**
   * Sets headers for a repository's own server, such as Authorization with a token that changes.
   * They are sent to no other origin.
   *
   * @param repository the repository's id
   * @param supplier called before each request, by any thread
   */
  public HttpSearcherBuilder headers(String repository, Supplier<Map<String, String>> supplier) {
    headers.put(requireNonNull(repository, "repository"), requireNonNull(supplier, "supplier"));
    return this;
  }

  /** Sets the listener for the searcher's events. */
  public HttpSearcherBuilder listener(HttpListener eventListener) {
    listener = requireNonNull(eventListener, "eventListener");
    return this;
  }

  /** Returns the searcher, for {@code LuaScriptEngine.builder().searcher(...)}. */
  public HttpSearcherProvider build() {
    return new HttpSearcherProvider(
        new HostObjects(Optional.ofNullable(ssl), Optional.ofNullable(proxy), headers, listener));
  }
}
