package io.github.luasearchers.searchers.rocks.data;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of a document. Keys and values are texts, whole numbers ({@code Long}), other numbers
 * ({@code Double}), truth values and tables. A manifest has a million small tables: this one takes
 * a third of the memory of a map, and looks through its keys one by one until there are many.
 */
public final class DataTable {

  private static final Object[] NONE = {};
  private static final int FEW = 8;

  /** Keys and values by turns, in the order of the document. */
  private Object[] members = NONE;

  private int memberCount;

  /** The values of the keys 1, 2, 3... */
  private Object[] items = NONE;

  private int itemCount;

  /** Where keys are, once there are many. */
  private @Nullable Map<Object, Integer> index;

  DataTable() {}

  /** Returns the value of a key; null if there is none. */
  public @Nullable Object get(Object key) {
    if (key instanceof Long number && number >= 1 && number <= itemCount) {
      return items[(int) (number - 1)];
    }
    int at = find(key);
    return at < 0 ? null : members[at + 1];
  }

  /** Returns a text; empty if there is none under the key, or something else. */
  public Optional<String> text(String key) {
    return get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Returns a table; empty if there is none under the key, or something else. */
  public Optional<DataTable> table(String key) {
    return get(key) instanceof DataTable table ? Optional.of(table) : Optional.empty();
  }

  /** Returns the values of the keys 1, 2, 3... */
  public List<Object> items() {
    return Arrays.asList(items).subList(0, itemCount);
  }

  /** Returns the other keys with their values, in the order of the document. */
  public List<Map.Entry<Object, Object>> members() {
    List<Map.Entry<Object, Object>> all = new ArrayList<>(memberCount / 2);
    for (int i = 0; i < memberCount; i += 2) {
      all.add(new SimpleImmutableEntry<>(members[i], members[i + 1]));
    }
    return all;
  }

  private int find(Object key) {
    if (memberCount <= 2 * FEW) {
      for (int i = 0; i < memberCount; i += 2) {
        if (members[i].equals(key)) {
          return i;
        }
      }
      return -1;
    }
    @Nullable Map<Object, Integer> known = index;
    if (known == null) {
      known = new HashMap<>(memberCount);
      for (int i = 0; i < memberCount; i += 2) {
        known.put(members[i], i);
      }
      index = known;
    }
    Integer at = known.get(key);
    return at == null ? -1 : at;
  }

  /** Adds the value of the next whole number. */
  void add(Object value) {
    if (itemCount == items.length) {
      items = Arrays.copyOf(items, Math.max(2, 2 * itemCount));
    }
    items[itemCount++] = value;
  }

  /** Sets the value of a key, or takes it away: by null. */
  void put(Object key, @Nullable Object value) {
    if (key instanceof Long number && number >= 1 && number <= itemCount + 1L) {
      putItem((int) (number - 1), value);
      return;
    }
    int at = find(key);
    if (value == null) {
      remove(at);
    } else if (at >= 0) {
      members[at + 1] = value;
    } else {
      append(key, value);
    }
  }

  private void append(Object key, Object value) {
    if (memberCount == members.length) {
      members = Arrays.copyOf(members, Math.max(2, 2 * memberCount));
    }
    members[memberCount] = key;
    members[memberCount + 1] = value;
    if (index != null) {
      index.put(key, memberCount);
    }
    memberCount += 2;
  }

  private void putItem(int at, @Nullable Object value) {
    if (value != null) {
      if (at == itemCount) {
        add(value);
      } else {
        items[at] = value;
      }
      return;
    }
    // What is behind the gap is no list any more.
    int behind = itemCount;
    itemCount = Math.min(at, itemCount);
    for (int i = at + 1; i < behind; i++) {
      append((long) i + 1, items[i]);
    }
  }

  private void remove(int at) {
    if (at >= 0) {
      members = Arrays.copyOf(members, memberCount);
      System.arraycopy(members, at + 2, members, at, memberCount - at - 2);
      memberCount -= 2;
      index = null;
    }
  }

  /** Gives back the memory that nothing will be put into. */
  void trim() {
    if (items.length > itemCount) {
      items = Arrays.copyOf(items, itemCount);
    }
    if (members.length > memberCount) {
      members = Arrays.copyOf(members, memberCount);
    }
  }

  @Override
  public String toString() {
    return "table of " + (itemCount + memberCount / 2) + " values";
  }
}
