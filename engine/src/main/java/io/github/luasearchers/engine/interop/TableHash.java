package io.github.luasearchers.engine.interop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Computes the hash codes that lists and maps of tables must have. Each table is visited once,
 * however many paths lead to it. All tables that lead into a cycle get the same hash code: no other
 * collection equals them, but equal tables may reach their cycles by different paths.
 */
final class TableHash {

  private static final int ENDLESS = 1;

  private final JavaBridge bridge;
  private final IdentityHashMap<LuaTable, Frame> known = new IdentityHashMap<>();
  private final Deque<Frame> open = new ArrayDeque<>();

  TableHash(JavaBridge bridge) {
    this.bridge = bridge;
  }

  static int of(JavaBridge bridge, LuaTable table, boolean list) {
    return new TableHash(bridge).of(new Frame(new TableContents(table, list)));
  }

  /** Returns the hash code of a value as Java sees it. */
  int of(LuaValue value) {
    if (!(value instanceof LuaTable table)) {
      return Objects.hashCode(bridge.toJava(value));
    }
    @Nullable Frame frame = known.get(table);
    return frame == null ? of(begin(table)) : frame.hash;
  }

  private Frame begin(LuaTable table) {
    bridge.enter();
    try {
      Frame frame = new Frame(new TableContents(table, TableList.isSequence(table)));
      known.put(table, frame);
      return frame;
    } finally {
      bridge.exit();
    }
  }

  private int of(Frame root) {
    open.push(root);
    while (true) {
      Frame frame = open.element();
      @Nullable LuaValue value = next(frame);
      if (value == null) {
        frame.end();
        open.pop();
        if (open.isEmpty()) {
          return frame.hash;
        }
        open.element().add(frame.hash);
      } else if (!(value instanceof LuaTable table)) {
        frame.add(Objects.hashCode(bridge.toJava(value)));
      } else if (!add(frame, table)) {
        return endless();
      }
    }
  }

  /**
   * Adds a table's hash code, or begins with the table if it is new. Returns false if it is part of
   * a cycle.
   */
  private boolean add(Frame frame, LuaTable table) {
    @Nullable Frame inner = known.get(table);
    if (inner == null) {
      open.push(begin(table));
    } else if (inner.finite) {
      frame.add(inner.hash);
    } else {
      return false;
    }
    return true;
  }

  private int endless() {
    for (Frame frame : open) {
      frame.hash = ENDLESS;
    }
    open.clear();
    return ENDLESS;
  }

  /** Takes the turn for a single access: hash codes of Java objects are computed without it. */
  private @Nullable LuaValue next(Frame frame) {
    bridge.enter();
    try {
      return frame.next();
    } finally {
      bridge.exit();
    }
  }

  /**
   * One table in progress, by the definitions of {@code List.hashCode} and {@code Map.hashCode}.
   */
  private static final class Frame {

    private final TableContents contents;
    private int hash;
    private boolean finite;

    /** Whether the key's hash code is known, and its value comes next. */
    private boolean second;

    private int keyHash;

    Frame(TableContents contents) {
      this.contents = contents;
      this.hash = contents.list ? 1 : 0;
    }

    @Nullable LuaValue next() {
      return second ? contents.second() : contents.next();
    }

    void add(int each) {
      if (contents.list) {
        hash = 31 * hash + each;
      } else if (second) {
        hash += keyHash ^ each;
        second = false;
      } else {
        keyHash = each;
        second = true;
      }
    }

    void end() {
      finite = true;
    }
  }
}
