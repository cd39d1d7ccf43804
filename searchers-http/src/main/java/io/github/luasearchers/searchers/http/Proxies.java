package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a request goes through. {@code system} is the JVM's own choice, {@code none} goes
 * straight, {@code env} asks {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}; anything
 * else is a proxy's address, perhaps with user and password in it. The JDK sends these in the clear
 * to the proxy, and for https only if its {@code jdk.http.auth.tunneling.disabledSchemes} lets it.
 *
 * @param choice the setting
 */
record Proxies(String choice) {

  static Proxies read(HttpSettings settings) {
    String choice = settings.text("proxy", "system");
    if (!List.of("system", "none", "env").contains(choice)) {
      settings.address("proxy", choice);
    }
    return new Proxies(choice);
  }

  Optional<ProxySelector> selector() {
    return switch (choice) {
      case "system" -> Optional.ofNullable(ProxySelector.getDefault());
      case "none" -> Optional.of(new Chosen(url -> Optional.empty()));
      case "env" -> Optional.of(new Chosen(Proxies::fromEnvironment));
      default -> Optional.of(new Chosen(url -> Optional.of(URI.create(choice))));
    };
  }

  /** Returns who answers a proxy that asks for a password; servers get no answer from it. */
  Optional<Authenticator> authenticator() {
    URI named = choice.contains("://") ? URI.create(choice) : null;
    if (named == null || named.getUserInfo() == null) {
      return Optional.empty();
    }
    String info = named.getUserInfo();
    int colon = info.indexOf(':');
    String user = colon < 0 ? info : info.substring(0, colon);
    char[] password = colon < 0 ? new char[0] : info.substring(colon + 1).toCharArray();
    return Optional.of(
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                ? new PasswordAuthentication(user, password)
                : null;
          }
        });
  }

  private static Optional<URI> fromEnvironment(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    if (isExempt(url.getHost(), variable("no_proxy").orElse(""))) {
      return Optional.empty();
    }
    return variable(scheme + "_proxy")
        .map(text -> URI.create(text.contains("://") ? text : "http://" + text));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .or(() -> Optional.ofNullable(System.getenv(name.toUpperCase(Locale.ROOT))))
        .filter(text -> !text.isBlank());
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

  @Override
  public String toString() {
    return choice.contains("://") ? Origin.of(URI.create(choice)).toString() : choice;
  }

  /** Looks for the proxy of a URL. */
  @FunctionalInterface
  private interface Choice {
    Optional<URI> proxyFor(URI url);
  }

  /** Asks a choice. */
  private static final class Chosen extends ProxySelector {

    private final Choice choice;

    Chosen(Choice choice) {
      this.choice = choice;
    }

    @Override
    public List<Proxy> select(URI url) {
      return List.of(choice.proxyFor(url).map(Chosen::proxy).orElse(Proxy.NO_PROXY));
    }

    private static Proxy proxy(URI url) {
      int port = url.getPort() < 0 ? Origin.of(url).port() : url.getPort();
      return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.getHost(), port));
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, IOException e) {}
  }
}
