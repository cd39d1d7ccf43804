package io.github.luasearchers.engine.require;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A parsed {@code lua.searchers}: names of searchers, in order. A {@code ?} behind a name says that
 * the searcher may be missing, and {@code *} stands for all that are not named.
 */
final class SearcherOrder {

  static final String KEY = "lua.searchers";

  static final String STANDARD = "preload, path, cpath, all-in-one, classpath?, jar?, *, http?";

  static final String REST = "*";

  private final String text;
  private final List<String> names = new ArrayList<>();
  private final Set<String> optional = new HashSet<>();

  private SearcherOrder(String text) {
    this.text = text;
  }

  /**
   * Parses the setting's value.
   *
   * @throws IllegalArgumentException if it is no list of names
   */
  static SearcherOrder parse(String text) {
    SearcherOrder order = new SearcherOrder(text);
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      order.add(text.substring(start, end).trim());
      start = end + 1;
    }
    return order;
  }

  private void add(String item) {
    boolean mayMiss = item.endsWith("?");
    String name = mayMiss ? item.substring(0, item.length() - 1) : item;
    if (!item.equals(REST) && !Discovery.isName(name)) {
      throw malformed(item);
    }
    if (names.contains(name)) {
      throw new IllegalArgumentException(
          KEY + " names '" + name + "' twice (" + text + "). Remove one of the two.");
    }
    names.add(name);
    if (mayMiss) {
      optional.add(name);
    }
  }

  private IllegalArgumentException malformed(String item) {
    String what = item.isEmpty() ? "an empty item" : "the item '" + item + "'";
    return new IllegalArgumentException(
        KEY
            + " has "
            + what
            + " ("
            + text
            + "). Give names of searchers, each of lower-case"
            + " letters, digits and hyphens, with commas between them; a '?' behind a name if the"
            + " searcher may be missing; '*' for all that are not named.");
  }

  String text() {
    return text;
  }

  /** Returns the names in order, one of which may be {@link #REST}. */
  List<String> names() {
    return names;
  }

  /** Tells whether there may be no searcher of this name. */
  boolean isOptional(String name) {
    return optional.contains(name);
  }

  boolean contains(String name) {
    return names.contains(name);
  }
}
