package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxy of requests. The setting {@code system} uses the JVM's proxy selector, {@code none}
 * uses no proxy, {@code env} reads {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY};
 * any other value is a proxy's address. An address may contain user and password. The JDK sends
 * them unencrypted to the proxy, and for https only if {@code
 * jdk.http.auth.tunneling.disabledSchemes} allows it.
 *
 * @param system whether the JVM's proxy selector decides
 * @param byScheme the proxy for URLs of a scheme
 * @param exempt hosts that are reached without a proxy, in the syntax of {@code NO_PROXY}
 */
record Proxies(boolean system, Map<String, URI> byScheme, String exempt) {

  Proxies {
    byScheme = Map.copyOf(byScheme);
  }

  /**
   * Reads the setting and, if it says so, the environment.
   *
   * @throws IllegalArgumentException if an address is none; named by its key, for it may have a
   *     password
   */
  static Proxies read(HttpSettings settings, Map<String, String> environment) {
    String choice = settings.get(HttpKeys.PROXY);
    return switch (choice) {
      case "system" -> new Proxies(true, Map.of(), "");
      case "none" -> new Proxies(false, Map.of(), "");
      case "env" -> ofEnvironment(environment);
      default -> {
        URI proxy = settings.address(HttpKeys.PROXY, choice);
        yield new Proxies(false, Map.of("http", proxy, "https", proxy), "");
      }
    };
  }

  private static Proxies ofEnvironment(Map<String, String> environment) {
    Map<String, URI> proxies = new HashMap<>();
    for (String scheme : List.of("http", "https")) {
      for (String name : List.of(scheme + "_proxy", (scheme + "_proxy").toUpperCase(Locale.ROOT))) {
        String text = environment.getOrDefault(name, "");
        if (!text.isBlank() && !proxies.containsKey(scheme) && !isOfAClient(name, environment)) {
          proxies.put(scheme, address(name, text.trim()));
        }
      }
    }
    String exempt = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    return new Proxies(false, proxies, exempt);
  }

  /**
   * Tells whether a variable may be the header {@code Proxy} of some client: a server of the Common
   * Gateway Interface hands headers to its programs as variables (RFC 3875, 4.1.18).
   */
  private static boolean isOfAClient(String name, Map<String, String> environment) {
    return name.equals("HTTP_PROXY")
        && (environment.containsKey("REQUEST_METHOD")
            || environment.containsKey("GATEWAY_INTERFACE"));
  }

  private static URI address(String name, String text) {
    try {
      URI url = new URI(text.contains("://") ? text : "http://" + text);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("(?i)https?")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The exception below says it; this one quotes the password.
    }
    throw new IllegalArgumentException(
        "the environment's variable "
            + name
            + ", which lua.http.proxy = env asks, is no address of an HTTP proxy: give one such as"
            + " http://host:3128");
  }

  Optional<ProxySelector> selector() {
    return system ? Optional.ofNullable(ProxySelector.getDefault()) : Optional.of(new Chosen(this));
  }

  /** Returns the authenticator for proxies; it gives no password to servers. */
  Optional<Authenticator> authenticator() {
    boolean passwords = byScheme.values().stream().anyMatch(url -> url.getUserInfo() != null);
    return passwords ? Optional.of(new Passwords(this)) : Optional.empty();
  }

  private Optional<URI> proxyFor(URI url) {
    return isExempt(String.valueOf(url.getHost()), exempt)
        ? Optional.empty()
        : Optional.ofNullable(byScheme.get(url.getScheme().toLowerCase(Locale.ROOT)));
  }

  static boolean isExempt(String host, String list) {
    for (String entry : list.split("[,\\s]+", -1)) {
      String domain = entry.startsWith(".") ? entry.substring(1) : entry;
      boolean below = host.toLowerCase(Locale.ROOT).endsWith("." + domain.toLowerCase(Locale.ROOT));
      if (entry.equals("*") || host.equalsIgnoreCase(domain) || (!domain.isEmpty() && below)) {
        return true;
      }
    }
    return false;
  }

  private static int port(URI url) {
    return url.getPort() < 0 ? Origin.of(url).port() : url.getPort();
  }

  /** Leaves out the addresses, which may have passwords. */
  @Override
  public String toString() {
    return system ? "the JVM's proxies" : "proxies for " + byScheme.keySet();
  }

  private static final class Chosen extends ProxySelector {

    private final Proxies proxies;

    Chosen(Proxies proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI url) {
      return List.of(proxies.proxyFor(url).map(Chosen::proxy).orElse(Proxy.NO_PROXY));
    }

    private static Proxy proxy(URI url) {
      return new Proxy(
          Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.getHost(), port(url)));
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, IOException e) {}
  }

  private static final class Passwords extends Authenticator {

    private final Proxies proxies;

    Passwords(Proxies proxies) {
      this.proxies = proxies;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      for (URI proxy : proxies.byScheme.values()) {
        @Nullable String info = proxy.getUserInfo();
        if (info != null
            && proxy.getHost().equalsIgnoreCase(getRequestingHost())
            && port(proxy) == getRequestingPort()) {
          int colon = info.indexOf(':');
          String user = colon < 0 ? info : info.substring(0, colon);
          String password = colon < 0 ? "" : info.substring(colon + 1);
          return new PasswordAuthentication(user, password.toCharArray());
        }
      }
      return null;
    }
  }
}
