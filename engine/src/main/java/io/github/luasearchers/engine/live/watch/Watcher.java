package io.github.luasearchers.engine.live.watch;

/**
 * Watches the files of one engine, in a daemon thread of its own, until it is closed or what it
 * watches for was dropped.
 *
 * <p>No event is trusted: an event, an overflow, a watch that was lost or a timer only starts a
 * {@link Watched#check}. Links are resolved anew before each, and all folders watched on which it
 * depends where a path leads. Where events do not come (macOS, mounts of other machines), or can't
 * be had since a limit of the system is reached, it polls; elsewhere a slow timer makes up for
 * events that were lost.
 *
 * <p>Safe for threads.
 *
 * @since 0.1.0
 */
public final class Watcher implements AutoCloseable {

  private Watcher() {}

  /** Starts to watch. */
  public static Watcher start(Watched watched, WatchSettings settings) {
    throw new UnsupportedOperationException();
  }

  /**
   * Says that {@link Watched#files} returns others: they are watched, and checked, from now on.
   * Returns at once.
   */
  public void filesChanged() {}

  /**
   * Ends the watch. Returns at once, and may be called by a check: one that is running is not
   * waited for, no other begins. Nothing happens the second time.
   */
  @Override
  public void close() {}
}
