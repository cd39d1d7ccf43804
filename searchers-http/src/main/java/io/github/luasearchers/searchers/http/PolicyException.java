package io.github.luasearchers.searchers.http;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a request or its response breaks one of our rules. There is then no retry, no other
 * mirror and no stale copy, because each of these would hide the violation.
 */
final class PolicyException extends FetchException {

  private static final long serialVersionUID = 1;

  PolicyException(String message) {
    super(message);
  }

  PolicyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Returns the same exception with a longer message. */
  PolicyException withMessage(String message) {
    return new PolicyException(message, getCause());
  }
}
