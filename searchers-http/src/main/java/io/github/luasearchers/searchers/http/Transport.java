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
 * Fetches one file over the network: with the credentials of its origin and of no other, over
 * redirects that are allowed, again where that may help, and within its time.
 *
 * <p>Redirects are followed here, since the JDK's client hands headers with secrets to whatever
 * origin a redirect names, and ends a loop without a word. Nor is methanol's retrying used: it
 * knows no limit for a whole file, and what a server asks for it would wait without one.
 */
final class Transport {

  private static final int MOST_REDIRECTS = 5;

  private final Breakers breakers;

  Transport(Breakers breakers) {
    this.breakers = breakers;
  }

  /**
   * Fetches what an errand names, from its own server or else from a mirror.
   *
   * @param conditions headers by which the server may answer that nothing has changed
   * @throws Refusal if the answer breaks a rule
   * @throws IOException if no server could give an answer; the message does not name the URL
   */
  Reply fetch(Exchange.Sender sender, Errand errand, Map<String, String> conditions)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(errand.repository().rules().resource());
    IOException failure = null;
    for (URI url : errand.repository().servers(errand.url())) {
      try {
        // The tags of a server are nothing to its mirrors.
        return fetchFrom(sender, errand, url, failure == null ? conditions : Map.of(), deadline);
      } catch (Refusal e) {
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

  private Reply fetchFrom(
      Exchange.Sender sender,
      Errand errand,
      URI url,
      Map<String, String> conditions,
      Deadline deadline)
      throws IOException, InterruptedException {
    FetchRules rules = errand.repository().rules();
    Origin origin = Origin.of(url);
    allow(origin, errand);
    breakers.check(origin, rules);
    try {
      Reply reply = withRetries(new Journey(sender, errand, url, conditions, deadline));
      breakers.succeeded(origin);
      return reply;
    } catch (Refusal e) {
      breakers.succeeded(origin);
      throw e;
    } catch (IOException e) {
      breakers.failed(origin, rules);
      throw e;
    }
  }

  /** Plain http shows every byte to everyone and lets anyone change it. */
  private static void allow(Origin origin, Errand errand) throws Refusal {
    boolean allowed =
        origin.isSecure()
            || origin.isLoopback()
            || errand.repository().rules().insecure()
            || errand.expected().isPresent();
    if (!allowed) {
      throw new Refusal(
          "plain http is for this machine only: use https, or set lua.http."
              + errand.repository().id()
              + ".insecure = true");
    }
  }

  private Reply withRetries(Journey journey) throws IOException, InterruptedException {
    FetchRules rules = journey.errand.repository().rules();
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt > rules.retries();
      Duration pause = Backoff.afterAttempt(attempt - 1);
      String reason;
      try {
        Reply reply = journey.go();
        if (!reply.isPassing()) {
          return checked(reply, attempt, journey);
        }
        Instant now = Instant.now();
        pause = Backoff.asked(reply.headers(), now).orElse(pause);
        reason = "HTTP " + reply.status();
        if (last || Backoff.isTooLong(reply.headers(), now) || isTooLate(journey, pause)) {
          throw new Answered(reason + times(attempt));
        }
      } catch (Refusal | Answered e) {
        throw e;
      } catch (IOException e) {
        if (last || isTooLate(journey, pause)) {
          // What another thread has failed with is its own: its frames tell nobody anything.
          Throwable cause = e instanceof FetchException ? e.getCause() : e;
          throw new FetchException(e.getMessage() + times(attempt), cause);
        }
        reason = String.valueOf(e.getMessage());
      }
      journey.tell(Kind.RETRY, reason);
      Thread.sleep(pause.toMillis());
    }
  }

  private static boolean isTooLate(Journey journey, Duration pause) {
    return journey.deadline.remainingNanos() <= pause.toNanos();
  }

  private static Reply checked(Reply reply, int attempt, Journey journey) throws IOException {
    boolean unchanged = reply.status() == Reply.NOT_MODIFIED && journey.conditional;
    if (reply.status() == Reply.OK || unchanged || reply.isMissing()) {
      return reply;
    }
    String remedy =
        switch (reply.status()) {
          case 304 -> " (and nobody asked whether it has changed)";
          case 401 -> " (" + journey.errand.repository().access().remedy(journey.last) + ")";
          case 403 -> " (these credentials, or none, are not enough)";
          case 407 ->
              " (give the proxy's user and password: http://user:password@host:port in"
                  + " lua.http.proxy, or in the variable that it names)";
          case 400 -> plainWasSentToTls(reply) ? " (does the server want https at this port?)" : "";
          case 410 -> " (it was taken away; that is no reason to look elsewhere)";
          default -> "";
        };
    if (reply.status() >= 500) {
      throw new Answered("HTTP " + reply.status() + times(attempt));
    }
    throw new Refusal("HTTP " + reply.status() + remedy);
  }

  /** Tells whether this is what nginx and Apache say to whoever speaks no TLS at a port for it. */
  private static boolean plainWasSentToTls(Reply reply) {
    String text = new String(reply.body(), StandardCharsets.ISO_8859_1);
    return text.contains("plain HTTP request was sent to HTTPS port")
        || text.contains("speaking plain HTTP to an SSL-enabled server port");
  }

  private static String times(int attempt) {
    return attempt == 1 ? "" : " after " + attempt + " attempts";
  }

  /** One way from a URL over its redirects to an answer. */
  private static final class Journey {

    private final Exchange.Sender sender;
    private final Errand errand;
    private final URI start;
    private final Map<String, String> conditions;
    private final Deadline deadline;

    /** Who answered, and whether that one was asked whether something has changed. */
    private Origin last;

    private boolean conditional;

    Journey(
        Exchange.Sender sender,
        Errand errand,
        URI start,
        Map<String, String> conditions,
        Deadline deadline) {
      this.sender = sender;
      this.errand = errand;
      this.start = start;
      this.last = Origin.of(start);
      this.conditions = conditions;
      this.deadline = deadline;
    }

    void tell(Kind kind, String detail) {
      errand.repository().events().tell(kind, start, detail);
    }

    Reply go() throws IOException, InterruptedException {
      Set<URI> seen = new HashSet<>();
      URI url = start;
      boolean home = true;
      while (true) {
        if (!seen.add(url)) {
          throw new Refusal("its redirects go round in a circle, at " + Shown.url(url));
        }
        if (seen.size() > MOST_REDIRECTS + 1) {
          throw new Refusal("it has more than " + MOST_REDIRECTS + " redirects");
        }
        tell(Kind.PROBE, url.equals(start) ? "" : Shown.url(url).toString());
        FetchRules rules = errand.repository().rules();
        Reply reply =
            Exchange.of(sender, request(url, home, rules), rules, errand.limit(), deadline);
        if (!reply.isRedirect()) {
          return reply;
        }
        url = target(url, reply);
        home = home && Origin.of(url).equals(Origin.of(start));
        tell(Kind.REDIRECT, Shown.url(url).toString());
      }
    }

    /**
     * Makes a request.
     *
     * @param home whether only our own origin has been asked yet; no other gets a header of ours
     */
    private HttpRequest request(URI url, boolean home, FetchRules rules) throws IOException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url)
              .setHeader("Accept-Encoding", "gzip")
              .setHeader("User-Agent", rules.userAgent());
      if (!url.getScheme().equalsIgnoreCase("https")) {
        // Without TLS, HTTP/2 begins with an upgrade that old servers stumble over.
        request.version(Version.HTTP_1_1);
      }
      last = Origin.of(url);
      conditional = home && !conditions.isEmpty();
      if (home) {
        conditions.forEach(request::setHeader);
        errand.repository().access().headersFor(Origin.of(url)).forEach(request::setHeader);
      }
      return request.build();
    }

    private URI target(URI from, Reply reply) throws Refusal {
      URI to = location(from, reply);
      Origin origin = Origin.of(to);
      if (Origin.of(from).isSecure() && !origin.isSecure()) {
        throw new Refusal("it redirects from https to http, to " + Shown.url(to));
      }
      if (!origin.equals(Origin.of(start))
          && !errand.repository().rules().redirects().contains(origin)) {
        throw new Refusal(
            "it redirects to "
                + Shown.url(to)
                + ", which is another server: list it in lua.http."
                + errand.repository().id()
                + ".redirects if it is to be trusted");
      }
      allow(origin, errand);
      return to;
    }

    private static URI location(URI from, Reply reply) throws Refusal {
      Optional<String> location = reply.headers().firstValue("location");
      try {
        if (location.isPresent()) {
          URI to = from.resolve(location.get());
          if (to.getScheme().matches("https?") && to.getHost() != null) {
            return to;
          }
        }
      } catch (IllegalArgumentException e) {
        // Said below.
      }
      throw new Refusal("HTTP " + reply.status() + " without an address to go to");
    }
  }
}
