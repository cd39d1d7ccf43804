package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.integrity.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The trusted authorities and the client's key. Certificates and host names are always verified; no
 * setting turns that off.
 *
 * @param authorities a PEM file of certificates that replace the JDK's trusted ones
 * @param keys a PKCS#12 file with a client's key and certificate
 * @param password the password of {@code keys}, or the place where it is
 */
record Tls(Optional<String> authorities, Optional<String> keys, Optional<String> password) {

  static Tls read(HttpSettings settings) {
    Tls tls =
        new Tls(
            settings.find(HttpKeys.TLS_AUTHORITIES),
            settings.find(HttpKeys.TLS_KEYS),
            settings.find(HttpKeys.TLS_KEYS_PASSWORD));
    try {
      tls.context();
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return tls;
  }

  /** Returns the context that the files make, or empty for the JDK's own. */
  Optional<SSLContext> context() throws IOException {
    if (authorities.isEmpty() && keys.isEmpty()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot set up TLS: " + e.getMessage(), e);
    }
  }

  private TrustManager @Nullable [] trustManagers() throws IOException, GeneralSecurityException {
    if (authorities.isEmpty()) {
      return null;
    }
    String name = authorities.get();
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    int count = 0;
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("authority-" + count++, one);
      }
    } catch (IOException | InvalidPathException | GeneralSecurityException e) {
      throw new IOException(
          "cannot read certificates from the file '" + name + "' in lua.http.tls.authorities", e);
    }
    if (count == 0) {
      throw new IOException(
          "no certificate in the file '" + name + "' in lua.http.tls.authorities");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
    if (keys.isEmpty()) {
      return null;
    }
    char[] secret =
        new Secret("lua.http.tls.keys-password", password.orElse("")).read().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(keys.get()))) {
      store.load(in, secret);
    } catch (IOException | InvalidPathException | GeneralSecurityException e) {
      throw new IOException(
          "cannot read a key from the file '"
              + keys.get()
              + "' in lua.http.tls.keys: it is not there, is no PKCS#12 file or has another password",
          e);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, secret);
    return factory.getKeyManagers();
  }

  @Override
  public String toString() {
    return "Tls[authorities=" + authorities.orElse("") + ", keys=" + keys.orElse("") + "]";
  }
}
