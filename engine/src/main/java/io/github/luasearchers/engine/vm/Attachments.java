package io.github.luasearchers.engine.vm;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** What is attached to an object: its values in weak tables, and the marker of its finalizer. */
public final class Attachments {

  /** Null as long as there are none: most objects with a finalizer are in no weak table. */
  private @Nullable List<Entry> entries;

  /** Tells {@link Finalizers} that the object has become unreachable; null if it is not marked. */
  volatile @Nullable Object sentinel;

  Attachments() {}

  /** Returns the object's attachments, creating them if there are none. */
  static Attachments of(Attachable carrier) {
    @Nullable Attachments attachments = carrier.attachments();
    if (attachments == null) {
      Attachments made = new Attachments();
      carrier.attach(made);
      attachments = carrier.attachments(); // it may have got others before these
      return attachments == null ? made : attachments;
    }
    return attachments;
  }

  /** Returns the object's value in a weak table, null if it has none. */
  static @Nullable LuaValue get(Attachable carrier, WeakReference<WeakEntries> table) {
    Attachments attachments = carrier.attachments();
    Entry entry = attachments == null ? null : attachments.find(table);
    return entry == null ? null : entry.value;
  }

  /** Sets the object's value in a weak table, or removes it if the value is null. */
  static void set(Attachable carrier, WeakReference<WeakEntries> table, @Nullable LuaValue value) {
    Attachments attachments = of(carrier);
    Entry entry = attachments.find(table);
    if (entry != null && value != null) {
      entry.value = value;
    } else if (entry != null) {
      attachments.remove(entry);
    } else if (value != null) {
      attachments.add(new Entry(table, value));
    }
  }

  /** Tells whether the object has values in weak tables. */
  boolean hasEntries() {
    return entries != null;
  }

  /**
   * Makes the weak tables whose values the object stores list it again, and adds these values to
   * the list.
   */
  void relist(LuaValue object, List<LuaValue> values) {
    if (entries == null) {
      return;
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      WeakEntries table = entry.table.get();
      if (table != null) {
        table.relist(object);
        values.add(entry.value);
      }
    }
  }

  private @Nullable Entry find(WeakReference<WeakEntries> table) {
    if (entries == null) {
      return null;
    }
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).table == table) {
        return entries.get(i);
      }
    }
    return null;
  }

  /** Adds a value, and drops the values of tables that were collected. */
  private void add(Entry entry) {
    if (entries == null) {
      entries = new ArrayList<>(1);
    }
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).table.get() == null) {
        entries.remove(i);
      }
    }
    entries.add(entry);
  }

  private void remove(Entry entry) {
    if (entries != null) {
      entries.remove(entry);
    }
  }

  private static final class Entry {
    final WeakReference<WeakEntries> table;
    LuaValue value;

    Entry(WeakReference<WeakEntries> table, LuaValue value) {
      this.table = table;
      this.value = value;
    }
  }
}
