package io.github.luasearchers.searchers.http;

import java.io.IOException;

/**
 * Says that a request or its answer breaks a rule of ours. Asking again, asking another mirror or
 * serving an older copy would hide it, so none of these is done.
 */
final class Refusal extends IOException {

  private static final long serialVersionUID = 1;

  private final boolean integrity;

  Refusal(String message) {
    super(message);
    integrity = false;
  }

  Refusal(String message, Throwable cause) {
    super(message, cause);
    integrity = cause instanceof Refusal refusal && refusal.integrity;
  }

  private Refusal(String message, boolean integrity) {
    super(message);
    this.integrity = integrity;
  }

  /** Says that content is not what somebody vouched for. */
  static Refusal ofContent(String message) {
    return new Refusal(message, true);
  }

  /** Tells whether content is not what somebody vouched for: no setting gets around that. */
  boolean isOfContent() {
    return integrity;
  }
}
