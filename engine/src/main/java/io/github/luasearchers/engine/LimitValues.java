package io.github.luasearchers.engine;

import io.github.luasearchers.engine.vm.Limits;
import io.github.luasearchers.spi.Setting;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Parses the values of limits. A script without limits does not load this class. */
final class LimitValues {

  /** Small enough for sums not to overflow. */
  private static final long LONGEST = Long.MAX_VALUE / 4;

  private static final Setting<Duration> TIME = Setting.duration(Limits.TIME, "500ms");
  private static final Setting<Long> COUNT = Setting.count(Limits.INSTRUCTIONS, 1, 5_000_000);
  private static final Setting<Long> SIZE = Setting.size(Limits.MEMORY, "64MiB");

  private LimitValues() {}

  /**
   * Parses a value; a time is returned in nanoseconds.
   *
   * @throws IllegalArgumentException if it is malformed; the message is for the user
   */
  static long parse(String key, String text) {
    long value =
        switch (key) {
          case Limits.TIME -> nanos(text);
          case Limits.MEMORY, Limits.OUTPUT -> SIZE.parse(key, text);
          default -> COUNT.parse(key, text);
        };
    return Math.min(LONGEST, value);
  }

  private static long nanos(String text) {
    Duration time = TIME.parse(Limits.TIME, text);
    if (time.isZero()) {
      throw SettingsReader.malformed(Limits.TIME, text, "a duration above 0");
    }
    return TimeUnit.MILLISECONDS.toNanos(time.toMillis());
  }
}
