package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.rocks.data.DataTable;
import io.github.luasearchers.searchers.rocks.version.Constraint;
import io.github.luasearchers.searchers.rocks.version.Dependency;
import io.github.luasearchers.searchers.rocks.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which versions of installed rocks are in use, and those that these need. */
final class TreeContext {

  private final List<Tree> trees;
  private final Map<String, String> versions = new HashMap<>();

  TreeContext(List<Tree> trees) {
    this.trees = trees;
  }

  boolean uses(String rock, String version) {
    return version.equals(versions.get(rock));
  }

  /** Notes that a rock is used; the first version of it counts, and what that needs. */
  void use(String rock, String version) throws IOException {
    List<String[]> todo = new ArrayList<>();
    todo.add(new String[] {rock, version});
    while (!todo.isEmpty()) {
      String[] next = todo.remove(todo.size() - 1);
      if (versions.putIfAbsent(next[0], next[1]) == null) {
        List<Dependency> needs = new ArrayList<>(needs(next[0], next[1]));
        // Each with what it needs itself before the next one: the first version of a rock counts.
        Collections.reverse(needs);
        for (Dependency needed : needs) {
          @Nullable String best = best(needed);
          if (best != null) {
            todo.add(new String[] {needed.name(), best});
          }
        }
      }
    }
  }

  private List<Dependency> needs(String rock, String version) throws IOException {
    for (Tree tree : trees) {
      @Nullable Manifest manifest = tree.manifest();
      Optional<DataTable> known =
          manifest == null ? Optional.empty() : manifest.dependencies(rock, version);
      if (known.isPresent()) {
        List<Dependency> needs = new ArrayList<>();
        for (Object each : known.get().items()) {
          if (each instanceof DataTable table && table.text("name").isPresent()) {
            needs.add(new Dependency(table.text("name").get(), constraints(table)));
          }
        }
        return needs;
      }
    }
    return List.of();
  }

  private static List<Constraint> constraints(DataTable dependency) {
    List<Constraint> constraints = new ArrayList<>();
    for (Object each : dependency.table("constraints").map(DataTable::items).orElse(List.of())) {
      if (each instanceof DataTable table) {
        Optional<Constraint.Operator> operator = table.text("op").flatMap(Constraint.Operator::of);
        Optional<String> version =
            table.get("version") instanceof String text
                ? Optional.of(text)
                : table.table("version").flatMap(parts -> parts.text("string"));
        if (operator.isPresent() && version.isPresent()) {
          constraints.add(new Constraint(operator.get(), Version.parse(version.get())));
        }
      }
    }
    return constraints;
  }

  /** Returns the highest version that will do, of the first tree that has one. */
  private @Nullable String best(Dependency needed) throws IOException {
    for (Tree tree : trees) {
      @Nullable Manifest manifest = tree.manifest();
      if (manifest != null) {
        Optional<Version> best =
            manifest.archs(needed.name()).keySet().stream()
                .filter(needed::admits)
                .max(Version::compare);
        if (best.isPresent()) {
          return best.get().toString();
        }
      }
    }
    return null;
  }
}
