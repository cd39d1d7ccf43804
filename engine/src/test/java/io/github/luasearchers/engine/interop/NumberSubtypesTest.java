package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntUnaryOperator;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.VarArgFunction;

/** From 5.3 on, integers are {@code Integer} or {@code Long} in Java, and floats {@code Double}. */
class NumberSubtypesTest {

  private static final long LARGE = (1L << 53) + 1;

  /** Overloads that tell which of them was called. */
  public static final class Probe {

    public int number;
    public long large;
    public double fraction;

    public String of(int value) {
      return "int " + value;
    }

    public String of(long value) {
      return "long " + value;
    }

    public String of(double value) {
      return "double " + value;
    }

    public String boxed(Integer value) {
      return "Integer " + value;
    }

    public String boxed(Double value) {
      return "Double " + value;
    }

    public String object(Object value) {
      return value.getClass().getSimpleName() + " " + value;
    }

    public String rest(int... values) {
      return "ints " + values.length;
    }

    public String rest(double... values) {
      return "doubles " + values.length;
    }

    public String objects(Object... values) {
      StringJoiner text = new StringJoiner(" ");
      for (Object each : values) {
        text.add(each.getClass().getSimpleName());
      }
      return text.toString();
    }

    public String small(int value) {
      return "int " + value;
    }

    public String whole(long value) {
      return "long " + value;
    }

    public String exact(BigInteger value) {
      return value.toString();
    }

    public String decimal(BigDecimal value) {
      return value.toString();
    }

    public int apply(IntUnaryOperator function, int value) {
      return function.applyAsInt(value);
    }

    public long large(ToLongFunction<Object> function, Object value) {
      return function.applyAsLong(value);
    }

    public int[] ints(int[] values) {
      return values.clone();
    }
  }

  private static Script script(Level level) {
    return new Script(level)
        .with("probe", new Probe())
        .with("three", 3.0)
        .with("half", 2.5)
        .with("large", LARGE)
        .with("huge", 1e300);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LUA_5_2")
  void java_becomesTheSubtype(Level level) {
    Script script = script(level);
    for (Object integer :
        List.of((byte) 1, (short) -1, 0, 7L, Integer.MIN_VALUE, 1L << 31, Long.MAX_VALUE)) {
      assertThat(script.with("x", integer).eval("return math.type(x), tostring(x)"))
          .isEqualTo(new Object[] {"integer", integer.toString()});
    }
    for (Object number : List.of(3.0, 3f, -0.0, 0x1p31, 0x1p53)) {
      assertThat(script.with("x", number).eval("return math.type(x)")).isEqualTo("float");
    }
    assertThat(script.with("x", 3f).eval("return tostring(x)")).isEqualTo("3.0");
    assertThat(script.with("x", '7').eval("return math.type(x), x"))
        .isEqualTo(new Object[] {null, "7"});
    assertThat(script.with("x", BigInteger.TEN).eval("return type(x)")).isEqualTo("userdata");
  }

  @ParameterizedTest
  @EnumSource
  void subtypes_comeBackAsTheyAre(Level level) {
    Script script = script(level);
    assertThat(script.eval("return three, half, large, huge"))
        .isEqualTo(new Object[] {3.0, 2.5, LARGE, 1e300});
    assertThat(script.with("x", 7L).eval("return x")).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource
  void overloads_areChosenBySubtype(Level level) {
    Script script = script(level);
    assertThat(script.eval("return probe:of(3), probe:of(large), probe:of(three), probe:of(huge)"))
        .isEqualTo(new Object[] {"int 3", "long " + LARGE, "double 3.0", "double 1.0E300"});
    assertThat(script.eval("return probe:boxed(3), probe:boxed(three), probe:boxed(half)"))
        .isEqualTo(new Object[] {"Integer 3", "Double 3.0", "Double 2.5"});
    assertThat(script.eval("return probe:object(3), probe:object(large), probe:object(three)"))
        .isEqualTo(new Object[] {"Integer 3", "Long " + LARGE, "Double 3.0"});
  }

  @ParameterizedTest
  @EnumSource
  void variableArguments_areChosenBySubtype(Level level) {
    Script script = script(level);
    assertThat(script.eval("return probe:rest(1, 2), probe:rest(1, three), probe:rest(half)"))
        .isEqualTo(new Object[] {"ints 2", "doubles 2", "doubles 1"});
    assertThat(script.eval("return probe:objects(1, three, large, half)"))
        .isEqualTo("Integer Double Long Double");
  }

  @ParameterizedTest
  @EnumSource
  void wholeFloats_areTakenAsIntegers(Level level) {
    Script script = script(level);
    assertThat(script.eval("return probe:whole(three), probe:exact(three), probe:ints({three})[1]"))
        .isEqualTo(new Object[] {"long 3", "3", 3});
    assertThat(script.eval("probe.number = three; return probe.number")).isEqualTo(3);
    assertThat(script.eval("probe.fraction = 3; return probe.fraction")).isEqualTo(3.0);
  }

  @ParameterizedTest
  @EnumSource
  void largeIntegers_areExact(Level level) {
    Script script = script(level);
    String digits = Long.toString(LARGE);
    assertThat(script.eval("return probe:whole(large), probe:exact(large), probe:decimal(large)"))
        .isEqualTo(new Object[] {"long " + digits, digits, digits});
    assertThat(script.eval("probe.large = large; return probe.large")).isEqualTo(LARGE);
    assertThat(script.eval("return probe:large(function(x) return x end, large)")).isEqualTo(LARGE);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LUA_5_2")
  void numerals_areReadAsTheVersionReadsThem(Level level) {
    Script script = script(level);
    assertThat(script.eval("return probe:of('10'), probe:of('10.0'), probe:of('0x10')"))
        .isEqualTo(new Object[] {"int 10", "double 10.0", "int 16"});
    assertThat(script.eval("return probe:whole('9007199254740993'), probe:whole(' 7.0 ')"))
        .isEqualTo(new Object[] {"long 9007199254740993", "long 7"});
    assertThat(script.eval("return probe:whole('9223372036854775807')"))
        .isEqualTo("long 9223372036854775807");
  }

  @ParameterizedTest
  @EnumSource(names = "LUA_5_2")
  void numerals_of52AreWholeIfTheirValueIs(Level level) {
    assertThat(script(level).eval("return probe:of('10'), probe:of('10.0'), probe:of('0x10')"))
        .isEqualTo(new Object[] {"int 10", "int 10", "int 16"});
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LUA_5_2")
  void fractions_haveNoInteger(Level level) {
    Script script = script(level);
    String reason = ": number has no integer representation";
    assertThat(script.fail("probe.number = half"))
        .isEqualTo("cannot assign to field 'number': cannot convert 2.5 to int" + reason);
    assertThat(script.fail("probe.large = huge"))
        .endsWith("cannot convert 1e+300 to long" + reason);
    assertThat(script.fail("probe.large = '2.5'"))
        .endsWith("cannot convert '2.5' to long" + reason);
    assertThat(script.fail("probe.number = large"))
        .endsWith("cannot convert 9007199254740993 to int");
    assertThat(script.fail("probe:apply(function(x) return half end, 1)"))
        .endsWith(
            "result of the Lua function for 'applyAsInt': cannot convert 2.5 to int" + reason);
    assertThat(script.fail("probe:whole(half)"))
        .isEqualTo(
            "no method 'whole' of "
                + Probe.class.getTypeName()
                + " takes (float 2.5); candidates: whole(long)");
    assertThat(script.fail("probe:whole(1, 2)")).contains("takes (integer 1, integer 2);");
    assertThat(script.fail("probe:small(large)"))
        .endsWith("takes (integer 9007199254740993); candidates: small(int)");
  }

  @ParameterizedTest
  @EnumSource
  void functions_getAndGiveTheSubtype(Level level) {
    Script script = script(level);
    assertThat(script.eval("return probe:apply(function(x) return x + three end, 1)")).isEqualTo(4);
    assertThat(script.eval("return probe:apply(function(x) return '7' end, 1)")).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource
  void views_findAKeyByItsValue(Level level) {
    Script script = script(level);
    Map<?, ?> map = (Map<?, ?>) script.eval("return {[1] = 'one', [large] = 'large', a = 'b'}");
    for (Object one : List.of(1, 1L, (short) 1, 1.0, 1f)) {
      assertThat(map.get(one)).as("%s", one.getClass()).isEqualTo("one");
      assertThat(map.containsKey(one)).isTrue();
    }
    assertThat(map.get(LARGE)).isEqualTo("large");
    assertThat(map.get((double) LARGE)).isNull();
    assertThat(map.get(1.5)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void mapsOfJava_areIndexedByTheTypeOfTheirKeys(Level level) {
    Script script = script(level);
    script.with("longs", new HashMap<>(Map.of(3L, "long")));
    script.with("doubles", new HashMap<>(Map.of(3.0, "double")));
    script.with("ints", new HashMap<>(Map.of(3, "int")));
    assertThat(script.eval("return longs[3], doubles[3], ints[3]"))
        .isEqualTo(new Object[] {"long", "double", "int"});
    assertThat(script.eval("return longs[three], doubles[three], ints[three]"))
        .isEqualTo(new Object[] {"long", "double", "int"});
    script.eval("longs[4] = 1; doubles[4] = 1; ints[three + 1] = 1; ints[5] = three");
    assertThat(script.eval("return longs, doubles, ints"))
        .isEqualTo(
            new Object[] {
              Map.of(3L, "long", 4L, 1),
              Map.of(3.0, "double", 4.0, 1),
              Map.of(3, "int", 4, 1, 5, 3.0)
            });
  }

  /** Doubles of LuaJ's own are floats, whether a function or a table of the host's has them. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LUA_5_2")
  void doublesOfLuaJ_areFloats(Level level) {
    Script script = script(level);
    LuaTable table = new LuaTable();
    table.rawset(1, LuaValue.valueOf(1e10));
    script.with("table", table);
    script.with("value", LuaValue.valueOf(1e10));
    script.with(
        "one",
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue arg) {
            return LuaValue.valueOf(1e10);
          }
        });
    script.with(
        "several",
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            return LuaValue.varargsOf(LuaValue.TRUE, LuaValue.valueOf(1e10));
          }
        });
    for (String number :
        List.of("value", "one()", "select(2, several())", "select(-1, one(), one())", "table[1]")) {
      assertThat(script.eval("local x = " + number + " return math.type(x), tostring(x), x"))
          .as(number)
          .isEqualTo(new Object[] {"float", "10000000000.0", 1e10});
      assertThat(
              script.eval(
                  "local x = " + number + " return x + 1, x * x, -x, x % 7, x // 3, x - 0.5"))
          .as(number)
          .isEqualTo(new Object[] {1e10 + 1, 1e20, -1e10, 1e10 % 7, 3333333333.0, 1e10 - 0.5});
      assertThat(
              script.eval("local x = " + number + " return x | 0, x == 10000000000, x < 1 << 40"))
          .as(number)
          .isEqualTo(new Object[] {10_000_000_000L, true, true});
      assertThat(script.eval("local x = " + number + " return ({[x] = 7})[10000000000]"))
          .as(number)
          .isEqualTo(7);
    }
  }

  /** Functions that were written for LuaJ calculate with any number, as they do with its own. */
  @ParameterizedTest
  @EnumSource
  void functionsOfLuaJ_calculateWithLargeIntegers(Level level) {
    Script script = script(level).with("x", 1L << 40);
    script.with(
        "calculate",
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue x) {
            LuaValue one = LuaValue.valueOf(1);
            LuaValue sum = x.add(1).add(one).sub(2).add(one.add(x)).sub(x).sub(one);
            LuaValue product = sum.mul(2).div(x).add(one.div(x).mul(x)).add(x.pow(0)).add(x.mod(3));
            boolean ordered =
                one.lt_b(x) && x.gt_b(1) && x.gteq_b(one) && !x.lteq_b(1) && x.lt_b(2e12);
            return ordered ? product.add(x.neg().add(x)) : NIL;
          }
        });
    assertThat(script.eval("return calculate(x)")).isEqualTo(5.0);
  }
}
