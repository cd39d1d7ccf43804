package io.github.luasearchers.searchers.http.cache;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.Optional;

/** Answers that live as long as the process. */
final class MemoryAnswers implements AnswerStore {

  private static final int MOST = 20_000;

  private final Cache<Digest, KeptAnswer> answers =
      CacheBuilder.newBuilder().maximumSize(MOST).build();
  private final byte[] secret = CredentialKeys.newSecret();

  @Override
  public Optional<KeptAnswer> get(Digest key) {
    return Optional.ofNullable(answers.getIfPresent(key));
  }

  @Override
  public void put(Digest key, KeptAnswer answer) {
    answers.put(key, answer);
  }

  @Override
  public void remove(Digest key) {
    answers.invalidate(key);
  }

  @Override
  public byte[] secret() {
    return secret.clone();
  }
}
