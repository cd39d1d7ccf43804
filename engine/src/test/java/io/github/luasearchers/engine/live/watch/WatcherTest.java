package io.github.luasearchers.engine.live.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the watcher looks, and how it begins and ends. */
final class WatcherTest {

  private static final long DEADLINE_MILLIS = 20_000;

  @TempDir Path temporary;
  private Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    folder = temporary.toRealPath();
    file = Files.writeString(folder.resolve("m.lua"), "1");
  }

  private static WatchSettings polling(long millis) {
    return new WatchSettings(
        Watching.QUIET, Optional.of(Duration.ofMillis(millis)), Optional.empty(), Excludes.NONE);
  }

  private static WatchSettings triggered(Path trigger) {
    return new WatchSettings(Watching.QUIET, Optional.empty(), Optional.of(trigger), Excludes.NONE);
  }

  private static WatchSettings excluding(String glob) {
    return new WatchSettings(
        Watching.QUIET, Optional.empty(), Optional.empty(), Excludes.of(List.of(glob)));
  }

  private static void assertEnds(Watcher watcher) throws InterruptedException {
    watcher.thread().join(DEADLINE_MILLIS);
    assertThat(watcher.thread().isAlive()).isFalse();
  }

  /** Counts what the JDK is asked for, and refuses it. */
  private static final class Refusing implements EventSource {

    private final boolean opens;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean refuses = true;

    Refusing(boolean opens) {
      this.opens = opens;
    }

    @Override
    public WatchService open() throws IOException {
      if (!opens && refuses) {
        refused.incrementAndGet();
        throw new IOException("User limit of inotify instances reached");
      }
      return JDK.open();
    }

    @Override
    public WatchKey register(Path folder, WatchService service) throws IOException {
      if (refuses) {
        refused.incrementAndGet();
        throw new IOException("User limit of inotify watches reached");
      }
      return JDK.register(folder, service);
    }
  }

  @Test
  void forcedInterval_pollsWithoutEvents() throws Exception {
    Refusing source = new Refusing(false);
    try (Watching watching = new Watching(file).start(polling(20), Watching.NEVER, source)) {
      Files.writeString(file, "22");

      watching.awaitSize(file, 2);
      assertThat(source.refused).hasValue(0);
    }
  }

  @Test
  void systemWithoutMoreServices_isPolledAndSaysSoOnce() throws Exception {
    assertPolled(new Refusing(false), "User limit of inotify instances reached");
  }

  @Test
  void systemWithoutMoreWatches_isPolledAndSaysSoOnce() throws Exception {
    assertPolled(new Refusing(true), "User limit of inotify watches reached");
  }

  private void assertPolled(Refusing source, String reason) throws Exception {
    try (LogRecords log = new LogRecords();
        Watching watching = new Watching(file).start(Watching.settings(), Watching.NEVER, source)) {
      watching.awaitChecks(3);
      Files.writeString(file, "22");
      watching.awaitSize(file, 2);

      assertThat(source.refused.get()).isGreaterThan(2);
      assertThat(log.messages()).singleElement().asString().contains(reason, "every 500 ms");
    }
  }

  @Test
  void limitThatIsGone_letsEventsComeAgain() throws Exception {
    Refusing source = new Refusing(true);
    try (Watching watching =
        new Watching(file).start(Watching.settings(), Watching.NEVER, source)) {
      source.refuses = false;
      int refused = source.refused.get();
      watching.awaitChecks(watching.checks() + 1);

      Files.writeString(file, "22");
      watching.awaitSize(file, 2);
      assertThat(source.refused.get() - refused).isLessThan(20);
    }
  }

  @Test
  void safetyTimer_findsWhatNoEventTold() throws Exception {
    try (Watching watching =
        new Watching(file).start(Watching.settings(), Duration.ofMillis(100))) {
      watching.awaitChecks(5);
    }
  }

  @Test
  void trigger_aloneStartsChecks() throws Exception {
    Path trigger = folder.resolve("reload");
    Path other = Files.writeString(folder.resolve("n.lua"), "1");
    try (Watching watching = new Watching(file, other).start(triggered(trigger), Watching.NEVER)) {
      watching.watcher().filesChanged();
      Files.writeString(trigger, "");
      watching.awaitChecks(1);
      Files.writeString(file, "22");
      Files.writeString(other, "22");
      assertThat(watching.history()).isEmpty();

      Files.setLastModifiedTime(trigger, FileTime.from(Instant.EPOCH));
      watching.awaitSize(file, 2);
      watching.awaitSize(other, 2);
      assertThat(watching.checks() - watching.unsettled()).isEqualTo(2);
    }
  }

  @Test
  void triggerThatIsThereAlready_startsNothing() throws Exception {
    Path trigger = Files.createFile(folder.resolve("reload"));
    WatchSettings settings =
        new WatchSettings(
            Watching.QUIET, Optional.of(Duration.ofMillis(5)), Optional.of(trigger), Excludes.NONE);
    try (Watching watching = new Watching(file).start(settings, Watching.NEVER)) {
      Files.delete(trigger);
      Files.writeString(file, "22");
      Trigger same = new Trigger(trigger);
      assertThat(same.isPulled()).isFalse();
      assertThat(watching.checks()).isZero();

      Files.createFile(trigger);
      assertThat(same.isPulled()).isTrue();
      assertThat(same.isPulled()).isFalse();
      watching.awaitSize(file, 2);
    }
  }

  @Test
  void excludedFile_startsNoCheck() throws Exception {
    Path excluded = Files.writeString(folder.resolve("gen.lua"), "1");
    try (Watching watching =
        new Watching(file, excluded).start(excluding("gen.*"), Watching.NEVER)) {
      int checks = watching.checks();
      Files.writeString(excluded, "22");
      CountDownLatch otherEvents = new CountDownLatch(1);
      try (Watching beside = new Watching(excluded).start()) {
        Files.writeString(excluded, "333");
        beside.awaitSize(excluded, 3);
        otherEvents.countDown();
      }
      assertThat(otherEvents.getCount()).isZero();
      assertThat(watching.checks()).isEqualTo(checks);

      Files.writeString(file, "22");
      watching.awaitSize(file, 2);
    }
  }

  /** Makes files beside a watched one, as often as it can. */
  private static final class Noise extends Thread {

    private final Path folder;
    private final String ending;
    private volatile boolean done;

    Noise(Path folder, String ending) {
      this.folder = folder;
      this.ending = ending;
    }

    @Override
    public void run() {
      try {
        for (int i = 0; !done; i++) {
          Files.delete(Files.createFile(folder.resolve("noise" + i % 100 + ending)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void end() throws InterruptedException {
      done = true;
      join();
    }
  }

  private Duration timeToNotice(String ending) throws Exception {
    Noise noise = new Noise(folder, ending);
    WatchSettings settings =
        new WatchSettings(
            Duration.ofMillis(500), Optional.empty(), Optional.empty(), Excludes.NONE);
    try (Watching watching = new Watching(file).start(settings, Watching.NEVER)) {
      noise.start();
      long begin = System.nanoTime();
      Files.writeString(file, "22");
      watching.awaitSize(file, 2);
      return Duration.ofNanos(System.nanoTime() - begin);
    } finally {
      noise.end();
    }
  }

  @Test
  void otherFilesInTheFolder_putNoCheckOff() throws Exception {
    assertThat(timeToNotice(".tmp")).isLessThan(Duration.ofMillis(1500));
  }

  @Test
  void batchWithoutEnd_putsTheCheckOffForTwoSeconds() throws Exception {
    assertThat(timeToNotice(".lua")).isGreaterThan(Duration.ofMillis(1500));
  }

  @Test
  void newFiles_areWatchedAndCheckedAtOnce() throws Exception {
    Path later = Files.createDirectory(folder.resolve("lib")).resolve("n.lua");
    Files.writeString(later, "1");
    try (Watching watching = new Watching(file).start()) {
      watching.setFiles(file, later);
      watching.awaitSize(later, 1);

      Files.writeString(later, "22");
      watching.awaitSize(later, 2);
    }
  }

  @Test
  void unsettledFile_isAskedForAgainForTwoSeconds() throws Exception {
    try (Watching watching = new Watching(file).start()) {
      Instant begin = Instant.now();
      Files.writeString(file, "");
      watching.awaitSize(file, 0);

      assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(1900));
      assertThat(watching.unsettled()).isPositive();
    }
  }

  @Test
  void failingCheck_isLoggedAndTheWatchGoesOn() throws Exception {
    try (LogRecords log = new LogRecords();
        Watching watching = new Watching(file).start()) {
      watching.fail(true);
      Files.writeString(file, "22");
      watching.awaitChecks(2);
      watching.fail(false);
      Files.writeString(file, "333");

      watching.awaitSize(file, 3);
      assertThat(log.messages())
          .isNotEmpty()
          .allMatch(
              message -> message.contains("failed: java.lang.IllegalStateException: a check"));
    }
  }

  @Test
  void interruptFromElsewhere_changesNothing() throws Exception {
    try (Watching watching = new Watching(file).start()) {
      for (int i = 0; i < 100; i++) {
        watching.watcher().thread().interrupt();
      }
      Files.writeString(file, "22");

      watching.awaitSize(file, 2);
    }
  }

  @Test
  void closing_endsTheThread() throws Exception {
    Watching watching = new Watching(file).start();
    watching.close();
    watching.close();
    assertEnds(watching.watcher());
    watching.watcher().filesChanged();
  }

  @Test
  void closing_doesNotWaitForTheCheckThatCalledIt() throws Exception {
    CountDownLatch checked = new CountDownLatch(1);
    Watcher[] watcher = new Watcher[1];
    Watched closes =
        new Watched() {
          @Override
          public List<Path> files() {
            return List.of(file);
          }

          @Override
          public synchronized boolean check(boolean last) {
            watcher[0].close();
            checked.countDown();
            return false;
          }
        };
    synchronized (closes) {
      watcher[0] = Watcher.start(closes, Watching.settings());
    }
    assertThat(checked.await(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    assertEnds(watcher[0]);
  }

  @Test
  void droppedEngine_endsTheThread() throws Exception {
    Watching[] watching = {new Watching(file).start()};
    Watcher watcher = watching[0].watcher();
    WeakReference<Watching> weak = new WeakReference<>(watching[0]);
    watching[0] = null;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
    while (weak.get() != null && System.nanoTime() < end) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(weak.get()).isNull();
    assertEnds(watcher);
  }

  @Test
  void thread_isADaemon() {
    try (Watching watching = new Watching(file).start()) {
      assertThat(watching.watcher().thread().isDaemon()).isTrue();
      assertThat(watching.watcher().thread().getName()).isEqualTo("lua-watch");
    }
  }

  @Test
  void settings_refuseWhatCannotBeWaitedFor() {
    assertThatThrownBy(() -> polling(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new WatchSettings(
                    Duration.ofMillis(-1), Optional.empty(), Optional.empty(), Excludes.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
