package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;

/**
 * The marks of what the collector has found, as a list from the last one back. The JVM may have
 * several threads that run {@code finalize} and add to it; the evaluating thread takes them.
 *
 * <p>It has a lock and is no {@code AtomicReference}: to make the handles of one takes a JVM that
 * has just begun longer than all marks of a short script.
 */
final class FoundMarks {

  private Mark.@Nullable OfSentinel last;

  /** Puts a mark at the end. */
  synchronized void add(Mark.OfSentinel mark) {
    mark.before = last;
    mark.place = count() + 1;
    last = mark;
  }

  /** Removes all marks, and returns the last, which has the others; null if there is none. */
  synchronized Mark.@Nullable OfSentinel take() {
    Mark.@Nullable OfSentinel taken = last;
    last = null;
    return taken;
  }

  /** Returns how many marks there are. */
  synchronized int count() {
    return last == null ? 0 : last.place;
  }
}
