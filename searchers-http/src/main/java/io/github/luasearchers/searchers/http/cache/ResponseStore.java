package io.github.luasearchers.searchers.http.cache;

import java.util.Optional;

/**
 * Stores responses by URL and credentials: in memory, in a folder, or on a server. The client makes
 * all decisions about them, so that all stores behave alike. A store can lose responses.
 * Implementations are safe for threads, and those that outlive a process for processes.
 */
public interface ResponseStore {

  /** Returns the response of a key, if there is one and it is undamaged. */
  Optional<StoredResponse> get(Digest key);

  /** Stores a response if it can. It does not fail if it can't. */
  void put(Digest key, StoredResponse response);

  void remove(Digest key);

  /**
   * Returns random bytes that live as long as the stored responses: the secret of the {@link
   * CredentialKeys}.
   */
  byte[] secret();
}
