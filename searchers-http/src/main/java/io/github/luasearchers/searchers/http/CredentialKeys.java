package io.github.luasearchers.searchers.http;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names those who may see an answer, so that what one was shown is not another's. Made with a key
 * of the cache's own, so that nobody can tell a secret from its name.
 */
final class CredentialKeys {

  private static final int LENGTH = 32;

  private final byte[] key;

  CredentialKeys(byte[] key) {
    this.key = key.clone();
  }

  String of(Map<String, String> headers) {
    Hasher hasher = Hashing.hmacSha256(key).newHasher();
    for (Map.Entry<String, String> header : new TreeMap<>(headers).entrySet()) {
      hasher.putString(header.getKey(), StandardCharsets.UTF_8).putChar('\n');
      hasher.putString(header.getValue(), StandardCharsets.UTF_8).putChar('\n');
    }
    return hasher.hash().toString().substring(0, LENGTH);
  }
}
