package io.github.luasearchers.engine.live.picture;

import io.github.luasearchers.engine.LuaModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Modules by number, in load order, and who required whom. */
final class Graph {

  private final List<LuaModule> modules;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final int[][] requires;
  private final int[][] requiredBy;
  private final List<List<String>> missing = new ArrayList<>();

  Graph(List<LuaModule> loaded) {
    Map<String, LuaModule> byName = new LinkedHashMap<>();
    for (LuaModule each : loaded) {
      byName.put(each.name(), each);
    }
    modules = List.copyOf(byName.values());
    for (LuaModule each : modules) {
      numbers.put(each.name(), numbers.size());
    }
    requires = new int[modules.size()][];
    for (int i = 0; i < requires.length; i++) {
      requires[i] = resolve(modules.get(i).requires());
    }
    requiredBy = turned(requires);
  }

  /** Returns the numbers of the names that are loaded, each once, and keeps the others apart. */
  private int[] resolve(List<String> names) {
    Set<Integer> found = new LinkedHashSet<>();
    Set<String> absent = new LinkedHashSet<>();
    for (String name : names) {
      @Nullable Integer number = numbers.get(name);
      if (number == null) {
        absent.add(name);
      } else {
        found.add(number);
      }
    }
    missing.add(List.copyOf(absent));
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the edges of a graph the other way round. */
  static int[][] turned(int[][] edges) {
    int[] counts = new int[edges.length];
    for (int[] targets : edges) {
      for (int target : targets) {
        counts[target]++;
      }
    }
    int[][] turned = new int[edges.length][];
    for (int i = 0; i < edges.length; i++) {
      turned[i] = new int[counts[i]];
      counts[i] = 0;
    }
    for (int i = 0; i < edges.length; i++) {
      for (int target : edges[i]) {
        turned[target][counts[target]++] = i;
      }
    }
    return turned;
  }

  List<LuaModule> modules() {
    return modules;
  }

  int size() {
    return modules.size();
  }

  LuaModule module(int number) {
    return modules.get(number);
  }

  String name(int number) {
    return modules.get(number).name();
  }

  /** Returns a module's number, null if no such module is loaded. */
  @Nullable Integer number(String name) {
    return numbers.get(name);
  }

  /** Returns the loaded modules that a module required, in that order. Not to be written to. */
  int[] requires(int number) {
    return requires[number];
  }

  /** Returns the modules that required a module, in load order. Not to be written to. */
  int[] requiredBy(int number) {
    return requiredBy[number];
  }

  int[][] edges() {
    return requires;
  }

  /** Returns the names that a module required and that are not loaded. */
  List<String> missing(int number) {
    return missing.get(number);
  }

  /** Tells whether no other loaded module required it first: a script, the host or one unloaded. */
  boolean isEntry(int number) {
    return modules.get(number).requiredBy().map(numbers::get).isEmpty();
  }

  List<String> names(int[] of) {
    List<String> names = new ArrayList<>(of.length);
    for (int each : of) {
      names.add(name(each));
    }
    return names;
  }
}
