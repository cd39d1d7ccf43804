package io.github.luasearchers.searchers.rocks.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of a document: its globals, and the locals that are in sight. */
final class Scope {

  /** As in Lua. It also keeps the look-up short. */
  private static final int MOST_LOCALS = 200;

  private final DataTable globals = new DataTable();
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();

  DataTable globals() {
    return globals;
  }

  @Nullable Object get(String name) {
    int local = names.lastIndexOf(name);
    return local >= 0 ? values.get(local) : globals.get(name);
  }

  void set(String name, @Nullable Object value) {
    int local = names.lastIndexOf(name);
    if (local >= 0) {
      values.set(local, value);
    } else {
      globals.put(name, value);
    }
  }

  /** Adds a local; false if there are too many. */
  boolean declare(String name, @Nullable Object value) {
    names.add(name);
    values.add(value);
    return names.size() <= MOST_LOCALS;
  }

  /** Returns what {@link #leave} needs at the end of a block. */
  int enter() {
    return names.size();
  }

  void leave(int before) {
    names.subList(before, names.size()).clear();
    values.subList(before, values.size()).clear();
  }
}
