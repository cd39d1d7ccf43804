package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Java does with views of tables is paid for by the script that has it do so. */
@Timeout(60)
class ViewLimitsTest {

  private static final String SHARED = "local t = {7} for i = 1, 40 do t = {t, t} end ";
  private static final String LONG = "local t = {} for i = 1, 10000 do t[i] = i end ";

  private static LuaScriptEngine engine() {
    return LuaScriptEngine.builder().setting("lua.limits.instructions", "5M").build();
  }

  @Test
  void sharedTables_areKeysWithinTheLimits() throws Exception {
    LuaScriptEngine engine = engine();
    engine.put("map", new HashMap<>());
    assertThat(engine.eval(SHARED + "map:put(t, 1) return map:get(t), map:containsKey({t})"))
        .isEqualTo(new Object[] {1, false});
  }

  @Test
  void eachWayToLookIntoATable_isPaidFor() {
    List<Function<Object, Object>> ways =
        List.of(
            Object::hashCode,
            view -> view.equals(((TableView) view).asList().subList(0, 10_000)),
            view -> ((TableView) view).asMap().hashCode(),
            view -> ((TableView) view).asMap().entrySet().hashCode(),
            view -> ((TableView) view).copy(),
            Object::toString);
    for (Function<Object, Object> way : ways) {
      LuaScriptEngine engine = engine();
      engine.put("look", way);
      assertThatThrownBy(() -> engine.eval(LONG + "for i = 1, 1000 do look(t) end"))
          .as("way %s", ways.indexOf(way))
          .isInstanceOfSatisfying(
              LuaScriptException.class,
              e -> assertThat(e.getLimit()).contains("lua.limits.instructions"));
    }
  }

  @Test
  void hostsLook_isNotStopped() throws Exception {
    LuaScriptEngine engine = engine();
    Object view = engine.eval(SHARED + "return t");
    Object other = engine.eval(SHARED + "return t");
    Thread.currentThread().interrupt();
    try {
      assertThat(view).hasSameHashCodeAs(other);
      assertThat(view.equals(other)).isTrue();
      assertThat(view.equals(((TableView) view).copy())).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
