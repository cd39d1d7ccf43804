package io.github.luasearchers.engine.live.watch;

import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** How often to check without an event. */
final class Intervals {

  /** Where no events come. */
  private static final long POLL = Duration.ofMillis(500).toNanos();

  /** Where they come, but one may be lost. */
  private static final Duration SAFETY = Duration.ofSeconds(2);

  /** Where the system has no stamps that count, and each check reads all files. */
  private static final Duration RARE_SAFETY = Duration.ofSeconds(10);

  /** How long there is no check after one, as a multiple of what it took. */
  private static final int REST = 20;

  private final Optional<Duration> given;
  private final Mounts mounts;
  private final long safety;
  private final boolean useEvents;
  private boolean complete = true;
  private long took;
  private long tookBefore;

  Intervals(Optional<Duration> given, Mounts mounts) {
    this(given, mounts, safety());
  }

  /**
   * As it is told.
   *
   * @param given the interval, if not by what the file systems are
   * @param safety the interval where events come
   */
  Intervals(Optional<Duration> given, Mounts mounts, Duration safety) {
    this.safety = safety.toNanos();
    this.given = given;
    this.mounts = mounts;
    useEvents = given.isEmpty() && hasEvents(System.getProperty("os.name", ""));
  }

  /** Tells whether a system's {@code WatchService} has events; the JDK's for all others polls. */
  static boolean hasEvents(String system) {
    String name = system.toLowerCase(Locale.ROOT);
    return name.startsWith("linux") || name.startsWith("windows");
  }

  boolean useEvents() {
    return useEvents;
  }

  /**
   * Says what is watched by events.
   *
   * @param all whether the system took all of them
   */
  void watching(Collection<Spot> spots, boolean all) {
    complete = all;
    for (Spot spot : spots) {
      complete = complete && !(spot.isNear() && mounts.isRemote(spot.folder()));
    }
  }

  /** Says how long a check took. One that is slow for once, as the first is, changes nothing. */
  void took(long nanos) {
    tookBefore = took;
    took = nanos;
  }

  /** Returns the nanoseconds between two checks. */
  long current() {
    if (given.isPresent()) {
      return given.get().toNanos();
    }
    if (!useEvents || !complete) {
      return Math.max(POLL, REST * Math.min(took, tookBefore));
    }
    return safety;
  }

  private static Duration safety() {
    boolean stamps = FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    return stamps ? SAFETY : RARE_SAFETY;
  }
}
