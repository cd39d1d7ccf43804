package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates, made by the JDK's keytool as they are needed. */
class TlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir static Path temp;

  @Test
  void certificate_ofOnesOwnAuthority_isTrustedBySettingOrByContext() throws Exception {
    makeKey("good", "ip:127.0.0.1", "-validity", "2");
    try (TestServer server = new TestServer(context("good", null))) {
      server.file("/a.lua", "1");
      Settings settings =
          Settings.of(server.url()).with("tls.authorities", temp.resolve("good.pem").toString());
      try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
        assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
      }
      HttpSearcherProvider provider =
          HttpSearcherProvider.builder().sslContext(context("good", "good")).build();
      try (LuaSearcher searcher = provider.create(Settings.of(server.url()))) {
        assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
      }
    }
  }

  @Test
  void selfSignedCertificate_isRefused_andNotAskedTwice() throws Exception {
    makeKey("stranger", "ip:127.0.0.1", "-validity", "2");
    try (TestServer server = new TestServer(context("stranger", null));
        LuaSearcher searcher =
            new HttpSearcherProvider().create(Settings.of(server.url()).with("retries", "5"))) {
      assertThatThrownBy(() -> searcher.search("a"))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("TLS failed: ")
          .hasMessageContaining("unable to find valid certification path")
          .hasMessageContaining("lua.http.tls.authorities");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void expiredCertificate_isRefused() throws Exception {
    makeSignedKey("old", "ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
    assertRefused("old", "127.0.0.1", "NotAfter");
  }

  @Test
  void certificate_ofAnotherHost_isRefused() throws Exception {
    makeKey("other", "dns:other.example", "-validity", "2");
    assertRefused(
        "other", "127.0.0.1", "No subject alternative names matching IP address 127.0.0.1");
    assertRefused("other", "localhost", "No subject alternative DNS name matching localhost found");
  }

  private static void assertRefused(String key, String host, String reason) throws Exception {
    try (TestServer server = new TestServer(context(key, null))) {
      Settings settings =
          Settings.of(server.url().replace("127.0.0.1", host))
              .with("tls.authorities", temp.resolve(key + ".pem").toString());
      try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
        assertThatThrownBy(() -> searcher.search("a"))
            .isInstanceOf(PolicyException.class)
            .hasMessageContaining("TLS failed: ")
            .hasMessageContaining(reason);
      }
    }
  }

  @Test
  void redirect_fromHttpsToHttp_isRefused() throws Exception {
    makeKey("down", "ip:127.0.0.1", "-validity", "2");
    try (TestServer server = new TestServer(context("down", null));
        TestServer plain = new TestServer()) {
      server.status("/a.lua", 302, "Location", plain.url() + "a.lua");
      Settings settings =
          Settings.of(server.url())
              .with("tls.authorities", temp.resolve("down.pem").toString())
              .with("redirects", plain.url());
      try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
        assertThatThrownBy(() -> searcher.search("a"))
            .hasMessageContaining("it redirects from https to http");
        assertThat(plain.requests()).isEmpty();
      }
    }
  }

  @Test
  void clientCertificate_isShown() throws Exception {
    makeKey("server", "ip:127.0.0.1", "-validity", "2");
    makeKey("client", "dns:client.example", "-validity", "2");
    SSLContext context = context("server", "client");
    try (TestServer server = TestServer.demandingCertificates(context)) {
      server.file("/a.lua", "1").file("/b.lua", "1");
      Settings settings =
          Settings.of(server.url()).with("tls.authorities", temp.resolve("server.pem").toString());
      try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
        assertThatThrownBy(() -> searcher.search("b")).hasMessageContaining("cannot fetch");
      }
      settings
          .with("tls.keys", temp.resolve("client.p12").toString())
          .with("tls.keys-password", PASSWORD);
      try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
        assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
      }
    }
  }

  @Test
  void unreadableFiles_areSentences() throws Exception {
    Path empty = Files.writeString(temp.resolve("empty.pem"), "");
    Settings settings = Settings.of("https://host/");
    assertThatThrownBy(
            () ->
                new HttpSearcherProvider().create(settings.with("tls.authorities", "/no/such.pem")))
        .hasMessageContaining("cannot read certificates from the file '/no/such.pem'");
    assertThatThrownBy(
            () ->
                new HttpSearcherProvider()
                    .create(settings.with("tls.authorities", empty.toString())))
        .hasMessageContaining("certificate");
  }

  /** Makes a key with a certificate of its own: name.p12 and name.pem. */
  private static void makeKey(String name, String alternative, String... more) throws Exception {
    generate(name, name, alternative, more);
    writeCertificate(name, name);
  }

  /** Makes a key whose certificate an authority has signed, which is name.pem. */
  private static void makeSignedKey(String name, String alternative, String... more)
      throws Exception {
    generate(name, "authority", "dns:authority.example", "-ext", "bc:c");
    writeCertificate(name, "authority");
    List<String> signed = new ArrayList<>(List.of(more));
    signed.addAll(List.of("-signer", "authority", "-signerkeypass", PASSWORD));
    generate(name, name, alternative, signed.toArray(String[]::new));
    KeyStore store = store(name);
    store.deleteEntry("authority");
    try (OutputStream out = Files.newOutputStream(temp.resolve(name + ".p12"))) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  private static void generate(String file, String alias, String alternative, String... more)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                keytool(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-ext",
                "san=" + alternative,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                temp.resolve(file + ".p12").toString()));
    command.addAll(List.of(more));
    run(command);
  }

  private static void writeCertificate(String file, String alias) throws Exception {
    byte[] certificate = store(file).getCertificate(alias).getEncoded();
    Files.writeString(
        temp.resolve(file + ".pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n");
  }

  private static KeyStore store(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(temp.resolve(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static String keytool() {
    return Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
  }

  private static void run(List<String> command) throws Exception {
    Path output = temp.resolve("keytool.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  private static SSLContext context(String key, @Nullable String trusted) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(key), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted == null ? null : trusting(trusted), null);
    return context;
  }

  private static TrustManager[] trusting(String name) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(name, store(name).getCertificate(name));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }
}
