package io.github.luasearchers.searchers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.http.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes with several threads each on one cache folder, a repository that fails, and
 * processes that are killed. It lasts {@code -Dchaos.seconds}.
 */
@Tag("slow")
class ChaosTest {

  private static final int SECONDS = Integer.getInteger("chaos.seconds", 8);
  private static final int PROCESSES = 4;
  private static final int MODULES = 150;
  private static final int PERCENT = 20;

  @TempDir Path temp;

  private final Random random = new Random();
  private final Totals totals = new Totals();

  /** What all children counted, those that were killed up to their last line. */
  private static final class Totals {
    final long[] counts = new long[5];
    int children;
    int killed;
    int unfinished;
    final List<String> noise = new ArrayList<>();

    synchronized void add(String line) {
      String[] words = line.split(" ", -1);
      for (int i = 0; i < counts.length; i++) {
        counts[i] += Long.parseLong(words[i]);
      }
    }
  }

  @Test
  void threadsAndProcesses_killedAtAnyTime_neverSeeAWrongByte_norLoseAModule() throws Exception {
    try (FaultyRepository repository = new FaultyRepository(MODULES, PERCENT)) {
      rage(repository);
      repository.heal();
      int torn = tornBlobs();
      int lockedWrong = lockedWrong();
      int missing = missingAfterwards(repository);
      report(repository, torn, lockedWrong, missing);
      assertThat(totals.noise).isEmpty();
      assertThat(totals.counts[0]).as("modules loaded").isPositive();
      assertThat(totals.killed).as("processes killed").isPositive();
      assertThat(totals.counts[1]).as("modules with a wrong byte").isZero();
      assertThat(totals.counts[2]).as("modules said not to exist").isZero();
      assertThat(totals.counts[4] + totals.unfinished).as("threads that are stuck").isZero();
      assertThat(torn + lockedWrong + missing).as("left behind").isZero();
    }
  }

  private void rage(FaultyRepository repository) throws Exception {
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      children.add(new Child(repository, i));
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      Thread.sleep(700 + random.nextInt(600));
      int victim = random.nextInt(PROCESSES);
      children.get(victim).kill();
      totals.killed++;
      children.set(victim, new Child(repository, victim));
    }
    for (Child child : children) {
      child.finish();
    }
  }

  private final class Child {

    private final Process process;
    private final Thread reader;
    private volatile String last = "0 0 0 0 0";

    Child(FaultyRepository repository, int number) throws IOException {
      // Half of the processes record to one lock file.
      String lock = number % 2 == 0 ? temp.resolve("lock.json").toString() : "";
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ChaosChild.class.getName(),
                  repository.url(),
                  temp.resolve("cache").toString(),
                  String.valueOf(MODULES),
                  lock)
              .redirectError(temp.resolve("err" + totals.children++).toFile())
              .start();
      reader = new Thread(this::read);
      reader.start();
    }

    private void read() {
      try (BufferedReader lines = process.inputReader(UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.matches("\\d+( \\d+){4}")) {
            last = line;
          } else if (totals.noise.size() < 30) {
            totals.noise.add(line);
          }
        }
      } catch (IOException e) {
        // It was killed while it wrote.
      }
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
      reader.join();
      totals.add(last);
    }

    void finish() throws Exception {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        totals.unfinished++;
      }
      kill();
    }
  }

  /** Counts the files in the store that are not what their names say. */
  private int tornBlobs() throws IOException {
    int torn = 0;
    try (Stream<Path> files = Files.walk(temp.resolve("cache/v1/blobs"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        boolean right =
            Digest.of(Files.readAllBytes(file)).hex().equals(file.getFileName().toString());
        torn += right ? 0 : 1;
      }
    }
    return torn;
  }

  private int lockedWrong() throws IOException {
    LockFile lock =
        LockFile.open(temp.resolve("lock.json"), LockFile.Mode.VERIFY, Optional.empty());
    int wrong = 0;
    for (String name : lock.modules().keySet()) {
      Digest right = Digest.of(FaultyRepository.content(Integer.parseInt(name.substring(1))));
      wrong += lock.modules().get(name).digest().equals(right) ? 0 : 1;
    }
    return wrong;
  }

  /** Counts the modules that a process can't load when all is well again. */
  private int missingAfterwards(FaultyRepository repository) throws IOException {
    Settings settings =
        Settings.of(repository.url())
            .with("cache", temp.resolve("cache").toString())
            .with("path", "?.lua");
    int missing = 0;
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      for (int i = 0; i < MODULES; i++) {
        boolean right =
            searcher.search("m" + i) instanceof SearchResult.Source source
                && source
                    .content()
                    .contentEquals(
                        com.google.common.io.ByteSource.wrap(FaultyRepository.content(i)));
        missing += right ? 0 : 1;
      }
    }
    return missing;
  }

  private void report(FaultyRepository repository, int torn, int lockedWrong, int missing)
      throws IOException {
    long temporaries;
    try (Stream<Path> files = Files.list(temp.resolve("cache/v1/tmp"))) {
      temporaries = files.count();
    }
    String[][] rows = {
      {"seconds", SECONDS + ""},
      {"processes at a time, threads in each", PROCESSES + " x " + ChaosChild.THREADS},
      {"processes killed by SIGKILL", totals.killed + ""},
      {"requests to the server", repository.requests + ""},
      {"  of them failed on purpose", repository.faults + ""},
      {"modules loaded", totals.counts[0] + ""},
      {"errors said (all retries failed)", totals.counts[3] + ""},
      {"modules with a wrong byte", totals.counts[1] + ""},
      {"modules said not to exist", totals.counts[2] + ""},
      {"threads stuck", totals.counts[4] + totals.unfinished + ""},
      {"torn files in the store afterwards", torn + ""},
      {"wrong lines in the lock file", lockedWrong + ""},
      {"modules missing afterwards", missing + ""},
      {"temporary files of the killed", temporaries + ""},
    };
    for (String[] row : rows) {
      System.out.printf("| %-38s | %10s |%n", row[0], row[1]);
    }
  }
}
