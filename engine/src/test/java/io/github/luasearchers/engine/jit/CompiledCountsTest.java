package io.github.luasearchers.engine.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import io.github.luasearchers.engine.Settings;
import java.util.stream.Stream;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Loops that are compiled end after the same number of rounds as those that are interpreted. */
@Tag("slow")
final class CompiledCountsTest {

  private static final String UNTIL_COMPILED = "2M";
  private static final String COUNTED = "345678";
  private static final int TRIES = 1_000;

  private static Compilations compilations;

  @BeforeAll
  static void watch() {
    compilations = new Compilations();
  }

  @AfterAll
  static void watchNoMore() {
    compilations.close();
  }

  @TestFactory
  Stream<DynamicTest> limit_countsTheSame() {
    return Shape.ALL.stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> assertCountsTheSame(each)));
  }

  private static void assertCountsTheSame(Shape shape) throws Exception {
    try (LuaScriptEngine interpreted = engine("false", shape);
        LuaScriptEngine compiled = engine("true", shape)) {
      Object expected = rounds(interpreted, COUNTED);
      compilations.clear();
      for (int i = 0; i < TRIES && !compilations.isCompiled(shape.file()); i++) {
        rounds(compiled, UNTIL_COMPILED);
      }
      assertThat(compilations.await(shape.file())).as("it was compiled").isTrue();
      for (int i = 0; i < 3; i++) {
        assertThat(rounds(compiled, COUNTED)).isEqualTo(expected);
      }
      assertThat(rounds(interpreted, COUNTED)).isEqualTo(expected);
    }
  }

  private static LuaScriptEngine engine(String jit, Shape shape) throws ScriptException {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.jit", jit).build();
    engine.put(ScriptEngine.FILENAME, shape.file());
    engine.eval(shape.script());
    return engine;
  }

  /** Runs the loop up to a number of instructions; returns how often it went round. */
  private static Object rounds(LuaScriptEngine engine, String limit) throws ScriptException {
    engine.put("n", 0);
    engine.put(Settings.LIMITS_INSTRUCTIONS, limit);
    LuaScriptException stop =
        catchThrowableOfType(LuaScriptException.class, () -> engine.invokeFunction("work"));
    assertThat(stop.getLimit()).hasValue(Settings.LIMITS_INSTRUCTIONS);
    return engine.get("n");
  }
}
