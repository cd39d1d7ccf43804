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

  private final WatchLoop loop;
  private final Thread thread;

  private Watcher(WatchLoop loop) {
    this.loop = loop;
    thread = new Thread(loop, "lua-watch");
    thread.setDaemon(true);
  }

  /** Starts to watch. The first check comes after the quiet period, if there is no trigger. */
  public static Watcher start(Watched watched, WatchSettings settings) {
    Mounts mounts = new Mounts();
    Intervals intervals = new Intervals(settings.poll(), mounts);
    return start(new WatchLoop(watched, settings, EventSource.JDK, intervals, mounts));
  }

  static Watcher start(WatchLoop loop) {
    Watcher watcher = new Watcher(loop);
    watcher.thread.start();
    return watcher;
  }

  Thread thread() {
    return thread;
  }

  /**
   * Says that {@link Watched#files} returns others: they are watched, and checked, from now on.
   * Returns at once; many calls in a row end in one check.
   */
  public void filesChanged() {
    loop.filesChanged();
  }

  /**
   * Ends the watch. Returns at once, and may be called by a check: one that is running is not
   * waited for, and one that is just about to begin may still do so. Nothing happens the second
   * time.
   */
  @Override
  public void close() {
    loop.close();
  }
}
