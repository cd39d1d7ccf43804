package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.ScriptStopped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** What a walk counts, and that it ends. */
@Timeout(60)
final class HeapWalkTest {

  private static final int OBJECT = HeapWalk.OBJECT;

  private final LuaRuntime lua = new LuaRuntime(Level.LUA_5_2);

  private long size(LuaValue... roots) {
    HeapWalk walk = new HeapWalk(lua);
    for (LuaValue root : roots) {
      walk.add(root);
    }
    return walk.finish();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "v", "kv"})
  void eachEntry_countsOnce(String mode) {
    List<LuaValue> values =
        Arrays.asList(
            LuaValue.valueOf(7), Numbers.of(0.5), LuaValue.TRUE, LuaString.valueOf("text"));
    for (LuaValue key : values) {
      for (LuaValue value : values) {
        Table weak = weak(mode);
        long before = size(weak);
        weak.set(key, value);
        long once = size(weak) - before;
        assertThat(once).isBetween(0L, 4L * OBJECT + 4L * HeapWalk.REFERENCE + 100);
        assertThat(size(weak, weak)).isEqualTo(size(weak));
      }
    }
  }

  @Test
  void valuesOfWeakKeys_countIfTheKeyIsReached_beforeOrAfterwards() {
    Table weak = weak("k");
    Table key = new Table();
    Table loose = new Table();
    weak.set(key, LuaString.valueOf("x".repeat(100_000)));
    weak.set(loose, LuaString.valueOf("y".repeat(200_000)));
    weak.set(LuaValue.TRUE, LuaString.valueOf("z".repeat(50_000)));
    assertThat(size(weak)).isBetween(50_000L, 60_000L);
    assertThat(size(weak, key)).isBetween(150_000L, 160_000L);
    assertThat(size(key, weak)).isEqualTo(size(weak, key));
    assertThat(size(weak, loose, key)).isBetween(350_000L, 360_000L);
  }

  /** Each value is the key of the next: with a round for each the walk would be quadratic. */
  @Test
  void chainOfWeakKeys_isWalkedOnce() {
    int length = 40_000;
    Table[] chain = new Table[length];
    Arrays.setAll(chain, i -> new Table());
    Table weak = weak("k");
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < length - 1; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(1));
    for (int i : order) {
      weak.set(chain[i], chain[i + 1]);
    }
    assertThat(size(weak, chain[0])).isGreaterThan((long) length * OBJECT);
    assertThat(size(weak, chain[length - 1])).isLessThan(size(weak, chain[0]));
  }

  @Test
  void walk_looksAtTheDeadline() {
    Table weak = weak("k");
    Table[] keys = new Table[100_000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = new Table();
      weak.set(keys[i], LuaValue.TRUE);
    }
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> size(weak)).isInstanceOf(ScriptStopped.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(keys).hasSize(100_000);
  }

  private static Table weak(String mode) {
    Table metatable = new Table();
    metatable.set("__mode", mode);
    Table table = new Table();
    table.setmetatable(metatable);
    return table;
  }
}
