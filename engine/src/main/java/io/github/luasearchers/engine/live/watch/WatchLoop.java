package io.github.luasearchers.engine.live.watch;

import io.github.luasearchers.engine.live.watch.Registrations.News;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What the watcher's thread does. */
final class WatchLoop implements Runnable {

  private final WeakReference<Watched> watched;
  private final Registrations folders;
  private final Intervals intervals;
  private final Signal signal = new Signal();
  private final Places places;
  private final @Nullable Trigger trigger;
  private final Ways ways;
  private final long start = System.nanoTime();
  private final Pace pace;
  private volatile boolean closed;
  private final AtomicBoolean filesChanged = new AtomicBoolean();
  private boolean told;

  WatchLoop(
      Watched watched,
      WatchSettings settings,
      EventSource source,
      Intervals intervals,
      Mounts mounts) {
    this.watched = new WeakReference<>(watched);
    folders = new Registrations(source);
    this.intervals = intervals;
    trigger = settings.trigger().map(Trigger::new).orElse(null);
    Excludes excludes = settings.excludes();
    places = new Places(file -> trigger != null || !excludes.exclude(file));
    ways = new Ways(new KnownFolders(mounts));
    pace = new Pace(settings.quiet(), now());
    pace.event(now()); // nothing is watched yet, and what was loaded may have changed since
  }

  void filesChanged() {
    filesChanged.set(true);
    signal.wake();
  }

  void close() {
    closed = true;
    signal.wake();
  }

  @Override
  public void run() {
    try (folders) {
      while (!closed && watched.get() != null) {
        long wait = pace.due(intervals.current()) - now();
        if (wait > 0) {
          await(wait);
        } else {
          round();
        }
      }
    }
  }

  private long now() {
    return System.nanoTime() - start;
  }

  /** Waits no longer than a dropped engine may keep its thread. */
  private void await(long nanos) {
    News news = News.NOTHING;
    if (signal.beginWait()) {
      try {
        news = folders.await(Math.min(nanos, Pace.PATIENCE));
      } catch (InterruptedException e) {
        news = News.NOTHING; // the flags say why
      } finally {
        signal.endWait();
      }
    }
    if (filesChanged.getAndSet(false) && trigger == null) {
      news = News.CHANGE;
    }
    if (news == News.CHANGE) {
      pace.event(now());
    } else if (news == News.MORE) {
      pace.more(now());
    }
  }

  /** Watches what is there now, then looks at it: whatever changes after the look is an event. */
  private void round() {
    @Nullable Watched target = watched.get();
    if (target == null) {
      return;
    }
    pace.begin();
    long begin = now();
    boolean last = pace.isLast(begin);
    boolean settled = true;
    try {
      watch(trigger == null ? target.files() : trigger.files());
      if (pace.isWaiting() || trigger == null || trigger.isPulled()) {
        settled = closed || target.check(last);
      }
    } catch (Throwable e) { // a thread that dies of it would end the watch unseen
      Log.LOG.log(Level.WARNING, "LuaSearchers: a check for changed files failed: " + e, e);
    }
    long end = now();
    intervals.took(end - begin);
    pace.end(end, settled, last);
  }

  private void watch(Collection<Path> files) {
    if (!intervals.useEvents()) {
      return;
    }
    Collection<Spot> spots = ways.of(places.of(files));
    Optional<String> problem = folders.update(spots);
    intervals.watching(spots, problem.isEmpty());
    if (problem.isPresent() && !told) {
      told = true;
      Log.LOG.log(
          Level.WARNING,
          "LuaSearchers: not all files can be watched ("
              + problem.get()
              + "): they are looked at every "
              + Duration.ofNanos(intervals.current()).toMillis()
              + " ms");
    }
  }
}
