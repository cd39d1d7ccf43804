package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.TableView;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Tables that contain each other and themselves, in all small shapes: how their views compare. */
@Timeout(120)
class TableGraphTest {

  /** The kinds of a table: what its slots are under. */
  private static final Object[][] KEYS = {{}, {1}, {1, 2}, {"x"}, {"x", "y"}, {1, "x"}};

  /** More than two shapes of two tables each can hide a difference. */
  private static final int DEPTH = 6;

  private final Script script = new Script();

  /** A table of a shape: its keys, and for each which table is there, or none and it is 7. */
  private record Spec(Object[] keys, int[] slots) {}

  /** All tables that lead to one of a number of tables. */
  private static List<Spec> specs(int tables) {
    List<Spec> specs = new ArrayList<>();
    for (Object[] keys : KEYS) {
      int choices = (int) Math.pow(tables + 1, keys.length);
      for (int choice = 0; choice < choices; choice++) {
        int[] slots = new int[keys.length];
        for (int i = 0, rest = choice; i < slots.length; i++, rest /= tables + 1) {
          slots[i] = rest % (tables + 1);
        }
        specs.add(new Spec(keys, slots));
      }
    }
    return specs;
  }

  private static LuaTable[] build(Spec... shape) {
    LuaTable[] tables = new LuaTable[shape.length];
    Arrays.setAll(tables, i -> new Table());
    for (int i = 0; i < shape.length; i++) {
      for (int slot = 0; slot < shape[i].keys.length; slot++) {
        Object key = shape[i].keys[slot];
        int to = shape[i].slots[slot];
        tables[i].rawset(
            key instanceof Integer number ? LuaInteger.valueOf(number) : LuaText.of((String) key),
            to == shape.length ? LuaInteger.valueOf(7) : tables[to]);
      }
    }
    return tables;
  }

  /** Returns what can be seen of a table on ways of so many steps. */
  private static String seen(Spec[] shape, int at, int depth) {
    if (at == shape.length) {
      return "7";
    }
    StringBuilder text = new StringBuilder("{");
    for (int slot = 0; depth > 0 && slot < shape[at].keys.length; slot++) {
      text.append(shape[at].keys[slot])
          .append('=')
          .append(seen(shape, shape[at].slots[slot], depth - 1))
          .append(' ');
    }
    return text.append('}').toString();
  }

  private static boolean isEndless(Spec[] shape, int at, int depth) {
    if (at == shape.length || depth == 0) {
      return depth == 0;
    }
    for (int slot : shape[at].slots) {
      if (isEndless(shape, slot, depth - 1)) {
        return true;
      }
    }
    return false;
  }

  private record Case(Object view, String seen, boolean endless) {}

  private List<Case> cases(int tables) {
    List<Case> cases = new ArrayList<>();
    for (Spec first : specs(tables)) {
      for (Spec second : tables == 1 ? List.of(first) : specs(tables)) {
        Spec[] shape = tables == 1 ? new Spec[] {first} : new Spec[] {first, second};
        Object view = script.bridge.toJava(build(shape)[0]);
        boolean endless = isEndless(shape, 0, tables + 1);
        cases.add(new Case(view, seen(shape, 0, DEPTH), endless));
      }
    }
    return cases;
  }

  @Test
  void views_areEqualIfNoWayTellsThemApart() {
    List<Case> cases = cases(2);
    assertThat(cases).hasSizeGreaterThan(900).anyMatch(Case::endless);
    cases.addAll(cases(1));
    for (Case one : cases) {
      for (Case other : cases) {
        boolean same = one.seen.equals(other.seen);
        if (one.view.equals(other.view) != same
            || (same && one.view.hashCode() != other.view.hashCode())) {
          throw new AssertionError(one + " and " + other);
        }
      }
    }
  }

  @Test
  void views_areAsJavasCollectionsWhereTheseHaveAnEnd() {
    for (Case each : cases(2)) {
      Object copy = ((TableView) each.view).copy();
      assertThat(each.view.equals(copy)).as("%s", each).isTrue();
      if (!each.endless) {
        assertThat(copy).hasSameHashCodeAs(each.view).hasToString(each.view.toString());
        assertThat(copy.equals(each.view)).isTrue();
        assertThat(shallow(each.view)).isEqualTo(each.view).hasSameHashCodeAs(each.view);
      }
    }
  }

  private static Object shallow(Object view) {
    return view instanceof List<?> list ? new ArrayList<>(list) : new HashMap<>((Map<?, ?>) view);
  }

  @Test
  void entrySets_areAsJavas() {
    for (Case each : cases(2)) {
      if (each.view instanceof Map<?, ?> map) {
        Set<?> entries = map.entrySet();
        Set<Object> copy = new HashSet<>(entries);
        assertThat(entries).hasSameHashCodeAs(copy);
        assertThat(entries.equals(copy) && copy.equals(entries)).as("%s", each).isTrue();
        assertThat(entries.containsAll(copy)).isTrue();
        assertThat(entries.contains(Map.entry("x", "nothing"))).isFalse();
        assertThat(map.keySet()).isEqualTo(new HashSet<>(map.keySet()));
      }
    }
  }

  @Test
  void copies_haveTheShapeOfWhatTheyCopy() {
    for (Spec first : specs(2)) {
      for (Spec second : specs(2)) {
        LuaTable table = build(first, second)[0];
        TableView view = (TableView) script.bridge.toJava(table);
        Map<Object, Object> copies = new IdentityHashMap<>();
        assertSameShape(table, view.copy(), copies);
        assertThat(new HashSet<>(identities(copies))).hasSize(copies.size());
        for (Object other : List.of(view.asList(), view.asMap())) {
          assertThat(other.equals(((TableView) other).copy())).isTrue();
        }
      }
    }
  }

  private static List<Integer> identities(Map<Object, Object> copies) {
    List<Integer> identities = new ArrayList<>();
    copies.values().forEach(each -> identities.add(System.identityHashCode(each)));
    return identities;
  }

  private static void assertSameShape(LuaValue value, Object copy, Map<Object, Object> copies) {
    if (!(value instanceof LuaTable table)) {
      assertThat(copy).isEqualTo(7);
      return;
    }
    Object known = copies.putIfAbsent(table, copy);
    if (known != null) {
      assertThat(copy).isSameAs(known);
      return;
    }
    assertThat(copy.getClass())
        .isIn(ArrayList.class, LinkedHashMap.class)
        .isEqualTo(TableList.isSequence(table) ? ArrayList.class : LinkedHashMap.class);
    for (Object key : new Object[] {1, 2, "x", "y"}) {
      LuaValue inner =
          table.rawget(key instanceof Integer i ? LuaValue.valueOf(i) : LuaText.of((String) key));
      if (!inner.isnil()) {
        assertSameShape(
            inner,
            copy instanceof List<?> list
                ? list.get((Integer) key - 1)
                : ((Map<?, ?>) copy).get(key),
            copies);
      }
    }
  }

  private static final String TWICE = "local t = {%s} for i = 1, 60 do t = {%s} end return t";

  @Test
  void sharedTables_costOnce() {
    for (String step : List.of("t, t", "x = t, y = t", "t, x = t", "[0] = t, t, t")) {
      Object one = script.eval(TWICE.formatted("7", step));
      Object other = script.eval(TWICE.formatted("7", step));
      Object different = script.eval(TWICE.formatted("8", step));
      assertThat(one.hashCode()).isEqualTo(other.hashCode());
      assertThat(one.equals(other)).isTrue();
      assertThat(one.equals(different)).isFalse();
      Object copy = ((TableView) one).copy();
      assertThat(one.equals(copy)).isTrue();
      assertThat(different.equals(copy)).isFalse();
      assertThat(one.toString()).hasSizeLessThan(3 << 20);
      Map<Object, Object> map = new HashMap<>(Map.of(one, 1));
      assertThat(map.get(other)).isEqualTo(1);
      assertThat(map.get(different)).isNull();
      if (one instanceof Map<?, ?> entries) {
        assertThat(entries.entrySet().hashCode()).isEqualTo(one.hashCode());
        assertThat(entries.entrySet().equals(((Map<?, ?>) other).entrySet())).isTrue();
        assertThat(entries.values().contains(different)).isFalse();
      }
    }
  }

  @Test
  void cyclesOfDifferentLengths_areComparedInTheirSum() {
    String cycle =
        "local first = {} local t = first for i = 2, %d do t[1] = {} t = t[1] end"
            + " t[1] = first return first";
    Object one = script.eval(cycle.formatted(9_973));
    Object other = script.eval(cycle.formatted(10_007));
    assertThat(one.equals(other)).isTrue();
    assertThat(one).hasSameHashCodeAs(other);
  }

  @Test
  void deepTables_needNoStackOfJavas() {
    String chain = "local t = {7} for i = 1, 30000 do t = {%s} end return t";
    for (String step : List.of("t", "x = t")) {
      TableView one = (TableView) script.eval(chain.formatted(step));
      Object other = script.eval(chain.formatted(step));
      assertThat(one.hashCode()).isEqualTo(other.hashCode());
      assertThat(one.equals(other)).isTrue();
      assertThat(one.equals(one.copy())).isTrue();
      assertThat(one.toString()).contains("...");
    }
  }

  @Test
  void manyReferencesToOneLongTable_costOneLook() {
    String source =
        "local long = {} for i = 1, 100000 do long[i] = i end local t = {}"
            + " for i = 1, 100000 do t[i] = long end return t";
    TableView one = (TableView) script.eval(source);
    assertThat(one.hashCode()).isEqualTo(script.eval(source).hashCode());
    assertThat(one.equals(script.eval(source))).isTrue();
    assertThat(one.equals(one.copy())).isTrue();
  }

  @Test
  void tablesAsKeys_endToo() {
    Object itself = script.eval("k = {} k[k] = 1 return k");
    Object twice = script.eval("k2 = {} k2[k2] = 1 return k2");
    assertThat(itself).hasSameHashCodeAs(twice).isEqualTo(itself);
    assertThat(itself.equals(twice)).isFalse(); // as keys they are two
    assertThat(script.eval("return {[k] = 2}")).isEqualTo(script.eval("return {[k] = 2}"));
    assertThatThrownBy(() -> ((TableView) itself).copy())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a table that is a key of a table has no copy");
  }

  @Test
  void viewsOfAnotherUniverse_areCompared() {
    Object one = script.eval(TWICE.formatted("7, 'a', true, 1.5", "t, t, x = t"));
    Object foreign = new Script().eval(TWICE.formatted("7, 'a', true, 1.5", "t, t, x = t"));
    assertThat(one.equals(foreign) && foreign.equals(one)).isTrue();
    assertThat(one).hasSameHashCodeAs(foreign);
    Object endless = new Script().eval("local t = {} t.t = t return t");
    assertThat(endless.equals(script.eval("local t = {} t.t = {t = t} return t"))).isTrue();
  }

  @Test
  void javasCollectionsInTables_compareAsTheyDo() {
    script.with("l", new ArrayList<>(List.of(1))).with("m", new HashMap<>(Map.of("a", 1)));
    Object one = script.eval("return {l, m}");
    assertThat(one).isEqualTo(List.of(List.of(1), Map.of("a", 1)));
    assertThat(one).isEqualTo(script.eval("return {{1}, {a = 1}}"));
    assertThat(script.eval("return {{1}, {a = 1}}")).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(one).isNotEqualTo(script.eval("return {{1}, {a = 2}}"));
    assertThat(one.equals(Arrays.asList(List.of(1), null))).isFalse();
    assertThat(one.equals(null) || one.equals("x") || one.equals(Map.of())).isFalse();
    assertThat(script.eval("return {a = 1}").equals(new TreeMap<>(Map.of(1, 1)))).isFalse();
  }

  @Test
  void listAndMapOfOneTable_areDifferent() {
    TableView list = (TableView) script.eval("local t = {1, 2} t[3] = t return t");
    assertThat(list.asList().equals(list.asMap())).isFalse();
    assertThat(list.asMap().equals(list.asList())).isFalse();
    TableView one = (TableView) script.eval("local t = {x = 5} t[1] = t return t");
    TableView other = (TableView) script.eval("local t = {x = 6} t[1] = t return t");
    assertThat(one.asList().equals(other.asList())).isFalse();
    assertThat(one.asList().equals(one.asList())).isTrue();
  }

  @Test
  void copies_areSerialized() throws Exception {
    TableView view =
        (TableView) script.eval("local s = {1, 'two'} return {list = {s, s}, n = 1.5, b = true}");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(view.copy());
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Map<?, ?> read = (Map<?, ?>) in.readObject();
      assertThat(read).isEqualTo(view);
      List<?> list = (List<?>) read.get("list");
      assertThat(list.get(0)).isSameAs(list.get(1));
    }
  }

  @Test
  void copies_areNoViews() {
    TableView view = (TableView) script.eval("t = {a = {1}} return t");
    Map<?, ?> copy = (Map<?, ?>) view.copy();
    script.eval("t.a[1] = 2; t.b = 3");
    assertThat(copy).isEqualTo(Map.of("a", List.of(1)));
  }
}
