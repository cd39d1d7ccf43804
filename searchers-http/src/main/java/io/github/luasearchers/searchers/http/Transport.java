package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches one file over the network. It sends credentials to their own origin only, follows allowed
 * redirects, retries transient failures, and keeps to the time limit of the file.
 *
 * <p>Redirects are followed here, because the JDK's client sends headers with secrets to whatever
 * origin a redirect names, and ends a redirect loop without an error. Methanol's retries are not
 * used either: they have no limit for a file as a whole, nor for the Retry-After of a server.
 */
final class Transport {

  private static final int MAX_REDIRECTS = 5;

  private final CircuitBreakers breakers;

  Transport(CircuitBreakers breakers) {
    this.breakers = breakers;
  }

  /**
   * Fetches a file from its own server, or else from a mirror.
   *
   * @param conditionalHeaders the headers of a conditional request
   * @throws PolicyException if the request or a response breaks a rule
   * @throws IOException if no server gave a usable response; the message does not name the URL
   */
  Response fetch(
      Exchange.Sender sender, FetchRequest request, Map<String, String> conditionalHeaders)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(request.repository().rules().resource());
    IOException failure = null;
    for (URI url : request.repository().servers(request.url())) {
      try {
        // The validators of a server mean nothing to its mirrors.
        return fetchFrom(
            sender, request, url, failure == null ? conditionalHeaders : Map.of(), deadline);
      } catch (PolicyException e) {
        throw e;
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    throw failure == null ? new FetchException("there is no server to ask") : failure;
  }

  private Response fetchFrom(
      Exchange.Sender sender,
      FetchRequest request,
      URI url,
      Map<String, String> conditionalHeaders,
      Deadline deadline)
      throws IOException, InterruptedException {
    FetchRules rules = request.repository().rules();
    Origin origin = Origin.of(url);
    allow(origin, request);
    breakers.check(origin, rules);
    try {
      Response response =
          withRetries(new RedirectChain(sender, request, url, conditionalHeaders, deadline));
      breakers.succeeded(origin);
      return response;
    } catch (PolicyException e) {
      breakers.succeeded(origin);
      throw e;
    } catch (IOException e) {
      breakers.failed(origin, rules);
      throw e;
    }
  }

  /** Checks that the origin may be used: anyone on the way can read and change plain http. */
  private static void allow(Origin origin, FetchRequest request) throws PolicyException {
    boolean allowed =
        origin.isSecure()
            || origin.isLoopback()
            || request.repository().rules().insecure()
            || request.expected().isPresent();
    if (!allowed) {
      throw new PolicyException(
          "plain http is for this machine only: use https, or set lua.http."
              + request.repository().id()
              + ".insecure = true");
    }
  }

  private Response withRetries(RedirectChain chain) throws IOException, InterruptedException {
    FetchRules rules = chain.request.repository().rules();
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt > rules.retries();
      Duration pause = Backoff.afterAttempt(attempt - 1);
      String reason;
      try {
        Response response = chain.follow();
        if (!response.isTransient()) {
          return checked(response, attempt, chain);
        }
        Instant now = Instant.now();
        pause = Backoff.retryAfter(response.headers(), now).orElse(pause);
        reason = "HTTP " + response.status();
        if (last || Backoff.isTooLong(response.headers(), now) || isTooLate(chain, pause)) {
          throw new StatusException(reason + times(attempt));
        }
      } catch (PolicyException | StatusException e) {
        throw e;
      } catch (IOException e) {
        if (last || isTooLate(chain, pause)) {
          // The failure comes from another thread; its stack trace says nothing here.
          Throwable cause = e instanceof FetchException ? e.getCause() : e;
          throw new FetchException(e.getMessage() + times(attempt), cause);
        }
        reason = String.valueOf(e.getMessage());
      }
      chain.report(Kind.RETRY, reason);
      Thread.sleep(pause.toMillis());
    }
  }

  private static boolean isTooLate(RedirectChain chain, Duration pause) {
    return chain.deadline.remainingNanos() <= pause.toNanos();
  }

  private static Response checked(Response response, int attempt, RedirectChain chain)
      throws IOException {
    boolean unchanged = response.status() == Response.NOT_MODIFIED && chain.conditional;
    if (response.status() == Response.OK || unchanged || response.isMissing()) {
      return response;
    }
    String remedy =
        switch (response.status()) {
          case 304 -> " (and nobody asked whether it has changed)";
          case 401 -> " (" + chain.request.repository().credentials().remedy(chain.last) + ")";
          case 403 -> " (these credentials, or none, are not enough)";
          case 407 ->
              " (give the proxy's user and password: http://user:password@host:port in"
                  + " lua.http.proxy, or in the variable that it names)";
          case 400 ->
              plaintextSentToTls(response) ? " (does the server want https at this port?)" : "";
          case 410 -> " (it was taken away; that is no reason to look elsewhere)";
          default -> "";
        };
    if (response.status() >= 500) {
      throw new StatusException("HTTP " + response.status() + times(attempt));
    }
    throw new PolicyException("HTTP " + response.status() + remedy);
  }

  /** Tells whether this is how nginx and Apache answer plain http on a port for TLS. */
  private static boolean plaintextSentToTls(Response response) {
    String text = new String(response.body(), StandardCharsets.ISO_8859_1);
    return text.contains("plain HTTP request was sent to HTTPS port")
        || text.contains("speaking plain HTTP to an SSL-enabled server port");
  }

  private static String times(int attempt) {
    return attempt == 1 ? "" : " after " + attempt + " attempts";
  }

  /** One attempt: from a URL over its redirects to a final response. */
  private static final class RedirectChain {

    private final Exchange.Sender sender;
    private final FetchRequest request;
    private final URI start;
    private final Map<String, String> conditionalHeaders;
    private final Deadline deadline;

    /** The origin that was asked last. */
    private Origin last;

    /** Whether that request was conditional, so that a 304 may come. */
    private boolean conditional;

    RedirectChain(
        Exchange.Sender sender,
        FetchRequest request,
        URI start,
        Map<String, String> conditionalHeaders,
        Deadline deadline) {
      this.sender = sender;
      this.request = request;
      this.start = start;
      this.last = Origin.of(start);
      this.conditionalHeaders = conditionalHeaders;
      this.deadline = deadline;
    }

    void report(Kind kind, String detail) {
      request.repository().events().report(kind, start, detail);
    }

    Response follow() throws IOException, InterruptedException {
      Set<URI> seen = new HashSet<>();
      URI url = start;
      boolean sameOrigin = true;
      while (true) {
        if (!seen.add(url)) {
          throw new PolicyException(
              "its redirects go round in a circle, at " + PrintableUrl.of(url));
        }
        if (seen.size() > MAX_REDIRECTS + 1) {
          throw new PolicyException("it has more than " + MAX_REDIRECTS + " redirects");
        }
        report(Kind.PROBE, url.equals(start) ? "" : PrintableUrl.of(url).toString());
        FetchRules rules = request.repository().rules();
        Response response =
            Exchange.of(sender, request(url, sameOrigin, rules), rules, request.limit(), deadline);
        if (!response.isRedirect()) {
          return response;
        }
        url = target(url, response);
        sameOrigin = sameOrigin && Origin.of(url).equals(Origin.of(start));
        report(Kind.REDIRECT, PrintableUrl.of(url).toString());
      }
    }

    /**
     * Makes a request.
     *
     * @param sameOrigin whether no other origin was asked before; no other origin gets credentials
     */
    private HttpRequest request(URI url, boolean sameOrigin, FetchRules rules) throws IOException {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(url)
              .setHeader("Accept-Encoding", "gzip")
              .setHeader("User-Agent", rules.userAgent());
      if (!url.getScheme().equalsIgnoreCase("https")) {
        // Without TLS, HTTP/2 begins with an upgrade that old servers stumble over.
        builder.version(Version.HTTP_1_1);
      }
      last = Origin.of(url);
      conditional = sameOrigin && !conditionalHeaders.isEmpty();
      if (sameOrigin) {
        conditionalHeaders.forEach(builder::setHeader);
        request.repository().credentials().headersFor(Origin.of(url)).forEach(builder::setHeader);
      }
      return builder.build();
    }

    private URI target(URI from, Response response) throws PolicyException {
      URI to = location(from, response);
      Origin origin = Origin.of(to);
      if (Origin.of(from).isSecure() && !origin.isSecure()) {
        throw new PolicyException("it redirects from https to http, to " + PrintableUrl.of(to));
      }
      if (!origin.equals(Origin.of(start))
          && !request.repository().rules().redirects().contains(origin)) {
        throw new PolicyException(
            "it redirects to "
                + PrintableUrl.of(to)
                + ", which is another server: list it in lua.http."
                + request.repository().id()
                + ".redirects if it is to be trusted");
      }
      allow(origin, request);
      return to;
    }

    private static URI location(URI from, Response response) throws PolicyException {
      Optional<String> location = response.headers().firstValue("location");
      try {
        if (location.isPresent()) {
          URI to = from.resolve(location.get());
          if (to.getScheme().matches("https?") && to.getHost() != null) {
            return to;
          }
        }
      } catch (IllegalArgumentException e) {
        // The exception below says it.
      }
      throw new PolicyException("HTTP " + response.status() + " without an address to go to");
    }
  }
}
