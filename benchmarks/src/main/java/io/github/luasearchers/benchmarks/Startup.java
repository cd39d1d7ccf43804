package io.github.luasearchers.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/** From the start of a JVM to the first result of an eval, as whole processes that take turns. */
final class Startup {

  private static final int RUNS = 21;

  private static final List<String> OUR_JARS =
      List.of("luasearchers", "luaj-jme", "guava", "failureaccess", "jspecify");

  private static final String NO_ENGINE = "no engine";

  private Startup() {}

  static void report() throws IOException, InterruptedException {
    Map<String, List<String>> jars = new LinkedHashMap<>();
    jars.put(Peer.OURS, OUR_JARS);
    jars.put(Peer.LUAJ, List.of("luaj-jse"));
    jars.put(Peer.LUA54, List.of("luajava", "jsr223", "lua54", "gdx-jnigen"));
    jars.put(NO_ENGINE, List.of());
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int run = 0; run < RUNS; run++) {
      for (String peer : jars.keySet()) {
        String classPath = Child.classPath(jars.get(peer));
        String engine = peer.equals(Peer.LUA54) ? "lua54" : peer.equals(NO_ENGINE) ? "" : "lua";
        long start = System.nanoTime();
        Child.java(classPath, List.of("-Xshare:auto"), Hello.class, engine);
        times
            .computeIfAbsent(peer, key -> new ArrayList<>())
            .add((System.nanoTime() - start) / 1e6);
      }
    }
    Table table = new Table("From the start of a JVM to the first result", "ms");
    times.forEach((peer, figures) -> table.put("whole process", peer, Table.median(figures)));
    table.print();
  }

  /** The child. */
  static final class Hello {

    private Hello() {}

    public static void main(String[] args) throws ScriptException {
      if (!args[0].isEmpty()) {
        Object result = new ScriptEngineManager().getEngineByName(args[0]).eval("return 42");
        // Peers have faces of their own for a number; what counts is that there is a result.
        System.out.println(result == null ? "none" : "42");
      }
    }
  }

  /** Whole processes of ours, from the class path that this one has. */
  static final class Whole {

    private Whole() {}

    public static void main(String[] args) throws Exception {
      String classPath = Child.classPath(OUR_JARS);
      List<Double> times = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        long start = System.nanoTime();
        Child.java(classPath, List.of("-Xshare:auto"), Hello.class, "lua");
        times.add((System.nanoTime() - start) / 1e6);
      }
      System.out.println(Table.median(times));
    }
  }
}
