package io.github.luasearchers.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import io.github.luasearchers.engine.Settings;
import io.github.luasearchers.engine.hostile.HostileScript.Verdict;
import io.github.luasearchers.testing.Promise;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs each hostile script in a sandboxed engine of its own, with limits and everything a careless
 * host would bind, and judges what became of it. The table is printed, and written to {@code
 * target/hostile-corpus-5.4.txt} and the like.
 */
@Tag("slow")
@Tag("timing")
class HostileCorpusTest {

  private static final int TIME_MILLIS = 250;

  private static final Duration LONGEST =
      Promise.within(Duration.ofSeconds(10), Duration.ofMinutes(1));

  private static final int DAMAGED = 200;

  @TempDir private Path dir;
  private String version = "";
  private Canary canary;
  private final List<String> lines = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

  @BeforeEach
  void setUp() throws Exception {
    canary = new Canary(dir);
  }

  @AfterEach
  void tearDown() {
    canary.close();
  }

  private LuaScriptEngine engine(int timeMillis, String allow) throws Exception {
    LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.version", version)
            .setting("lua.sandbox", "true")
            .setting("lua.java.allow", allow)
            .setting("lua.path", canary.modules() + "/?.lua")
            .setting("lua.limits.time", timeMillis + "ms")
            .setting("lua.limits.instructions", "100M")
            .setting("lua.limits.memory", "64M")
            .build();
    HostsObjects.bind(engine, canary.neighbour(), canary.secret());
    engine.put("secret", canary.secret().toString());
    engine.put("secrets_dir", canary.secret().getParent().toString());
    engine.put("modules", canary.modules().toString());
    engine.getContext().setWriter(Writer.nullWriter());
    engine.getContext().setErrorWriter(Writer.nullWriter());
    return engine;
  }

  /** The first version has functions that the last has not, and the other way round. */
  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.4"})
  void corpus(String version) throws Exception {
    this.version = version;
    List<HostileScript> scripts = new ArrayList<>(HostileScript.all());
    assertThat(scripts).hasSizeGreaterThan(150);
    addDamagedCode(scripts);
    for (HostileScript script : scripts) {
      run(script);
    }
    awaitThreads();
    report(scripts.size());
    assertThat(wrong).isEmpty();
    assertThat(Files.readString(Path.of("..", "docs", "sandbox.md"))).contains(census(scripts));
  }

  /** Returns what docs/sandbox.md says of how many scripts there are, of each file. */
  private String census(List<HostileScript> scripts) throws IOException {
    Map<String, Integer> families = new TreeMap<>();
    for (HostileScript script : scripts) {
      families.merge(script.name().substring(0, script.name().indexOf('/')), 1, Integer::sum);
    }
    StringJoiner census = new StringJoiner("\n");
    census.add("| What they try | Scripts |").add("| --- | --- |");
    families.forEach((family, count) -> census.add("| " + family + " | " + count + " |"));
    census.add("| all | " + scripts.size() + " |").add("");
    Files.writeString(Path.of("target", "hostile-census.txt"), census.toString());
    return census.toString();
  }

  /** Adds code that was compiled and then damaged, with a seed, so that each run has the same. */
  private void addDamagedCode(List<HostileScript> scripts) {
    Random random = new Random(4);
    for (int i = 0; i < DAMAGED; i++) {
      String source =
          "local s = string.dump(load('local a, b = ... for i = 1, 9 do a = {b, a} end return a'))"
              + " local function put(at, c)"
              + " s = s:sub(1, at - 1) .. string.char(c) .. s:sub(at + 1) end";
      for (int n = random.nextInt(6); n >= 0; n--) {
        source += " put(" + (2 + random.nextInt(200)) + ", " + random.nextInt(256) + ")";
      }
      scripts.add(
          new HostileScript(
              "bytecode/damaged-" + i,
              EnumSet.of(Verdict.HARMLESS),
              "loads damaged binary code",
              HostileScript.USUAL,
              source + " return load(s) and 'escaped'"));
    }
  }

  private void run(HostileScript script) throws Exception {
    Attempt attempt = attempt(script, TIME_MILLIS);
    for (int i = 1; i < Promise.tries(1) && isLateForOthers(attempt); i++) {
      attempt = attempt(script, TIME_MILLIS << i);
    }
    Verdict verdict = attempt.verdict();
    List<String> complaints = canary.complaints();
    counts.merge(verdict, 1, Integer::sum);
    String line =
        String.format(
            "%-9s %5d ms  %-34s %s  (%s)",
            verdict.label(), attempt.millis(), script.name(), script.intent(), attempt.outcome());
    lines.add(line);
    if (!script.expected().contains(verdict) || !complaints.isEmpty()) {
      wrong.add("expected " + script.expected() + ": " + line + complaints);
    }
  }

  private Attempt attempt(HostileScript script, int timeMillis) throws Exception {
    Attempt attempt = new Attempt(engine(timeMillis, script.allow()), script);
    attempt.start();
    attempt.join(LONGEST.toMillis());
    return attempt;
  }

  /** Was it stopped for its deadline, though the time that it took itself was no reason to? */
  private static boolean isLateForOthers(Attempt attempt) {
    return attempt.verdict() == Verdict.STOPPED
        && !attempt.script.expected().contains(Verdict.STOPPED)
        && attempt.isTime
        && Promise.isKept(attempt.cpuMillis, TIME_MILLIS);
  }

  /** Threads that a script has started, and no others, are left when all have ended. */
  private void awaitThreads() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (canary.newThreads().stream().anyMatch(HostileCorpusTest::isScripts)
        && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    for (String name : canary.newThreads()) {
      if (isScripts(name)) {
        wrong.add("a thread is left: " + name);
      }
    }
  }

  private static boolean isScripts(String threadName) {
    return threadName.startsWith("Thread-")
        || threadName.startsWith("ForkJoinPool")
        || threadName.startsWith("CompletableFuture")
        || threadName.startsWith("Timer")
        || threadName.startsWith("hostile");
  }

  private void report(int count) throws IOException {
    StringBuilder summary = new StringBuilder("hostile scripts: " + count);
    counts.forEach((verdict, n) -> summary.append(", ").append(verdict.label()).append(": " + n));
    lines.add(summary.toString());
    Path target = Files.createDirectories(Path.of("target"));
    Files.write(target.resolve("hostile-corpus-" + version + ".txt"), lines);
    System.out.println(summary);
  }

  /** One script in a thread of its own, so that one that can't be ended is seen as such. */
  private static final class Attempt extends Thread {

    private final LuaScriptEngine engine;
    private final HostileScript script;
    private final long begin = System.nanoTime();
    private volatile long end;
    private volatile Verdict verdict = Verdict.HUNG;
    private volatile String outcome = "";
    private volatile boolean isTime;
    private volatile long cpuMillis;

    Attempt(LuaScriptEngine engine, HostileScript script) {
      super("hostile " + script.name());
      this.engine = engine;
      this.script = script;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        Object result = engine.eval(script.source());
        String.valueOf(result);
        judge(result);
      } catch (LuaScriptException e) {
        judge(e);
      } catch (Throwable e) {
        verdict = Verdict.BROKE_OUT;
        outcome = String.valueOf(e);
      }
      end = System.nanoTime();
      cpuMillis =
          TimeUnit.NANOSECONDS.toMillis(
              ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
      try {
        engine.close();
      } catch (RuntimeException | Error e) {
        verdict = Verdict.BROKE_OUT;
        outcome = "on closing: " + e;
      }
    }

    private void judge(Object result) {
      boolean escaped = "escaped".equals(result);
      outcome = escaped ? "escaped" : result == null ? "no result" : "a result";
      verdict = escaped ? Verdict.ESCAPED : Verdict.HARMLESS;
    }

    private void judge(LuaScriptException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      outcome = message.length() > 110 ? message.substring(0, 110) + "..." : message;
      boolean escaped = "escaped".equals(e.getValue()) || message.endsWith(": escaped");
      isTime = e.getLimit().equals(Optional.of(Settings.LIMITS_TIME));
      verdict =
          escaped ? Verdict.ESCAPED : e.getLimit().isPresent() ? Verdict.STOPPED : Verdict.REFUSED;
    }

    Verdict verdict() {
      return verdict;
    }

    String outcome() {
      return outcome;
    }

    long millis() {
      return TimeUnit.NANOSECONDS.toMillis((end == 0 ? System.nanoTime() : end) - begin);
    }
  }
}
