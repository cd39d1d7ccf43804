package io.github.luasearchers.engine.live.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a check begins. Times are in milliseconds. */
final class PaceTest {

  private static final long INTERVAL = nanos(60_000);

  private final Pace pace = new Pace(Duration.ofMillis(50), 0);

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  private long due() {
    return pace.due(INTERVAL) / 1_000_000;
  }

  private void check(long begin, long end, boolean settled) {
    pace.begin();
    boolean last = pace.isLast(nanos(begin));
    pace.end(nanos(end), settled, last);
  }

  @Test
  void withoutAnEvent_theTimerDecides() {
    assertThat(due()).isEqualTo(60_000);
    check(60_000, 60_003, true);
    assertThat(due()).isEqualTo(120_003);
  }

  @Test
  void check_beginsWhenNothingCameForTheQuietPeriod() {
    pace.event(nanos(1000));
    assertThat(due()).isEqualTo(1050);
    pace.event(nanos(1040));
    assertThat(due()).isEqualTo(1090);
  }

  @Test
  void timer_doesNotInterruptWhatHasBegun() {
    pace.event(nanos(59_990));
    assertThat(due()).isEqualTo(60_040);
  }

  @Test
  void whatIsPartOfABatch_putsTheCheckOffButStartsNone() {
    pace.more(nanos(1000));
    assertThat(due()).isEqualTo(60_000);
    pace.event(nanos(2000));
    pace.more(nanos(2030));
    assertThat(due()).isEqualTo(2080);
  }

  @Test
  void constantFire_putsTheCheckOffForTwoSeconds() {
    for (int at = 1000; at < 5000; at += 10) {
      pace.event(nanos(at));
    }
    assertThat(due()).isEqualTo(3000);
  }

  @Test
  void quietPeriodOfMoreThanTwoSeconds_isKept() {
    Pace slow = new Pace(Duration.ofSeconds(5), 0);
    slow.event(nanos(1000));
    assertThat(slow.due(INTERVAL)).isEqualTo(nanos(6000));
  }

  @Test
  void eventsDuringACheck_startTheNext() {
    pace.event(nanos(1000));
    pace.begin();
    pace.event(nanos(1055));
    pace.end(nanos(1060), true, false);
    assertThat(due()).isEqualTo(1105);
  }

  @Test
  void unsettledFiles_areLookedAtAgainUntilTwoSecondsAreOver() {
    pace.event(nanos(0));
    long at = 50;
    check(at, at, false);
    int again = 0;
    while (!pace.isLast(nanos(due()))) {
      at = due();
      check(at, at, false);
      again++;
    }
    assertThat(again).isEqualTo(39);
    assertThat(due()).isEqualTo(2050);
    check(2050, 2051, false);
    assertThat(pace.isWaiting()).isFalse();
    assertThat(due()).isEqualTo(62_051);
  }

  @Test
  void unsettledFileUnderConstantFire_isNotWaitedForLonger() {
    pace.event(nanos(0));
    check(50, 50, false);
    for (int at = 60; at < 4000; at += 10) {
      pace.event(nanos(at));
    }
    assertThat(due()).isEqualTo(2050);
    assertThat(pace.isLast(nanos(2050))).isTrue();
  }

  @Test
  void settledFiles_endTheWaiting() {
    check(50, 50, false);
    assertThat(pace.isWaiting()).isTrue();
    check(100, 100, true);
    assertThat(pace.isWaiting()).isFalse();
    check(150, 150, false);
    assertThat(pace.isLast(nanos(2100))).as("counted from the newest").isFalse();
  }

  @Test
  void withoutAQuietPeriod_unsettledFilesAreNotLookedAtWithoutAPause() {
    Pace hasty = new Pace(Duration.ZERO, 0);
    hasty.event(nanos(7));
    assertThat(hasty.due(INTERVAL)).isEqualTo(nanos(7));
    hasty.begin();
    hasty.end(nanos(8), false, false);
    assertThat(hasty.due(INTERVAL)).isEqualTo(nanos(18));
  }
}
