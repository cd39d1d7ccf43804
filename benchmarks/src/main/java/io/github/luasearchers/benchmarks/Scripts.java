package io.github.luasearchers.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Lua programs: each in a process of its own for each peer, warmed up, the median of its runs. */
final class Scripts {

  /** The programs, each a file that defines {@code work}, with what {@code work} gets. */
  static final Map<String, Integer> SIZES = sizes();

  /** Programs that compute with integers. LuaJ, which has floats only, computes with those. */
  private static final Map<String, Integer> INTEGERS = integers();

  private static final String OURS_52 = "luasearchers, 5.2";
  private static final String LUA54_BINARY = "lua5.4 binary";
  private static final int RUNS = 9;

  private Scripts() {}

  private static Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("fib", 30);
    sizes.put("nbody", 100_000);
    sizes.put("strings", 60_000);
    sizes.put("sort", 100_000);
    sizes.put("trees", 13);
    sizes.put("coroutines", 20_000);
    return sizes;
  }

  private static Map<String, Integer> integers() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("lcg", 1_000_000);
    sizes.put("sha256", 200_000);
    sizes.put("sieve", 500_000);
    return sizes;
  }

  static void report() throws IOException, InterruptedException {
    Table table =
        table("Lua programs", SIZES, List.of(Peer.OURS, Peer.LUAJ, Peer.LUA54, Peer.LUAJIT));
    table.print();
    table.printMean(Peer.LUAJ);
    table("Lua programs with integers", INTEGERS, List.of(Peer.OURS, Peer.LUAJ, Peer.LUA54))
        .print();
    List<Double> suspended =
        Child.java(
            Child.classPath(),
            List.of("-Xmx256m"),
            Measure.class,
            Peer.OURS,
            "scripts/suspended.lua",
            "100000");
    System.out.printf(
        "%n100,000 coroutines suspended at once with -Xmx256m: done in %.0f ms%n",
        suspended.get(0));
  }

  /** Measures programs with each peer, with ours at Lua 5.2, and with the command lua5.4. */
  private static Table table(String title, Map<String, Integer> sizes, List<String> peers)
      throws IOException, InterruptedException {
    Table table = new Table(title, "ms");
    for (Map.Entry<String, Integer> entry : sizes.entrySet()) {
      String work = entry.getKey();
      String file = Path.of("scripts", work + ".lua").toString();
      String size = entry.getValue().toString();
      for (String peer : peers) {
        table.put(work, peer, measure(List.of(), peer, file, size));
      }
      table.put(work, OURS_52, measure(List.of("-Dlua.version=5.2"), Peer.OURS, file, size));
      table.put(
          work,
          LUA54_BINARY,
          Child.run(List.of("lua5.4", "scripts/measure.lua", file, size, "" + RUNS)).get(0));
    }
    return table;
  }

  private static double measure(List<String> options, String peer, String file, String size)
      throws IOException, InterruptedException {
    return Child.java(Child.classPath(), options, Measure.class, peer, file, size).get(0);
  }

  /** The child. */
  static final class Measure {

    private Measure() {}

    public static void main(String[] args) throws Exception {
      try (Peer peer = Peer.of(args[0])) {
        peer.run(Files.readString(Path.of(args[1])));
        IntUnaryOperator work = peer.function("work");
        int size = Integer.parseInt(args[2]);
        long warm = System.nanoTime() + 4_000_000_000L;
        while (System.nanoTime() < warm) {
          work.applyAsInt(size);
        }
        List<Double> times = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
          long start = System.nanoTime();
          work.applyAsInt(size);
          times.add((System.nanoTime() - start) / 1e6);
        }
        System.out.println(Table.median(times));
      }
      // Peers may leave threads behind that would keep this JVM alive.
      System.exit(0);
    }
  }
}
