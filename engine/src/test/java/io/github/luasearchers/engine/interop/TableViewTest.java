package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.TableView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableViewTest {

  private final Script script = new Script();

  @Test
  void sequence_isAList() {
    assertThat(script.eval("return {1, 'two', 3.5, true}")).isEqualTo(List.of(1, "two", 3.5, true));
    assertThat(script.eval("return {1, 'two'}").hashCode()).isEqualTo(List.of(1, "two").hashCode());
  }

  @Test
  void otherTables_areMaps() {
    assertThat(script.eval("return {}")).isEqualTo(Map.of());
    assertThat(script.eval("return {a = 1, [2] = 'b'}")).isEqualTo(Map.of("a", 1, 2, "b"));
    assertThat(script.eval("return {1, 2, a = 3}")).isEqualTo(Map.of(1, 1, 2, 2, "a", 3));
    assertThat(script.eval("return {[2] = 1}")).isEqualTo(Map.of(2, 1));
    assertThat(script.eval("return {a = 1}").hashCode()).isEqualTo(Map.of("a", 1).hashCode());
  }

  @Test
  void nestedTables_areViewsToo() {
    assertThat(script.eval("return {a = {1, {b = {}}}}"))
        .isEqualTo(Map.of("a", List.of(1, Map.of("b", Map.of()))));
  }

  @Test
  void list_isLive() {
    List<Object> list = list("t = {1, 2}; return t");
    list.add("three");
    list.set(0, "one");
    assertThat(script.eval("return t[1], t[3], #t")).isEqualTo(new Object[] {"one", "three", 3});
    script.eval("t[4] = 4");
    assertThat(list).containsExactly("one", 2, "three", 4);
  }

  @Test
  void list_insertsAndRemovesInTheMiddle() {
    List<Object> list = list("t = {1, 2, 3}; return t");
    list.add(0, 0);
    list.add(2, 1.5);
    assertThat(list).containsExactly(0, 1, 1.5, 2, 3);
    assertThat(list.remove(1)).isEqualTo(1);
    assertThat(list.remove((Object) 3)).isTrue();
    assertThat(list).containsExactly(0, 1.5, 2);
    list.removeIf(each -> each.equals(2));
    Collections.reverse(list);
    assertThat(list).containsExactly(1.5, 0);
    list.clear();
    assertThat(script.eval("return #t, next(t)")).isEqualTo(new @Nullable Object[] {0, null});
  }

  @Test
  void list_keepsToItsBounds() {
    List<Object> list = list("return {1}");
    assertThatThrownBy(() -> list.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.add(3, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.set(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.add(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void list_noticesChangesWhileIterating() {
    List<Object> list = list("return {1, 2, 3}");
    assertThatThrownBy(
            () -> {
              for (Object each : list) {
                list.add(each);
              }
            })
        .isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void map_isLive() {
    Map<Object, Object> map = map("t = {a = 1}; return t");
    assertThat(map.put("b", "😀")).isNull();
    assertThat(map.put("a", 2)).isEqualTo(1);
    assertThat(script.eval("return t.a, t.b")).isEqualTo(new Object[] {2, "😀"});
    script.eval("t.c = {}");
    assertThat(map).hasSize(3).containsKey("c");
    assertThat(map.remove("c")).isEqualTo(Map.of());
    assertThat(map.put("b", null)).isEqualTo("😀");
    assertThat(map).isEqualTo(Map.of("a", 2));
    assertThat(map.remove("none")).isNull();
    assertThat(map.get("none")).isNull();
    map.clear();
    assertThat(map).isEmpty();
  }

  @Test
  void map_isChangedThroughItsEntries() {
    Map<Object, Object> map = map("t = {a = 1, b = 2, c = 3}; return t");
    for (Iterator<Map.Entry<Object, Object>> it = map.entrySet().iterator(); it.hasNext(); ) {
      Map.Entry<Object, Object> entry = it.next();
      if (entry.getKey().equals("b")) {
        it.remove();
      } else {
        entry.setValue((Integer) entry.getValue() * 10);
      }
    }
    assertThat(map).isEqualTo(Map.of("a", 10, "c", 30));
    map.values().removeIf(each -> each.equals(10));
    map.keySet().remove("x");
    assertThat(script.eval("return t.a, t.c")).isEqualTo(new @Nullable Object[] {null, 30});
  }

  @Test
  void map_takesKeysOfAnyType() {
    Object key = new Object();
    Map<Object, Object> map = map("t = {}; return t");
    map.put(key, 1);
    map.put(1.5, 2);
    map.put(true, 3);
    map.put(4L, 4);
    assertThat(map.get(key)).isEqualTo(1);
    assertThat(map.get(4)).isEqualTo(4);
    assertThat(script.with("k", key).eval("return t[k], t[1.5], t[true], t[4]"))
        .isEqualTo(new Object[] {1, 2, 3, 4});
  }

  @Test
  void map_refusesWhatIsNoKey() {
    Map<Object, Object> map = map("return {}");
    assertThatThrownBy(() -> map.put(null, 1)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> map.put(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(map.containsKey(null)).isFalse();
    assertThat(map.get(null)).isNull();
  }

  @Test
  void view_isTheSameTableAgain() {
    Object list = script.eval("t = {1}; return t");
    Object map = script.eval("u = {a = 1}; return u");
    assertThat(script.with("l", list).with("m", map).eval("return l == t, m == u"))
        .isEqualTo(new Object[] {true, true});
  }

  @Test
  void view_ofAnotherUniverseStaysAView() {
    Object map = new Script().eval("return {a = 1}");
    assertThat(script.with("m", map).eval("m.b = 2; return type(m), m.a"))
        .isEqualTo(new Object[] {"userdata", 1});
    assertThat(map).isEqualTo(Map.of("a", 1, "b", 2));
  }

  @Test
  void view_canBeHadAsTheOther() {
    TableView list = (TableView) script.eval("return {1, 2}");
    assertThat(list.asMap()).isEqualTo(Map.of(1, 1, 2, 2));
    assertThat(list.asList()).isEqualTo(List.of(1, 2));
    TableView map = (TableView) script.eval("return {1, 2, a = 3}");
    assertThat(map.asList()).isEqualTo(List.of(1, 2));
    assertThat(map.asMap()).hasSize(3);
  }

  @Test
  void text_isThatOfJavasCollections() {
    assertThat(script.eval("return {1, 'a', {x = {}}}")).hasToString("[1, a, {x={}}]");
    assertThat(script.eval("local c = {}; c.__index = c; return c"))
        .hasToString("{__index=(this table)}");
    assertThat(script.eval("local c = {1}; c[2] = {c}; return c"))
        .hasToString("[1, [(this table)]]");
  }

  @Test
  void viewsAreReadWithoutMetamethods() {
    assertThat(map("return setmetatable({}, {__index = {a = 1}, __pairs = error})")).isEmpty();
  }

  @Test
  void copies_areJavasOwn() {
    Map<Object, Object> copy = new HashMap<>(map("return {a = {1}}"));
    assertThat(new ArrayList<>((List<?>) copy.get("a"))).isEqualTo(List.of(1));
  }

  @SuppressWarnings("unchecked")
  private List<Object> list(String source) {
    return (List<Object>) script.eval(source);
  }

  @SuppressWarnings("unchecked")
  private Map<Object, Object> map(String source) {
    return (Map<Object, Object>) script.eval(source);
  }
}
