package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.require.ModuleRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who requires whom among the modules that are loaded, as it was recorded. */
final class Graph {

  private final Map<String, ModuleRecord> records = new LinkedHashMap<>();
  private final Map<String, Set<String>> requirers = new HashMap<>();

  /** The cycles; a module in none is one by itself. What a cycle requires comes before it. */
  private final List<Set<String>> rings = new ArrayList<>();

  private final Map<String, Set<String>> ringOf = new HashMap<>();

  /**
   * @param loaded in the order of the loads
   */
  Graph(Collection<ModuleRecord> loaded) {
    for (ModuleRecord each : loaded) {
      records.put(each.name(), each);
    }
    for (ModuleRecord each : loaded) {
      for (String required : each.requires()) {
        requirers.computeIfAbsent(required, name -> new LinkedHashSet<>()).add(each.name());
      }
    }
    new Rings().find();
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

  /** Tarjan's strongly connected components, without recursion: a chain may be long. */
  private final class Rings {

    private final Map<String, Integer> number = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final List<String> open = new ArrayList<>();
    private final Set<String> isOpen = new HashSet<>();
    private final List<String> path = new ArrayList<>();
    private final List<List<String>> left = new ArrayList<>();

    void find() {
      for (String each : records.keySet()) {
        if (!number.containsKey(each)) {
          enter(each);
          while (!path.isEmpty()) {
            step();
          }
        }
      }
    }

    private void enter(String module) {
      number.put(module, number.size());
      lowest.put(module, number.size() - 1);
      open.add(module);
      isOpen.add(module);
      path.add(module);
      left.add(known(records.get(module)));
    }

    private List<String> known(@Nullable ModuleRecord record) {
      List<String> all = new ArrayList<>();
      if (record != null) {
        for (String each : record.requires()) {
          if (records.containsKey(each)) {
            all.add(0, each);
          }
        }
      }
      return all;
    }

    private void step() {
      String module = path.get(path.size() - 1);
      List<String> next = left.get(left.size() - 1);
      if (next.isEmpty()) {
        leave(module);
        return;
      }
      String required = next.remove(next.size() - 1);
      if (!number.containsKey(required)) {
        enter(required);
      } else if (isOpen.contains(required)) {
        lower(module, number.getOrDefault(required, 0));
      }
    }

    private void leave(String module) {
      path.remove(path.size() - 1);
      left.remove(left.size() - 1);
      if (!path.isEmpty()) {
        lower(path.get(path.size() - 1), lowest.getOrDefault(module, 0));
      }
      if (lowest.getOrDefault(module, 0) >= number.getOrDefault(module, 0)) {
        close(module);
      }
    }

    private void lower(String module, int value) {
      lowest.merge(module, value, Math::min);
    }

    private void close(String first) {
      List<String> part = open.subList(open.lastIndexOf(first), open.size());
      Set<String> members = new LinkedHashSet<>(part);
      part.clear();
      isOpen.removeAll(members);
      Set<String> ring = members;
      if (members.size() > 1) {
        ring = new LinkedHashSet<>(records.keySet());
        ring.retainAll(members);
      }
      rings.add(ring);
      for (String each : ring) {
        ringOf.put(each, ring);
      }
    }
  }
}
