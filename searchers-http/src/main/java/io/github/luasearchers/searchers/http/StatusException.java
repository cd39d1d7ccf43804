package io.github.luasearchers.searchers.http;

/** Thrown if a server answered with the status of a failure, after all retries. */
final class StatusException extends FetchException {

  private static final long serialVersionUID = 1;

  StatusException(String message) {
    super(message);
  }
}
