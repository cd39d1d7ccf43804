package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.live.picture.Cycles;
import io.github.luasearchers.engine.require.ModuleRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Who requires whom among the modules that are loaded, as it was recorded. */
final class Graph {

  private final Map<String, Set<String>> requirers = new HashMap<>();

  /** The cycles; a module in none is one by itself. What a cycle requires comes before it. */
  private final List<Set<String>> rings = new ArrayList<>();

  private final Map<String, Set<String>> ringOf = new HashMap<>();

  /**
   * @param loaded in the order of the loads
   */
  Graph(Collection<ModuleRecord> loaded) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (ModuleRecord each : loaded) {
      numbers.put(each.name(), numbers.size());
    }
    int[][] edges = new int[numbers.size()][];
    for (ModuleRecord each : loaded) {
      int number = Objects.requireNonNull(numbers.get(each.name()));
      edges[number] =
          each.requires().stream().filter(numbers::containsKey).mapToInt(numbers::get).toArray();
      for (String required : each.requires()) {
        requirers.computeIfAbsent(required, name -> new LinkedHashSet<>()).add(each.name());
      }
    }
    List<String> names = new ArrayList<>(numbers.keySet());
    for (int[] part : Cycles.of(edges).parts()) {
      Set<String> ring = new LinkedHashSet<>();
      for (int each : part) {
        ring.add(names.get(each));
        ringOf.put(names.get(each), ring);
      }
      rings.add(ring);
    }
  }

  /** Returns the modules whose code requires a module, in the order of their loads. */
  Set<String> requirers(String module) {
    return requirers.getOrDefault(module, Set.of());
  }

  /**
   * Returns the modules that require a module, directly or not, and are required by it; itself is
   * one. In the order of their loads, so that the first is the one by which the cycle was entered.
   */
  Set<String> ring(String module) {
    return ringOf.getOrDefault(module, Set.of(module));
  }

  /**
   * Returns modules in the order in which they are to be loaded: what they require comes first, and
   * a cycle begins with its first entry.
   */
  List<String> inOrder(Set<String> modules) {
    Set<String> ordered = new LinkedHashSet<>();
    for (Set<String> ring : rings) {
      for (String each : ring) {
        if (modules.contains(each)) {
          ordered.add(each);
        }
      }
    }
    ordered.addAll(modules); // what is not recorded
    return new ArrayList<>(ordered);
  }
}
