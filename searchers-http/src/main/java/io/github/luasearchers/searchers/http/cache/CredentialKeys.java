package io.github.luasearchers.searchers.http.cache;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names those who may see an answer, so that what one was shown is not another's. Made with a
 * secret of the cache's own, so that nobody can tell a password from its name.
 */
public final class CredentialKeys {

  private static final int LENGTH = 32;

  private final AnswerStore answers;
  private volatile byte @Nullable [] secret;

  public CredentialKeys(AnswerStore answers) {
    this.answers = answers;
  }

  static byte[] newSecret() {
    byte[] secret = new byte[LENGTH];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  public String of(Map<String, String> headers) {
    byte[] known = secret;
    if (known == null) {
      known = answers.secret();
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
