package io.github.luasearchers.searchers.http.cache;

import java.util.Optional;

/**
 * Answers by their URL and reader: in memory, in a folder, or on a Redis server. All that is
 * decided about them is decided by the client, so that no store keeps another promise than the
 * next. A store can forget. Any number of threads may use it, and of those that outlive a process,
 * any number of processes.
 */
public interface AnswerStore {

  /** Returns what was kept under a key, if it is what it was. */
  Optional<KeptAnswer> get(Digest key);

  /** Keeps an answer if it can. That it couldn't is no failure. */
  void put(Digest key, KeptAnswer answer);

  void remove(Digest key);

  /**
   * Returns random bytes that stay as long as what is kept does: with them the {@link
   * CredentialKeys} are made.
   */
  byte[] secret();
}
