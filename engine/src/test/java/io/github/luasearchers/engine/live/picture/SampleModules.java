package io.github.luasearchers.engine.live.picture;

import io.github.luasearchers.engine.LuaModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** Modules as an engine would tell of them, without an engine. */
final class SampleModules {

  private static final long MILLI = 1_000_000;

  private final Map<String, List<String>> requires = new LinkedHashMap<>();
  private final Map<String, String> requiredBy = new LinkedHashMap<>();

  /** Adds a module and what it requires, the first of which it loads. */
  SampleModules add(String name, String... required) {
    requires.put(name, List.of(required));
    for (String each : required) {
      requiredBy.putIfAbsent(each, name);
    }
    return this;
  }

  /**
   * Returns the modules in the order in which they were added, each of which took 6 ms by itself.
   */
  List<LuaModule> list() {
    List<LuaModule> modules = new ArrayList<>();
    Set<String> before = new LinkedHashSet<>();
    for (Map.Entry<String, List<String>> each : requires.entrySet()) {
      String by = requiredBy.get(each.getKey());
      Optional<String> loader = before.contains(by) ? Optional.of(by) : Optional.empty();
      modules.add(module(each.getKey(), modules.size() * 10L, 3, loader, each.getValue()));
      before.add(each.getKey());
    }
    return modules;
  }

  static LuaModule module(
      String name, long beginMillis, long runMillis, Optional<String> by, List<String> requires) {
    return new LuaModule(
        name,
        Optional.of("files"),
        Optional.of(name.replace('.', '/') + ".lua"),
        Optional.of("0123456789abcdef".repeat(4)),
        OptionalLong.of(100),
        beginMillis * MILLI,
        MILLI,
        2 * MILLI,
        runMillis * MILLI,
        by,
        requires,
        0);
  }

  static Graph graph(SampleModules modules) {
    return new Graph(modules.list());
  }

  /** Returns as many modules in folders, each required by one before it, and further requires. */
  static List<LuaModule> random(int count, int more, long seed) {
    Random random = new Random(seed);
    String[] names = new String[count];
    List<Set<String>> requires = new ArrayList<>();
    int[] by = new int[count];
    Arrays.fill(by, -1);
    for (int i = 0; i < count; i++) {
      names[i] = "pack" + random.nextInt(12) + ".part" + random.nextInt(3) + ".m" + i;
      requires.add(new LinkedHashSet<>());
      if (i > 0) {
        by[i] = random.nextInt(i);
        requires.get(by[i]).add(names[i]);
      }
    }
    for (int i = 0; i < more; i++) {
      requires.get(random.nextInt(count)).add(names[random.nextInt(count)]);
    }
    List<LuaModule> modules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<String> loader = by[i] < 0 ? Optional.empty() : Optional.of(names[by[i]]);
      List<String> required = List.copyOf(requires.get(i));
      modules.add(module(names[i], i * 10L, random.nextInt(9), loader, required));
    }
    return modules;
  }
}
