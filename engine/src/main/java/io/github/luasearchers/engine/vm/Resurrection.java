package io.github.luasearchers.engine.vm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.luaj.vm2.LuaValue;

/**
 * Makes tables with weak keys list objects again that are brought back for their finalizers, and
 * all objects that these refer to through tables. The JVM clears the weak references to all of them
 * when it finds the first; PUC clears them only when they are gone for good.
 */
final class Resurrection {

  /** The most objects that are visited: they may lead to everything that a script has. */
  private static final int MOST = 10_000;

  private final Set<LuaValue> met = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<LuaValue> ahead = new ArrayDeque<>();
  private boolean metWeakValues;

  /** Adds an object that is brought back. */
  void add(LuaValue object) {
    if (object instanceof Attachable carrier
        && leadsOn(object, carrier)
        && met.size() < MOST
        && met.add(object)) {
      ahead.add(object);
    }
  }

  /**
   * Tells whether there is something to do for an object: most userdata with finalizers have
   * nothing.
   */
  private static boolean leadsOn(LuaValue object, Attachable carrier) {
    Attachments attachments = carrier.attachments();
    return object instanceof Table || attachments != null && attachments.hasEntries();
  }

  /**
   * Visits everything that was added.
   *
   * @return whether there are tables with weak values. The JVM did not clear those values when it
   *     found the tables; it does the next time, now that something refers to the tables.
   */
  boolean run() {
    for (LuaValue each = ahead.poll(); each != null; each = ahead.poll()) {
      Attachments attachments = ((Attachable) each).attachments();
      if (attachments != null) {
        List<LuaValue> values = new ArrayList<>();
        attachments.relist(each, values);
        for (LuaValue value : values) {
          add(value);
        }
      }
      if (each instanceof Table table && table.isFilled()) {
        addContents(table);
      }
    }
    return metWeakValues;
  }

  private void addContents(Table table) {
    metWeakValues |= table.hasWeakValues();
    if (table.metatableOrNull() != null) {
      add(table.metatableOrNull());
    }
    for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
      add(table.keyIn(slot));
      add(table.valueIn(slot));
    }
  }
}
