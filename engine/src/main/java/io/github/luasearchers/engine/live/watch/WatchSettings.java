package io.github.luasearchers.engine.live.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to watch.
 *
 * @param quiet how long nothing must have come before a check begins; under constant fire it begins
 *     after two seconds, if that is longer
 * @param poll how often to check without events, then used alone; empty to decide by what each file
 *     system can tell
 * @param trigger the one file whose change starts a check; empty if every file's does
 * @param excludes the files that are not watched
 * @since 0.1.0
 */
public record WatchSettings(
    Duration quiet, Optional<Duration> poll, Optional<Path> trigger, Excludes excludes) {

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException if the quiet period is negative, or the interval not positive
   */
  public WatchSettings {
    if (quiet.isNegative()) {
      throw new IllegalArgumentException("the quiet period " + quiet + " is negative");
    }
    if (poll.isPresent() && (poll.get().isNegative() || poll.get().isZero())) {
      throw new IllegalArgumentException("the interval " + poll.get() + " is not positive");
    }
  }
}
