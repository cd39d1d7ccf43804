package io.github.luasearchers.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What compiled functions take: each program in a JVM of its own, from cold, for some seconds. */
final class Compiled {

  private static final Map<String, Integer> SIZES = sizes();
  private static final long NANOS = 10_000_000_000L;
  private static final double MILLION = 1e6;

  private Compiled() {}

  private static Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("fib", 30);
    sizes.put("nbody", 20_000);
    sizes.put("sort", 100_000);
    sizes.put("trees", 13);
    sizes.put("strings", 60_000);
    sizes.put("sieve", 500_000);
    sizes.put("sha256", 200_000);
    return sizes;
  }

  static void report() throws IOException, InterruptedException {
    System.out.printf(
        "%n## Compiled functions: ms of time, and of the compiler's thread%n%n"
            + "| work | classes | bytes | refused | discarded | ms, all | CPU ms, all |"
            + " ms, the first | ms, the longest other |%n|---|---|---|---|---|---|---|---|---|%n");
    for (Map.Entry<String, Integer> entry : SIZES.entrySet()) {
      String work = entry.getKey();
      List<Double> figures =
          Child.java(
              Child.classPath(),
              List.of("-Dlua.jit=true"),
              Measure.class,
              Path.of("scripts", work + ".lua").toString(),
              entry.getValue().toString());
      StringBuilder line = new StringBuilder("| ").append(work);
      for (Double figure : figures) {
        line.append(String.format(Locale.ROOT, " | %.0f", figure));
      }
      System.out.println(line.append(" |"));
    }
  }

  /** The child, which reads what the engine has told the flight recorder. */
  static final class Measure {

    private static final String TRANSLATE = "io.github.luasearchers.Translate";
    private static final String DISCARD = "io.github.luasearchers.Discard";
    private static final String THREAD = "Lua compiler";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Double> millis = new ArrayList<>();
    private long bytes;
    private int refused;
    private int discarded;
    private long cpuNanos;

    private Measure() {}

    public static void main(String[] args) throws Exception {
      Measure measure = new Measure();
      Path file = Files.createTempFile("compiled", ".jfr");
      try (Recording recording = new Recording()) {
        recording.enable(TRANSLATE);
        recording.enable(DISCARD);
        recording.start();
        measure.run(Path.of(args[0]), Integer.parseInt(args[1]));
        recording.stop();
        recording.dump(file);
        List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
        events.sort(Comparator.comparing(RecordedEvent::getStartTime));
        events.forEach(measure::add);
      } finally {
        Files.delete(file);
      }
      measure.print();
    }

    private void run(Path program, int size) throws Exception {
      try (Peer peer = Peer.of(Peer.OURS)) {
        peer.run(Files.readString(program));
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < NANOS) {
          peer.function("work").applyAsInt(size);
          look();
        }
      }
    }

    /** Reads what the compiler's thread has taken, which waits some seconds before it ends. */
    private void look() {
      for (ThreadInfo each : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
        if (each != null && each.getThreadName().equals(THREAD)) {
          cpuNanos = Math.max(cpuNanos, THREADS.getThreadCpuTime(each.getThreadId()));
        }
      }
    }

    private void add(RecordedEvent event) {
      String kind = event.getEventType().getName();
      if (kind.equals(DISCARD)) {
        discarded++;
      } else if (kind.equals(TRANSLATE) && event.getString("outcome").equals("TRANSLATED")) {
        bytes += event.getInt("size");
        millis.add(event.getDuration().toNanos() / MILLION);
      } else if (kind.equals(TRANSLATE)) {
        refused++;
      }
    }

    private void print() {
      System.out.println(millis.size());
      System.out.println(bytes);
      System.out.println(refused);
      System.out.println(discarded);
      System.out.println(millis.stream().mapToDouble(Double::doubleValue).sum());
      System.out.println(cpuNanos / MILLION);
      System.out.println(millis.isEmpty() ? 0 : millis.get(0));
      System.out.println(
          millis.stream().skip(1).mapToDouble(Double::doubleValue).max().orElse(0));
    }
  }
}
