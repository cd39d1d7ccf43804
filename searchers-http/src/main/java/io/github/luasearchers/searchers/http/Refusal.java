package io.github.luasearchers.searchers.http;

import org.jspecify.annotations.Nullable;

/**
 * Says that a request or its answer breaks a rule of ours. Asking again, asking another mirror or
 * serving an older copy would hide it, so none of these is done.
 */
final class Refusal extends FetchException {

  private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message);
  }

  Refusal(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Says the same in a longer sentence. */
  Refusal as(String sentence) {
    return new Refusal(sentence, getCause());
  }
}
