package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.LivePrototype;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which functions and variables of an old text are which of a new one. A function is known by where
 * it is written: the function around it, its name there, and its place among others of that name.
 */
final class Matching {

  private final IdentityHashMap<LivePrototype, Function> successors = new IdentityHashMap<>();
  private final IdentityHashMap<Variable, Variable> variables = new IdentityHashMap<>();
  private final IdentityHashMap<LivePrototype, Function> olds = new IdentityHashMap<>();

  Matching(Function old, Function fresh) {
    List<Function> all = new ArrayList<>();
    old.addTo(all);
    all.forEach(each -> olds.put(each.code, each));
    matchNamed(old.upvalues, fresh.upvalues);
    match(old, fresh);
  }

  /** Returns what the old text has as the code. */
  Function old(LivePrototype code) {
    Function function = olds.get(code);
    if (function == null) {
      throw new IllegalArgumentException("of another version");
    }
    return function;
  }

  /** Returns all functions of the old text. */
  Iterable<Function> all() {
    return olds.values();
  }

  /** Returns the function of the new text that an old one has become, null if it is gone. */
  @Nullable Function successor(LivePrototype old) {
    return successors.get(old);
  }

  /** Returns the variable of the new text that an old one has become, null if it is gone. */
  @Nullable Variable successor(Variable old) {
    return variables.get(old);
  }

  private void match(Function old, Function fresh) {
    successors.put(old.code, fresh);
    matchNamed(old.locals, fresh.locals);
    Map<String, List<Function>> left = byName(old.inner);
    Map<String, List<Function>> right = byName(fresh.inner);
    List<Function> oldAlone = new ArrayList<>();
    left.forEach(
        (name, olds) -> {
          List<Function> news = right.getOrDefault(name, List.of());
          if (name.isEmpty()) {
            matchNameless(olds, news);
          } else {
            matchInOrder(olds, news);
            oldAlone.addAll(olds.subList(Math.min(olds.size(), news.size()), olds.size()));
          }
        });
    matchMoved(oldAlone, right, left);
  }

  private static Map<String, List<Function>> byName(List<Function> functions) {
    Map<String, List<Function>> all = new LinkedHashMap<>();
    functions.forEach(each -> all.computeIfAbsent(each.name, none -> new ArrayList<>()).add(each));
    return all;
  }

  private void matchInOrder(List<Function> olds, List<Function> news) {
    for (int i = 0; i < Math.min(olds.size(), news.size()); i++) {
      match(olds.get(i), news.get(i));
    }
  }

  /** Matches functions with equal code, and what remains if there is as much of it. */
  private void matchNameless(List<Function> olds, List<Function> news) {
    List<Function> left = new ArrayList<>(olds);
    List<Function> right = new ArrayList<>();
    Map<Integer, List<Function>> byHash = new HashMap<>();
    olds.forEach(
        each ->
            byHash.computeIfAbsent(Sameness.hash(each.code), none -> new ArrayList<>()).add(each));
    for (Function fresh : news) {
      List<Function> alike = byHash.getOrDefault(Sameness.hash(fresh.code), List.of());
      Function same = null;
      for (Function each : alike) {
        if (Sameness.of(each.code, fresh.code)) {
          same = each;
          break;
        }
      }
      if (same == null) {
        right.add(fresh);
      } else {
        alike.remove(same);
        left.remove(same);
        match(same, fresh);
      }
    }
    if (left.size() == right.size()) {
      matchInOrder(left, right);
    }
  }

  /**
   * Matches a function that was a variable and is a field now, or the other way round, if its name
   * is clear.
   */
  private void matchMoved(
      List<Function> olds, Map<String, List<Function>> right, Map<String, List<Function>> left) {
    for (Function old : olds) {
      Function only = null;
      int count = 0;
      for (Map.Entry<String, List<Function>> each : right.entrySet()) {
        boolean isNew = !left.containsKey(each.getKey());
        if (isNew && simple(each.getKey()).equals(simple(old.name))) {
          count += each.getValue().size();
          only = each.getValue().get(0);
        }
      }
      boolean isClear =
          olds.stream().filter(each -> simple(each.name).equals(simple(old.name))).count() == 1;
      if (only != null && count == 1 && isClear && isBare(only.name) != isBare(old.name)) {
        match(old, only);
      }
    }
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean isBare(String name) {
    return name.lastIndexOf('.') < 0 || name.startsWith("_ENV.");
  }

  /** Matches variables by name and by their order among those of that name. */
  private void matchNamed(List<Variable> olds, List<Variable> news) {
    Map<String, List<Variable>> left = variables(olds);
    Map<String, List<Variable>> right = variables(news);
    left.forEach(
        (name, mine) -> {
          List<Variable> theirs = right.getOrDefault(name, List.of());
          if (mine.size() == theirs.size()) {
            pair(mine, theirs);
          } else {
            pair(captured(mine), captured(theirs));
          }
        });
  }

  private static Map<String, List<Variable>> variables(List<Variable> all) {
    Map<String, List<Variable>> byName = new HashMap<>();
    all.forEach(each -> byName.computeIfAbsent(each.name, none -> new ArrayList<>()).add(each));
    return byName;
  }

  private static List<Variable> captured(List<Variable> all) {
    List<Variable> some = new ArrayList<>();
    for (Variable each : all) {
      if (each.isCaptured) {
        some.add(each);
      }
    }
    return some;
  }

  private void pair(List<Variable> olds, List<Variable> news) {
    for (int i = 0; i < Math.min(olds.size(), news.size()); i++) {
      variables.put(olds.get(i), news.get(i));
    }
  }
}
