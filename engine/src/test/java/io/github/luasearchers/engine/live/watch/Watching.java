package io.github.luasearchers.engine.live.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A watched engine without one: it knows what its files are, and writes down what they become. No
 * timer starts a check unless a test wants it, so that what is noticed was noticed by an event.
 */
final class Watching implements Watched, AutoCloseable {

  static final Duration QUIET = Duration.ofMillis(50);
  static final Duration NEVER = Duration.ofHours(1);
  private static final long DEADLINE = Duration.ofSeconds(20).toNanos();

  private FileStates states = new FileStates(QUIET);
  private final Map<Path, FileState> loaded = new HashMap<>();
  private final List<FileState> history = new ArrayList<>();
  private Collection<Path> files;
  private int checks;
  private int unsettled;
  private int lasts;
  private boolean failing;
  private Watcher watcher;

  Watching(Path... files) {
    this.files = List.of(files);
  }

  static WatchSettings settings() {
    return new WatchSettings(QUIET, Optional.empty(), Optional.empty(), Excludes.NONE);
  }

  Watching start() {
    return start(settings(), NEVER);
  }

  /** For what must be one change, though the machine may be busy and pause in the middle of it. */
  Watching startPatiently() {
    return start(
        new WatchSettings(Duration.ofSeconds(1), Optional.empty(), Optional.empty(), Excludes.NONE),
        NEVER);
  }

  Watching start(WatchSettings settings, Duration safety) {
    return start(settings, safety, EventSource.JDK);
  }

  /** Returns after the first check, when the files are watched. */
  Watching start(WatchSettings settings, Duration safety, EventSource source) {
    watcher = startOnly(settings, safety, source);
    if (settings.trigger().isEmpty()) {
      awaitChecks(1);
    }
    return this;
  }

  Watcher startOnly(WatchSettings settings, Duration safety, EventSource source) {
    states = new FileStates(settings.quiet());
    Mounts mounts = new Mounts();
    Intervals intervals = new Intervals(settings.poll(), mounts, safety);
    return Watcher.start(new WatchLoop(this, settings, source, intervals, mounts));
  }

  Watcher watcher() {
    return watcher;
  }

  @Override
  public synchronized Collection<Path> files() {
    return files;
  }

  synchronized void setFiles(Path... others) {
    files = List.of(others);
    watcher.filesChanged();
  }

  /** Makes the checks fail from now on. */
  synchronized void fail(boolean now) {
    failing = now;
  }

  @Override
  public synchronized boolean check(boolean last) {
    checks++;
    lasts += last ? 1 : 0;
    notifyAll();
    if (failing) {
      throw new IllegalStateException("a check that fails");
    }
    Map<Path, FileState> now = new HashMap<>();
    for (Path file : files) {
      now.put(file, states.look(file));
    }
    if (!last && now.values().stream().anyMatch(state -> !state.settled())) {
      unsettled++;
      return false;
    }
    for (Path file : files) {
      take(file, now.get(file));
    }
    return true;
  }

  private void take(Path file, FileState state) {
    FileState before = loaded.put(file, state);
    if (before != null && isChange(before, state)) {
      history.add(state);
    }
  }

  private static boolean isChange(FileState before, FileState state) {
    return before.kind() != state.kind() || !before.sha256().equals(state.sha256());
  }

  synchronized int checks() {
    return checks;
  }

  synchronized int unsettled() {
    return unsettled;
  }

  synchronized int lasts() {
    return lasts;
  }

  /** Returns what the files became, one change after the other. */
  synchronized List<FileState> history() {
    return List.copyOf(history);
  }

  void awaitChecks(int count) {
    await(() -> checks >= count, count + " checks");
  }

  void awaitUnsettled() {
    await(() -> unsettled > 0, "a check that found a file unsettled");
  }

  void awaitLast() {
    await(() -> lasts > 0, "a check that waits no longer");
  }

  /** Waits until a file is taken for one with some bytes. */
  void awaitSize(Path file, long size) {
    await(file, state -> state.size() == size, size + " bytes");
  }

  void await(Path file, Predicate<FileState> wanted, String what) {
    await(() -> loaded.containsKey(file) && wanted.test(loaded.get(file)), what);
  }

  private synchronized void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + DEADLINE;
    while (!condition.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      assertThat(left).as("no %s in time: %s after %s checks", what, loaded, checks).isPositive();
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() {
    if (watcher != null) {
      watcher.close();
    }
  }
}
