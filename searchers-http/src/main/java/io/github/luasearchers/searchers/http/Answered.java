package io.github.luasearchers.searchers.http;

/** Says that a server answered with a failure of its own, and that it is not asked once more. */
final class Answered extends FetchException {

  private static final long serialVersionUID = 1;

  Answered(String message) {
    super(message);
  }
}
