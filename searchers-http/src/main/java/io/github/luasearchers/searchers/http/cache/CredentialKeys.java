package io.github.luasearchers.searchers.http.cache;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the part of a cache key that stands for credentials, so that a response is reused only for
 * the credentials it was sent for. The part is an HMAC with a secret of the cache, from which
 * nobody can guess a password.
 */
public final class CredentialKeys {

  private static final int LENGTH = 32;

  private final ResponseStore responses;
  private volatile byte @Nullable [] secret;

  public CredentialKeys(ResponseStore responses) {
    this.responses = responses;
  }

  static byte[] newSecret() {
    byte[] secret = new byte[LENGTH];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  public String of(Map<String, String> headers) {
    byte[] known = secret;
    if (known == null) {
      known = responses.secret();
      secret = known;
    }
    Hasher hasher = Hashing.hmacSha256(known).newHasher();
    for (Map.Entry<String, String> header : new TreeMap<>(headers).entrySet()) {
      hasher.putString(header.getKey(), StandardCharsets.UTF_8).putChar('\n');
      hasher.putString(header.getValue(), StandardCharsets.UTF_8).putChar('\n');
    }
    return hasher.hash().toString().substring(0, LENGTH);
  }
}
