package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Numbers;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

class WeakEntriesTest {

  private static final LuaValue NIL = LuaValue.NIL;

  @Test
  void weakKeys_goWithTheirKeys() {
    Table weak = weak("k");
    LuaValue kept = new Table();
    weak.set(kept, new Table());
    for (int i = 0; i < 100; i++) {
      weak.set(new Table(), LuaValue.TRUE);
    }
    collect();
    assertThat(weak.keyCount()).isEqualTo(1);
    assertThat(weak.get(kept).istable()).isTrue();
  }

  @Test
  void weakKeys_areEphemerons() {
    Table weak = weak("k");
    for (int i = 0; i < 100; i++) {
      Table key = new Table();
      Table value = new Table();
      value.set("key", key);
      weak.set(key, value);
    }
    assertThat(weak.keyCount()).isEqualTo(100);
    collect();
    assertThat(weak.next(NIL).isnil(1)).isTrue();
  }

  @Test
  void weakKeys_inAChain_liveAsLongAsTheFirst() {
    Table weak = weak("k");
    Table first = new Table();
    Table each = first;
    for (int i = 0; i < 50; i++) {
      Table next = new Table();
      weak.set(each, next);
      each = next;
    }
    each = null;
    collect();
    assertThat(weak.keyCount()).isEqualTo(50);
    Reference.reachabilityFence(first);
    first = null;
    collect();
    assertThat(weak.keyCount()).isZero();
  }

  @Test
  void weakValues_goButNumbersAndStringsStay() {
    Table weak = weak("v");
    Table kept = new Table();
    weak.set(1, new Table());
    weak.set(2, LuaValue.valueOf("text"));
    weak.set(3, kept);
    weak.set("x", new Table());
    weak.set(new Table(), LuaValue.valueOf(7));
    collect();
    assertThat(weak.get(1).isnil()).isTrue();
    assertThat(weak.get(2)).isEqualTo(LuaValue.valueOf("text"));
    assertThat(weak.get(3)).isSameAs(kept);
    assertThat(weak.get("x").isnil()).isTrue();
    assertThat(weak.keyCount()).isEqualTo(3);
  }

  @Test
  void weakValues_clearedFromTheEnd_shortenTheList() {
    Table weak = weak("v");
    Table kept = new Table();
    for (int i = 1; i <= 10; i++) {
      weak.set(i, i <= 4 ? kept : new Table());
    }
    assertThat(weak.rawlen()).isEqualTo(10);
    collect();
    assertThat(weak.rawlen()).isEqualTo(4);
    Reference.reachabilityFence(kept);
  }

  @Test
  void weakKeysAndValues_goWithEither() {
    Table weak = weak("kv");
    Table kept = new Table();
    weak.set(kept, new Table());
    weak.set(new Table(), kept);
    weak.set(kept, kept);
    weak.set(LuaValue.valueOf("s"), LuaValue.TRUE);
    weak.set(new Table(), LuaValue.TRUE);
    collect();
    assertThat(weak.keyCount()).isEqualTo(2);
    assertThat(weak.get(kept)).isSameAs(kept);
  }

  @Test
  void foreignKeys_areWeakToo() {
    Table weak = weak("k");
    LuaTable kept = new LuaTable();
    weak.set(kept, LuaValue.TRUE);
    weak.set(new LuaTable(), LuaValue.TRUE);
    collect();
    assertThat(weak.keyCount()).isEqualTo(1);
    assertThat(weak.get(kept)).isEqualTo(LuaValue.TRUE);
  }

  @Test
  void aValue_isNotKeptByTheTableThatItWasPutIn_onceThatIsGone() {
    Table key = new Table();
    WeakReference<LuaValue> value = valueInADroppedTable(key);
    collect();
    weak("k").set(key, LuaValue.TRUE);
    collect();
    assertThat(value.get()).isNull();
    Reference.reachabilityFence(key);
  }

  private static WeakReference<LuaValue> valueInADroppedTable(Table key) {
    Table value = new Table();
    weak("k").set(key, value);
    return new WeakReference<>(value);
  }

  @Test
  void oneKey_inManyTables() {
    Table key = new Table();
    Table[] tables = new Table[20];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = weak("k");
      tables[i].set(key, LuaValue.valueOf(i));
    }
    for (int i = 0; i < tables.length; i++) {
      assertThat(tables[i].get(key)).isEqualTo(LuaValue.valueOf(i));
      tables[i].set(key, NIL);
      assertThat(tables[i].keyCount()).isZero();
    }
  }

  @Test
  void keysOfEveryKind_areFound() {
    for (String mode : new String[] {"k", "v", "kv"}) {
      Table weak = weak(mode);
      for (int i = 0; i < 200; i++) {
        weak.set(i, LuaValue.valueOf(i));
        weak.set(LuaValue.valueOf("k" + i), LuaValue.valueOf(i));
        weak.set(Numbers.of(i + 0.5), LuaValue.valueOf(i));
      }
      assertThat(weak.keyCount()).isEqualTo(600);
      assertThat(weak.get(Numbers.of(7.0))).isEqualTo(LuaValue.valueOf(7));
      assertThat(weak.get(LuaValue.valueOf("k9"))).isEqualTo(LuaValue.valueOf(9));
      assertThat(weak.get(Numbers.of(9.5))).isEqualTo(LuaValue.valueOf(9));
      assertThat(weak.rawlen()).isEqualTo(199);
    }
  }

  @Test
  void traversal_clearsWhatItMeets() {
    Table weak = weak("k");
    Table[] keys = new Table[100];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = new Table();
      weak.set(keys[i], LuaValue.TRUE);
    }
    int seen = 0;
    LuaValue key = NIL;
    while (!(key = weak.next(key).arg1()).isnil()) {
      weak.set(key, NIL);
      seen++;
    }
    assertThat(seen).isEqualTo(100);
    assertThat(weak.keyCount()).isZero();
    Reference.reachabilityFence(keys);
  }

  @Test
  void modeTakenAway_keepsTheEntries() {
    Table weak = weak("k");
    Table key = new Table();
    weak.set(key, LuaValue.TRUE);
    weak.set(1, LuaValue.TRUE);
    weak.set("x", LuaValue.TRUE);
    weak.setmetatable(NIL);
    weak.set(new Table(), LuaValue.TRUE);
    collect();
    assertThat(weak.keyCount()).isEqualTo(4);
    assertThat(weak.get(key)).isEqualTo(LuaValue.TRUE);
    weak.setmetatable(weak("v").getmetatable());
    collect();
    assertThat(weak.keyCount()).isEqualTo(4);
  }

  private static Table weak(String mode) {
    Table metatable = new Table();
    metatable.set("__mode", mode);
    Table table = new Table();
    table.setmetatable(metatable);
    return table;
  }

  /** Runs the collector until it has taken an object that is nowhere. */
  private static void collect() {
    WeakReference<Object> canary = new WeakReference<>(new Object());
    while (canary.get() != null) {
      System.gc();
    }
    System.gc();
  }
}
