package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redirects, and who gets to see which credentials. */
class CredentialsTest {

  private static final String BASIC = "Basic bWU6czNjcjN0"; // me:s3cr3t

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();
  @AutoClose private final TestServer other = new TestServer();

  // ---- redirects

  @Test
  void redirect_withinAnOrigin_isFollowed() throws Exception {
    server.status("/a.lua", 302, "Location", "moved/a.lua").file("/moved/a.lua", "1");
    try (LuaSearcher searcher = searcher(settings())) {
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
    }
  }

  @Test
  void redirectLoop_isTold() throws Exception {
    server.status("/a.lua", 302, "Location", "/b.lua").status("/b.lua", 307, "Location", "/a.lua");
    try (LuaSearcher searcher = searcher(settings())) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageEndingWith("its redirects go round in a circle, at " + server.url() + "a.lua");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void longWay_isNotGone() throws Exception {
    for (int i = 0; i < 9; i++) {
      server.status("/" + i + ".lua", 301, "Location", "/" + (i + 1) + ".lua");
    }
    try (LuaSearcher searcher = searcher(settings())) {
      assertThatThrownBy(() -> searcher.search("0"))
          .hasMessageEndingWith("it has more than 5 redirects");
      assertThat(server.requests()).hasSize(6);
    }
  }

  @Test
  void redirect_toAnotherOrigin_isRefused() throws Exception {
    server.status("/a.lua", 302, "Location", other.url() + "a.lua?key=1");
    try (LuaSearcher searcher = searcher(settings().with("one.token", "t0p"))) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageContaining("it redirects to " + other.url() + "a.lua, which is another server")
          .hasMessageContaining("lua.http.one.redirects");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void redirect_toAnAllowedOrigin_carriesNoHeaderOfOurs() throws Exception {
    server.status("/a.lua", 302, "Location", other.url() + "a.lua");
    other.file("/a.lua", "1");
    Settings settings =
        settings()
            .with("redirects", other.url())
            .with("one.token", "t0p")
            .with("one.headers", "X-Api-Key: k3y; Cookie: c00kie");
    try (LuaSearcher searcher = searcher(settings)) {
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
      assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Bearer t0p");
      assertThat(server.requests().get(0).header("X-Api-Key")).isEqualTo("k3y");
      assertThat(other.requests().get(0).headers().toString())
          .doesNotContain("t0p", "k3y", "c00kie")
          .contains("LuaSearchers");
    }
  }

  @Test
  void redirect_withoutAddress() throws Exception {
    server.status("/a.lua", 302).status("/b.lua", 302, "Location", "ftp://host/");
    try (LuaSearcher searcher = searcher(settings())) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageEndingWith("HTTP 302 without an address to go to");
      assertThatThrownBy(() -> searcher.search("b"))
          .hasMessageEndingWith("HTTP 302 without an address to go to");
    }
  }

  @Test
  void plainHttp_isForThisMachineOnly() throws Exception {
    try (LuaSearcher searcher = searcher(Settings.of("http://repository.invalid/"))) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageContaining("plain http is for this machine only")
          .hasMessageContaining("lua.http.repository.invalid.insecure = true");
    }
    try (LuaSearcher searcher =
        searcher(Settings.of("http://repository.invalid/").with("insecure", "true"))) {
      assertThatThrownBy(() -> searcher.search("a")).hasMessageEndingWith("the host is unknown");
    }
  }

  // ---- credentials

  @Test
  void userAndPassword_inASetting() throws Exception {
    assertSends(settings().with("one.user", "me").with("one.password", "s3cr3t"), BASIC);
  }

  @Test
  void userAndPassword_inTheAddress_areTakenOutOfIt() throws Exception {
    server.file("/a.lua", "return 1");
    Settings settings =
        Settings.of("one").with("one.url", server.url().replace("//", "//me:s3cr3t@"));
    try (LuaSearcher searcher = searcher(settings)) {
      assertThat(searcher.search("a").toString()).doesNotContain("s3cr3t");
      assertThat(server.requests().get(0).header("Authorization")).isEqualTo(BASIC);
    }
  }

  @Test
  void password_inAFile_isReadAnewForEachRequest() throws Exception {
    Path file = temp.resolve("token");
    server.file("/a.lua", "1").file("/b.lua", "2");
    try (LuaSearcher searcher = searcher(settings().with("one.token", "file:" + file))) {
      Files.writeString(file, "first\n");
      searcher.search("a");
      Files.writeString(file, "second\n");
      searcher.search("b");
      assertThat(server.requests().stream().map(r -> r.header("Authorization")))
          .containsExactly("Bearer first", "Bearer second");
    }
  }

  @Test
  void missingSecret_isToldWithoutIt() {
    try (LuaSearcher searcher =
        searcher(settings().with("one.token", "env:NO_SUCH_VARIABLE_HERE"))) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageContaining("the environment has no variable NO_SUCH_VARIABLE_HERE");
    }
  }

  @Test
  void supplier_isAskedForEachRequest_andServesOneOriginOnly() throws Exception {
    server.file("/a.lua", "1");
    AtomicInteger count = new AtomicInteger();
    HttpSearcherProvider provider =
        HttpSearcherProvider.builder()
            .headers("one", () -> Map.of("Authorization", "Bearer " + count.incrementAndGet()))
            .build();
    Settings settings = settings().with("repositories", "one, two").with("two.url", other.url());
    try (LuaSearcher searcher = provider.create(settings)) {
      searcher.search("none");
      assertThat(server.requests()).allMatch(r -> r.header("Authorization").startsWith("Bearer "));
      assertThat(other.requests()).isNotEmpty().allMatch(r -> r.header("Authorization").isEmpty());
    }
  }

  @Test
  void netrc_knowsThePasswordOfAHost() throws Exception {
    Path file = temp.resolve("netrc");
    Files.writeString(
        file,
        "machine elsewhere login you password no\n# machine 127.0.0.1 login a password b\n"
            + "machine 127.0.0.1\n  login me\n  password s3cr3t\ndefault login x password y\n");
    Netrc netrc = new Netrc(file);
    assertThat(netrc.find("127.0.0.1")).contains(BASIC);
    assertThat(netrc.find("third")).contains(Credentials.basic("x", "y"));
    assertThat(new Netrc(temp.resolve("none")).find("127.0.0.1")).isEmpty();
  }

  @Test
  void answers_areKeptForEachReaderApart() throws Exception {
    server.on(
        "/a.lua",
        exchange ->
            TestServer.send(
                exchange,
                200,
                exchange.getRequestHeaders().getFirst("Authorization").getBytes(),
                "Cache-Control",
                "max-age=1000"));
    for (String token : List.of("one", "two", "one")) {
      Settings settings = settings().with("cache", temp.toString()).with("one.token", token);
      try (LuaSearcher searcher = searcher(settings)) {
        assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("Bearer " + token);
      }
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void secrets_areInNoMessageEventOrFile() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=1000").status("/b.lua", 401);
    List<HttpEvent> events = Collections.synchronizedList(new ArrayList<>());
    HttpSearcherProvider provider =
        HttpSearcherProvider.builder()
            .listener(
                event -> {
                  events.add(event);
                  throw new IllegalStateException("a listener's own trouble");
                })
            .build();
    Settings settings =
        Settings.of("one")
            .with("one.url", server.url().replace("//", "//me:s3cr3t@"))
            .with("one.headers", "X-Api-Key: s3cr3t")
            .with("cache", temp.toString());
    try (LuaSearcher searcher = provider.create(settings)) {
      searcher.search("a");
      assertThatThrownBy(() -> searcher.search("b"))
          .satisfies(e -> assertThat(e.toString()).doesNotContain("s3cr3t"));
    }
    assertThat(events).isNotEmpty();
    assertThat(events.toString()).doesNotContain("s3cr3t", BASIC.substring(6));
    try (var files = Files.walk(temp)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("s3cr3t", BASIC.substring(6));
      }
    }
  }

  @Test
  void contradictingCredentials_areASentence() {
    assertThatThrownBy(() -> searcher(settings().with("one.token", "a").with("one.user", "b")))
        .hasMessage("both lua.http.one.token and lua.http.one.user are set: give one");
    assertThatThrownBy(() -> searcher(settings().with("one.headers", "no colon")))
        .hasMessageContaining("lua.http.one.headers has a part that is no header");
  }

  // ---- proxies

  @Test
  void proxy_isGoneThrough() throws Exception {
    other.file("http://repository.invalid/a.lua", "1");
    Settings settings =
        Settings.of("http://repository.invalid/")
            .with("insecure", "true")
            .with("path", "?.lua")
            .with("proxy", other.url());
    try (LuaSearcher searcher = searcher(settings)) {
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
    }
  }

  @Test
  void noProxy_exemptsHostsAndDomains() {
    assertThat(Proxies.isExempt("a.example.org", "localhost, .example.org")).isTrue();
    assertThat(Proxies.isExempt("example.org", "example.org")).isTrue();
    assertThat(Proxies.isExempt("badexample.org", "example.org")).isFalse();
    assertThat(Proxies.isExempt("example.com", "*")).isTrue();
    assertThat(Proxies.isExempt("example.com", "")).isFalse();
  }

  private void assertSends(Settings settings, String authorization) throws Exception {
    server.file("/a.lua", "1");
    try (LuaSearcher searcher = searcher(settings)) {
      searcher.search("a");
      assertThat(server.requests().get(0).header("Authorization")).isEqualTo(authorization);
    }
  }

  private Settings settings() {
    return Settings.of("one").with("one.url", server.url()).with("path", "?.lua");
  }

  private static LuaSearcher searcher(Settings settings) {
    return new HttpSearcherProvider().create(settings);
  }
}
