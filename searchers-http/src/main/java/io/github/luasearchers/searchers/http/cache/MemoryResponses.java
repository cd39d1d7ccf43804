package io.github.luasearchers.searchers.http.cache;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.Optional;

/** Responses in memory. */
final class MemoryResponses implements ResponseStore {

  private static final int MAX_RESPONSES = 20_000;

  private final Cache<Digest, StoredResponse> responses =
      CacheBuilder.newBuilder().maximumSize(MAX_RESPONSES).build();
  private final byte[] secret = CredentialKeys.newSecret();

  @Override
  public Optional<StoredResponse> get(Digest key) {
    return Optional.ofNullable(responses.getIfPresent(key));
  }

  @Override
  public void put(Digest key, StoredResponse response) {
    responses.put(key, response);
  }

  @Override
  public void remove(Digest key) {
    responses.invalidate(key);
  }

  @Override
  public byte[] secret() {
    return secret.clone();
  }
}
