package io.github.luasearchers.benchmarks;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What limits and the sandbox cost: with them and without, in turns, in one JVM for each work. */
final class Guard {

  private static final Map<String, Integer> SIZES = sizes();

  /** So many that the milliseconds of all are the microseconds of one. */
  private static final int CREATED = 1_000;

  /** Limits that hold, but that nothing here comes near. */
  private static final String TIME = "24h";

  private static final String INSTRUCTIONS = "1000000G";

  private static final String MEMORY = "1G";

  private Guard() {}

  private static Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("fib", 25);
    sizes.put("nbody", 15_000);
    sizes.put("sort", 15_000);
    sizes.put("strings", 10_000);
    sizes.put("trees", 10);
    return sizes;
  }

  static void report() throws IOException, InterruptedException {
    head("Deadline and instruction limit", "ms, off", "ms, on", "on / off, at most 1.03");
    for (Map.Entry<String, Integer> entry : SIZES.entrySet()) {
      print(entry.getKey(), child(Limits.class, entry.getKey(), entry.getValue().toString()));
    }
    head("Memory limit", "ms, off", "ms, on", "on / off, at most 1.05");
    for (String program : List.of("strings", "sort", "trees")) {
      print(program, child(Limits.class, program, SIZES.get(program).toString(), "memory"));
    }
    head("An engine, up to its first result", "us, plain", "us, sandboxed", "sandboxed / plain");
    print("creation", child(Creation.class));
    Neighbours.report();
  }

  private static List<Double> child(Class<?> main, String... args)
      throws IOException, InterruptedException {
    return Child.java(Child.classPath(), List.of(), main, args);
  }

  static void head(String title, String first, String second, String ratio) {
    System.out.printf(
        "%n## %s%n%n| work | %s | %s | %s |%n|---|---|---|---|%n", title, first, second, ratio);
  }

  static void print(String work, List<Double> figures) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.3f |%n",
        work,
        figures.get(0),
        figures.get(1),
        figures.get(2));
  }

  /** Returns an engine that has read a program. */
  static LuaScriptEngine engine(String program, Map<String, String> settings) throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().settings(settings).build();
    engine.eval(Files.readString(Path.of("scripts", program + ".lua")));
    return engine;
  }

  /** The child that runs a program with limits and without. */
  static final class Limits {

    private Limits() {}

    public static void main(String[] args) throws Exception {
      LuaScriptEngine off = engine(args[0], Map.of());
      Map<String, String> limits =
          args.length > 2
              ? Map.of("lua.limits.memory", MEMORY)
              : Map.of("lua.limits.time", TIME, "lua.limits.instructions", INSTRUCTIONS);
      LuaScriptEngine on = engine(args[0], limits);
      int size = Integer.parseInt(args[1]);
      new Duel(() -> off.invokeFunction("work", size), () -> on.invokeFunction("work", size))
          .print();
    }
  }

  /** The child that makes engines. */
  static final class Creation {

    private Creation() {}

    public static void main(String[] args) throws Exception {
      new Duel(() -> create("false"), () -> create("true")).print();
    }

    private static void create(String sandbox) throws Exception {
      for (int i = 0; i < CREATED; i++) {
        LuaScriptEngine.builder().setting("lua.sandbox", sandbox).build().eval("return 1");
      }
    }
  }
}
