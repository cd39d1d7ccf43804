package io.github.luasearchers.hosts.browser;

import io.github.luasearchers.engine.LuaModule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** A program of many modules, of which an engine could tell. */
final class GeneratedModules {

  private static final long MILLI = 1_000_000;
  private static final List<String> PLACES =
      List.of(
          "app",
          "app.core",
          "app.core.store",
          "app.net",
          "app.net.http",
          "app.ui",
          "app.jobs",
          "lib.json",
          "lib.log",
          "lib.text",
          "shop",
          "shop.cart",
          "shop.pay",
          "tests.helpers",
          "vendor.patterns",
          "plugins");

  private GeneratedModules() {}

  /** Returns modules in load order; some are in cycles, one requires itself. */
  static List<LuaModule> of(int count) {
    Random random = new Random(20);
    List<String> names = new ArrayList<>();
    List<Set<String>> requires = new ArrayList<>();
    int[] by = new int[count];
    for (int i = 0; i < count; i++) {
      names.add(i == 0 ? "main" : PLACES.get(i * PLACES.size() / count) + ".m" + i);
      requires.add(new LinkedHashSet<>());
      by[i] = i == 0 ? -1 : Math.max(0, i - 1 - random.nextInt(random.nextBoolean() ? 10 : i));
      if (i > 0) {
        requires.get(by[i]).add(names.get(i));
      }
    }
    for (int i = 0; i < count / 3; i++) {
      int from = random.nextInt(count - 1);
      requires.get(from).add(names.get(from + 1 + random.nextInt(count - 1 - from)));
    }
    requires.get(200).add(names.get(by[200]));
    requires.get(250).add(names.get(250));
    List<LuaModule> modules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<String> loader = by[i] < 0 ? Optional.empty() : Optional.of(names.get(by[i]));
      modules.add(
          module(names.get(i), i * 4L, random.nextInt(8), loader, List.copyOf(requires.get(i))));
    }
    return modules;
  }

  static LuaModule module(
      String name, long begin, long run, Optional<String> by, List<String> requires) {
    String searcher = name.hashCode() % 3 == 0 ? "http" : "files";
    return new LuaModule(
        name,
        Optional.of(searcher),
        Optional.of("/srv/" + name + ".lua"),
        Optional.of("0123456789abcdef".repeat(4)),
        OptionalLong.of(1000),
        begin * MILLI,
        MILLI,
        MILLI,
        run * MILLI,
        by,
        requires,
        0);
  }
}
