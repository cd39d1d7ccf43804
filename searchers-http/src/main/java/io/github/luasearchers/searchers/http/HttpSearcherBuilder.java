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
 * Makes an {@link HttpSearcherProvider} with objects of the host's own, to be given to the engine's
 * builder in the place of the one that the jar registers. All else is settings.
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

  /** Gives the context for TLS, with the authorities to trust and perhaps keys of one's own. */
  public HttpSearcherBuilder sslContext(SSLContext context) {
    ssl = requireNonNull(context, "context");
    return this;
  }

  /** Gives the selector of proxies; the setting {@code lua.http.proxy} then has no effect. */
  public HttpSearcherBuilder proxy(ProxySelector selector) {
    proxy = requireNonNull(selector, "selector");
    return this;
  }

  /**
   * Gives headers for a repository's own server, such as Authorization with a token that changes.
   * They reach no other origin.
   *
   * @param repository the repository's id
   * @param supplier asked before each request, by any thread
   */
  public HttpSearcherBuilder headers(String repository, Supplier<Map<String, String>> supplier) {
    headers.put(requireNonNull(repository, "repository"), requireNonNull(supplier, "supplier"));
    return this;
  }

  /** Gives who is told what the searcher does. */
  public HttpSearcherBuilder listener(HttpListener told) {
    listener = requireNonNull(told, "told");
    return this;
  }

  /** Returns the searcher, for {@code LuaScriptEngine.builder().searcher(...)}. */
  public HttpSearcherProvider build() {
    return new HttpSearcherProvider(
        new HostObjects(Optional.ofNullable(ssl), Optional.ofNullable(proxy), headers, listener));
  }
}
