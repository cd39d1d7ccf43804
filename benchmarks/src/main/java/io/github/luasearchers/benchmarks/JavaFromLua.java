package io.github.luasearchers.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.luaj.vm2.Globals;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * Java's objects in a hot loop of Lua: ours, interpreted and compiled, and those of LuaJ's own
 * {@code luajava}. Each is measured in a JVM of its own, in turn, by the time of its thread.
 */
public final class JavaFromLua {

  private static final String COMPILED = "luasearchers, lua.jit";

  private JavaFromLua() {}

  /** What the scripts use. */
  public static final class Subject {

    /** A field. */
    public int field = 7;

    private String name = "name";

    /** Takes a number. */
    public int method(int i) {
      return i + field;
    }

    /** One of several methods. */
    public int overload(int i) {
      return i;
    }

    /** One of several methods. */
    public int overload(String s) {
      return s.length();
    }

    /** One of several methods. */
    public int overload(double d) {
      return (int) d;
    }

    /** Takes three numbers. */
    public double three(int a, double b, long c) {
      return a + b + c;
    }

    /** A property. */
    public String getName() {
      return name;
    }

    /** Sets the property. */
    public void setName(String name) {
      this.name = name;
    }

    /** A static method. */
    public static int twice(int i) {
      return i * 2;
    }

    /** Calls a function often. */
    public static int sum(java.util.function.IntUnaryOperator function, int times) {
      int sum = 0;
      for (int i = 0; i < times; i++) {
        sum += function.applyAsInt(i);
      }
      return sum;
    }

    /** Returns a function of Java's. */
    public static java.util.function.IntUnaryOperator adder() {
      return i -> i + 1;
    }

    /** Returns an array. */
    public static int[] array() {
      return new int[] {1, 2, 3};
    }

    /** Returns a list. */
    public static List<Object> list() {
      return new ArrayList<>(List.of(1, 2, 3));
    }

    /** Returns a map. */
    public static Map<String, Object> map() {
      return new LinkedHashMap<>(Map.of("one", 1, "two", 2));
    }
  }

  /** One row: what both run, or what each does in its own way. */
  private record Work(String name, String ours, String theirs) {
    Work(String name, String both) {
      this(name, both, both);
    }
  }

  private static final List<Work> WORKS =
      List.of(
          new Work("loop alone", "r = i"),
          new Work("method, int", "r = o:method(i)"),
          new Work("method, overloaded", "r = o:overload(i)"),
          new Work("method, three arguments", "r = o:three(i, 0.5, 3)"),
          new Work("method, text", "o:setName('text')"),
          new Work("field, read", "r = o.field"),
          new Work("field, written", "o.field = i"),
          new Work("property, read", "r = o.name", "r = o:getName()"),
          new Work("property, written", "o.name = 'x'", "o:setName('x')"),
          new Work("static method", "r = C.twice(i)", "r = C:twice(i)"),
          new Work("list element, read", "r = list[2]", "r = list:get(1)"),
          new Work("list:get", "r = list:get(1)"),
          new Work("list element, written", "list[2] = i", "list:set(1, i)"),
          new Work("map element, read", "r = map.one", "r = map:get('one')"),
          new Work("map:get", "r = map:get('one')"),
          new Work("map element, written", "map.one = i", "map:put('one', i)"),
          new Work("array element, read", "r = array[2]"),
          new Work("array element, written", "array[2] = i"),
          new Work("Java's function", "r = f(i)", "r = f:applyAsInt(i)"),
          new Work("Lua's function from Java", "r = C:sum(add, n)", "r = C:sum(proxy, n)"),
          new Work("Lua's table from Java", "r = C:sum(proxy, n)"),
          new Work("new, Object", "r = luajava.new(Object)"),
          new Work("new, Date", "r = luajava.new(Date)"));

  private static final String SETUP =
      """
      local C = luajava.bindClass('%s')
      local o = luajava.new(C)
      local list, map, array, f = C:list(), C:map(), C:array(), C:adder()
      local Date, Object = luajava.bindClass('java.util.Date'), luajava.bindClass('java.lang.Object')
      local luajava = luajava
      local function add(i) return i + 1 end
      local proxy = luajava.createProxy('java.util.function.IntUnaryOperator',
        { applyAsInt = function(i) return i + 1 end })
      """
          .formatted(Subject.class.getName());

  private static void report(int rounds) throws IOException, InterruptedException {
    List<String> peers = List.of(Peer.OURS, COMPILED, Peer.LUAJ);
    Map<String, List<List<Double>>> figures = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String peer : peers) {
        figures
            .computeIfAbsent(peer, key -> new ArrayList<>())
            .add(Child.java(Child.classPath(), List.of(), Measure.class, peer));
      }
    }
    Table table = new Table("Java from Lua in a hot loop", "ns");
    for (int i = 0; i < WORKS.size(); i++) {
      for (String peer : peers) {
        int row = i;
        List<Double> all = figures.get(peer).stream().map(line -> line.get(row)).toList();
        table.put(WORKS.get(i).name(), peer, Table.median(all));
      }
    }
    table.print();
  }

  /** Runs {@code args}: the number of rounds. */
  public static void main(String[] args) throws Exception {
    report(args.length == 0 ? 5 : Integer.parseInt(args[0]));
  }

  /** The child that measures all rows of one peer. */
  static final class Measure {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long WARM_NANOS = 500_000_000L;
    private static final long SAMPLE_NANOS = 40_000_000L;
    private static final int SAMPLES = 7;
    private static final int LOOP = 10_000;

    private Measure() {}

    public static void main(String[] args) throws Exception {
      try (Loops peer = peer(args[0])) {
        for (Work work : WORKS) {
          if (args.length > 1 && !args[1].equals(work.name())) {
            continue;
          }
          System.out.println(
              measure(peer, args[0].equals(Peer.LUAJ) ? work.theirs() : work.ours()));
        }
      }
      System.exit(0);
    }

    private static Loops peer(String name) {
      System.setProperty("lua.jit", Boolean.toString(name.equals(COMPILED)));
      return name.equals(Peer.LUAJ) ? new LuaJ() : new Ours();
    }

    private static double measure(Loops peer, String work) throws Exception {
      String loop = work.contains("C:sum") ? work : "for i = 1, n do " + work + " end";
      Duel.Work run =
          peer.loop(SETUP + "return function(n) local r; " + loop + " return r end", LOOP);
      long count = 0;
      for (long end = cpu() + WARM_NANOS; cpu() < end; count++) {
        run.run();
      }
      long each = Math.max(1, count * SAMPLE_NANOS / WARM_NANOS);
      List<Double> samples = new ArrayList<>();
      for (int sample = 0; sample < SAMPLES; sample++) {
        long start = cpu();
        for (long i = 0; i < each; i++) {
          run.run();
        }
        samples.add((cpu() - start) / (double) (each * LOOP));
      }
      return Table.median(samples);
    }

    private static long cpu() {
      return THREADS.getCurrentThreadCpuTime();
    }

    /** Compiles a chunk that returns a function of the number of turns. */
    private interface Loops extends AutoCloseable {

      Duel.Work loop(String chunk, int turns) throws Exception;

      @Override
      void close();
    }

    private static final class LuaJ implements Loops {

      private final Globals globals = JsePlatform.standardGlobals();

      @Override
      public Duel.Work loop(String chunk, int turns) {
        var function = globals.load(chunk, "=chunk").call();
        return () -> function.call(org.luaj.vm2.LuaValue.valueOf(turns));
      }

      @Override
      public void close() {}
    }

    private static final class Ours implements Loops {

      private final ScriptEngine engine = Peer.engine(Peer.OURS);

      @Override
      public Duel.Work loop(String chunk, int turns) throws ScriptException {
        Object function = engine.eval(chunk);
        return () -> ((java.util.function.IntFunction<?>) function).apply(turns);
      }

      @Override
      public void close() {
        ((io.github.luasearchers.engine.LuaScriptEngine) engine).close();
      }
    }
  }
}
