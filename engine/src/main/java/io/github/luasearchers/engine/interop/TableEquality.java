package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.TableView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Compares tables with each other and with Java's collections, as {@code List.equals} and {@code
 * Map.equals} define it. Two tables that were compared, or are being compared, are assumed to be
 * equal the next time: if they are not, the whole is not. So shared tables cost once, and cycles
 * terminate. Equal tables form classes, as in the algorithm of Hopcroft and Karp, so that there are
 * no more comparisons than tables.
 */
final class TableEquality {

  private static final Object END = new Object();

  private final IdentityHashMap<Object, Node> nodes = new IdentityHashMap<>();
  private final Deque<Node> open = new ArrayDeque<>();

  private TableEquality() {}

  /** Tells whether a view of a table equals another object. */
  static boolean equal(TableView view, @Nullable Object other) {
    TableEquality equality = new TableEquality();
    return equality.areEqual(equality.nodeOrLeaf(view), equality.nodeOrLeaf(other))
        && equality.areAllEqual();
  }

  private boolean areAllEqual() {
    while (!open.isEmpty()) {
      Node one = open.pop();
      Node other = open.pop();
      boolean same =
          one.list
              ? haveEqualElements(one, other)
              : one.table == null ? haveEqualEntries(other, one) : haveEqualEntries(one, other);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether two objects are equal as far as known, and schedules tables for comparison. */
  private boolean areEqual(@Nullable Object one, @Nullable Object other) {
    if (!(one instanceof Node first && other instanceof Node second)) {
      return one != null && one.equals(other);
    }
    if (first.table == null && second.table == null) {
      return first.object.equals(second.object); // left to Java's own equals
    }
    if (first.list != second.list) {
      return false;
    }
    if (first.leader() != second.leader()) {
      first.leader().leader = second.leader();
      open.push(second);
      open.push(first);
    }
    return true;
  }

  private boolean haveEqualElements(Node one, Node other) {
    Elements elements = new Elements(one);
    Elements others = new Elements(other);
    while (true) {
      @Nullable Object element = elements.next();
      if (!areEqual(element, others.next())) {
        return false;
      }
      if (element == END) {
        return true;
      }
    }
  }

  /** Compares the entries of a table with those of another table or a map. */
  private boolean haveEqualEntries(Node one, Node other) {
    TableContents entries = one.contents();
    int count = 0;
    for (LuaValue key = one.next(entries); key != null; key = one.next(entries)) {
      @Nullable Object value = value(one, key, other);
      if (value == null || !areEqual(nodeOrLeaf(one, entries.second()), value)) {
        return false;
      }
      count++;
    }
    return count == ((Map<?, ?>) other.object).size();
  }

  /** Returns the value of a table's key in another table or a map, null if there is none. */
  private @Nullable Object value(Node one, LuaValue key, Node other) {
    if (other.bridge == one.bridge) {
      return nodeOrLeaf(other, other.get(key));
    }
    @Nullable Object javaKey =
        key instanceof LuaTable table
            ? nodeOf(one.bridge(), table).object
            : one.bridge().toJava(key);
    try {
      return nodeOrLeaf(((Map<?, ?>) other.object).get(javaKey));
    } catch (ClassCastException | NullPointerException e) {
      return null; // As Map allows: the map cannot have such a key.
    }
  }

  private @Nullable Object nodeOrLeaf(Node of, LuaValue value) {
    JavaBridge bridge = of.bridge();
    return value instanceof LuaTable table
        ? nodeOf(bridge, table)
        : nodeOrLeaf(bridge.toJava(value));
  }

  private @Nullable Object nodeOrLeaf(@Nullable Object value) {
    if (!(value instanceof List || value instanceof Map)) {
      return value;
    }
    if (value instanceof LuaBacked backed && backed.value() instanceof LuaTable table) {
      Node natural = nodeOf(backed.bridge(), table);
      if (natural.list == value instanceof List) {
        return natural;
      }
    }
    return nodeOf(value);
  }

  /** Returns the node of a table in its natural form, list or map. */
  private Node nodeOf(JavaBridge bridge, LuaTable table) {
    @Nullable Node known = nodes.get(table);
    if (known == null) {
      bridge.enter();
      try {
        boolean list = TableList.isSequence(table);
        known = new Node(list ? new TableList(bridge, table) : new TableMap(bridge, table));
      } finally {
        bridge.exit();
      }
      nodes.put(table, known);
    }
    return known;
  }

  private Node nodeOf(Object collection) {
    @Nullable Node known = nodes.get(collection);
    if (known == null) {
      known = new Node(collection);
      nodes.put(collection, known);
    }
    return known;
  }

  /** A table or a Java collection, and its class of equal ones. */
  private static final class Node {

    final Object object;
    final boolean list;
    final @Nullable LuaTable table;
    final @Nullable JavaBridge bridge;

    Node leader = this;

    Node(Object object) {
      this.object = object;
      this.list = object instanceof List;
      LuaBacked backed = object instanceof LuaBacked view ? view : null;
      this.table = backed == null ? null : (LuaTable) backed.value();
      this.bridge = backed == null ? null : backed.bridge();
    }

    JavaBridge bridge() {
      return Objects.requireNonNull(bridge);
    }

    Node leader() {
      Node each = this;
      while (each.leader != each) {
        each.leader = each.leader.leader;
        each = each.leader;
      }
      return each;
    }

    TableContents contents() {
      return new TableContents(Objects.requireNonNull(table), list);
    }

    /** Takes the turn for a single access: the other side may belong to another engine. */
    @Nullable LuaValue next(TableContents contents) {
      bridge().enter();
      try {
        return contents.next();
      } finally {
        bridge().exit();
      }
    }

    LuaValue get(LuaValue key) {
      bridge().enter();
      try {
        return Objects.requireNonNull(table).rawget(key);
      } finally {
        bridge().exit();
      }
    }
  }

  /** The elements of a list, and then {@link #END}. */
  private final class Elements {

    private final Node node;
    private final @Nullable TableContents contents;
    private final @Nullable Iterator<?> iterator;

    Elements(Node node) {
      this.node = node;
      this.contents = node.table == null ? null : node.contents();
      this.iterator = node.table == null ? ((List<?>) node.object).iterator() : null;
    }

    @Nullable Object next() {
      if (iterator != null) {
        return iterator.hasNext() ? nodeOrLeaf(iterator.next()) : END;
      }
      @Nullable LuaValue value = contents == null ? null : node.next(contents);
      return value == null ? END : nodeOrLeaf(node, value);
    }
  }
}
