package io.github.luasearchers.searchers.rocks.data;

import static java.util.Objects.requireNonNull;

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

  private static final @Nullable Object[] NONE = {};
  private static final int FEW = 8;

  /** Keys and values by turns, in the order of the document. */
  private @Nullable Object[] members = NONE;

  private int memberCount;

  /** The values of the keys 1, 2, 3...; null where one was taken away. */
  private @Nullable Object[] items = NONE;

  private int itemCount;

  /** How many keys of members are whole numbers, which may become those of items. */
  private int numbers;

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

  /** Returns the values of the keys 1, 2, 3..., up to the first that has none. */
  public List<Object> items() {
    List<Object> all = new ArrayList<>(itemCount);
    for (int i = 0; i < itemCount; i++) {
      @Nullable Object item = items[i];
      if (item == null) {
        break;
      }
      all.add(item);
    }
    return all;
  }

  /** Returns the other keys with their values, in no order. */
  public List<Map.Entry<Object, Object>> members() {
    List<Map.Entry<Object, Object>> all = new ArrayList<>(memberCount / 2);
    for (int i = 0; i < memberCount; i += 2) {
      add(all, members[i], members[i + 1]);
    }
    for (int i = items().size(); i < itemCount; i++) {
      add(all, (long) i + 1, items[i]);
    }
    return all;
  }

  private static void add(
      List<Map.Entry<Object, Object>> all, @Nullable Object key, @Nullable Object value) {
    if (key != null && value != null) {
      all.add(new SimpleImmutableEntry<>(key, value));
    }
  }

  private int find(Object key) {
    if (memberCount <= 2 * FEW) {
      for (int i = 0; i < memberCount; i += 2) {
        if (key.equals(members[i])) {
          return i;
        }
      }
      return -1;
    }
    @Nullable Map<Object, Integer> known = index;
    if (known == null) {
      known = new HashMap<>(memberCount);
      for (int i = 0; i < memberCount; i += 2) {
        known.put(requireNonNull(members[i]), i);
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
    numbers += key instanceof Long ? 1 : 0;
  }

  private void putItem(int at, @Nullable Object value) {
    if (at < itemCount) {
      // A gap stays one: to move what is behind it could be made to take all day.
      items[at] = value;
    } else if (value == null) {
      remove(numbers == 0 ? -1 : find((long) at + 1));
    } else {
      remove(numbers == 0 ? -1 : find((long) at + 1));
      add(value);
      takeFollowing();
    }
  }

  /** Makes items of the members whose numbers follow. */
  private void takeFollowing() {
    while (numbers > 0) {
      int at = find((long) itemCount + 1);
      if (at < 0) {
        return;
      }
      Object value = requireNonNull(members[at + 1]);
      remove(at);
      add(value);
    }
  }

  /** Takes a member away; the last one takes its place. */
  private void remove(int at) {
    if (at < 0) {
      return;
    }
    memberCount -= 2;
    Object key = requireNonNull(members[at]);
    numbers -= key instanceof Long ? 1 : 0;
    if (index != null) {
      index.remove(key);
      if (at < memberCount) {
        index.put(requireNonNull(members[memberCount]), at);
      }
    }
    members[at] = members[memberCount];
    members[at + 1] = members[memberCount + 1];
    members[memberCount] = null;
    members[memberCount + 1] = null;
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
