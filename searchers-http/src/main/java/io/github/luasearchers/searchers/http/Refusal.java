package io.github.luasearchers.searchers.http;

import org.jspecify.annotations.Nullable;

/**
 * Says that a request or its answer breaks a rule of ours. Asking again, asking another mirror or
 * serving an older copy would hide it, so none of these is done.
 */
final class Refusal extends FetchException {

  private static final long serialVersionUID = 1;

  private final boolean integrity;

  Refusal(String message) {
    this(message, null, false);
  }

  Refusal(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private Refusal(String message, @Nullable Throwable cause, boolean integrity) {
    super(message, cause);
    this.integrity = integrity;
  }

  /** Says that content is not what somebody vouched for. */
  static Refusal ofContent(String message) {
    return new Refusal(message, null, true);
  }

  /** Says the same in a longer sentence. */
  Refusal as(String sentence) {
    return new Refusal(sentence, getCause(), integrity);
  }

  /** Tells whether content is not what somebody vouched for: no setting gets around that. */
  boolean isOfContent() {
    return integrity;
  }
}
