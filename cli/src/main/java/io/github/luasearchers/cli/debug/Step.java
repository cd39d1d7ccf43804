package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.vm.Coroutine;

/**
 * How far the script is to go until it stops again.
 *
 * @param thread the thread that the step was asked for in
 * @param levels how many calls there were in it
 */
record Step(Kind kind, Coroutine thread, int levels) {

  /** The kinds of steps. */
  enum Kind {
    IN,
    OVER,
    OUT
  }

  /**
   * Tells whether the step ends at a line of a thread. One that was asked for in a coroutine that
   * has yielded or ended since goes on in whoever is next.
   */
  boolean endsIn(Coroutine running, int levelsNow) {
    if (kind == Kind.IN) {
      return true;
    }
    if (running != thread) {
      String status = thread.getStatus();
      return status.equals("suspended") || status.equals("dead");
    }
    return kind == Kind.OVER ? levelsNow <= levels : levelsNow < levels;
  }
}
