package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

class RoundTripTest {

  private final Script script = new Script();

  record Point(int x, double y) {}

  static Stream<Object> values() {
    return Stream.of(
        true,
        false,
        "",
        "text",
        "naïve ğ €",
        "😀",
        "a\0b",
        0,
        -1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        -(1L << 31) - 1,
        1L << 40,
        (1L << 53) - 1,
        1L << 53,
        (1L << 53) + 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        3.0,
        3.7,
        -0.0,
        1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        BigInteger.TEN.pow(30),
        new BigDecimal("3.10"),
        new AtomicInteger(7),
        List.of(),
        List.of(1, "two", 3.0),
        Arrays.asList(1, null, 3),
        new ArrayList<>(List.of("a")),
        Map.of("a", 1),
        new TreeMap<>(Map.of("b", 2, "a", 1)),
        Set.of(1),
        Collections.unmodifiableList(new ArrayList<>(List.of(1))),
        Optional.of(5),
        Optional.empty(),
        DayOfWeek.MONDAY,
        new EnumMap<>(Map.of(DayOfWeek.FRIDAY, 1)),
        new Point(1, 2),
        LocalDate.of(2026, 11, 20),
        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
        String.class,
        int.class,
        new StringBuilder("mutable"),
        new IllegalStateException("no"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void value_comesBackEqual(Object value) {
    assertThat(script.with("x", value).eval("return x")).isEqualTo(value).hasSameClassAs(value);
    assertThat(script.eval("local t = {x}; local y = t[1]; return y")).isEqualTo(value);
    assertThat(script.eval("return (function(...) return ... end)(x)")).isEqualTo(value);
  }

  static Stream<Arguments> arrays() {
    return Stream.of(
        Arguments.of((Object) new int[] {1, 2}),
        Arguments.of((Object) new byte[] {-1, 0, 1}),
        Arguments.of((Object) new long[] {1L << 60}),
        Arguments.of((Object) new double[] {1.5}),
        Arguments.of((Object) new boolean[] {true}),
        Arguments.of((Object) new char[] {'ğ'}),
        Arguments.of((Object) new String[] {"a", null}),
        Arguments.of((Object) new int[][] {{1}, {2, 3}}),
        Arguments.of((Object) new Object[0]));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void array_comesBackItself(Object array) {
    assertThat(script.with("x", array).eval("return x")).isSameAs(array);
  }

  static Stream<Object[]> conversions() {
    return Stream.of(
        new Object[] {(byte) 7, 7},
        new Object[] {(short) 7, 7},
        new Object[] {7L, 7},
        new Object[] {1.5f, 1.5},
        new Object[] {'c', "c"},
        new Object[] {'€', "€"});
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void narrowValue_comesBackAsTheWiderOne(Object value, Object expected) {
    assertThat(script.with("x", value).eval("return x")).isEqualTo(expected);
  }

  @Test
  void null_isNil() {
    assertThat(script.with("x", null).eval("return x == nil, x"))
        .isEqualTo(new Object[] {true, null});
  }

  @Test
  void text_isUtf8() {
    script.with("x", "😀");
    assertThat(script.eval("return #x")).isEqualTo(4);
    assertThat(script.eval("return x:byte(1, -1)")).isEqualTo(new Object[] {240, 159, 152, 128});
    assertThat(script.eval("return '\\240\\159\\152\\128'")).isEqualTo("😀");
  }

  @Test
  void bytes_ofAStringAreThere() {
    LuaValue string = script.run("return '\\0\\255\\128'").arg1();
    assertThat(script.bridge.toJava(string, byte[].class)).containsExactly(0, -1, -128);
  }

  @Test
  void bytes_becomeAStringWhenAsked() {
    script.with("x", new byte[] {0, -1, 65});
    assertThat(script.run("return tostring(x)").arg1())
        .isEqualTo(LuaValue.valueOf(new byte[] {0, -1, 65}));
    assertThat(script.eval("return #x, x[1], x[2], x[4]")).isEqualTo(new Object[] {3, 0, -1, null});
  }

  @Test
  void numbersOfLua_areIntegersAndDoubles() {
    assertThat(script.eval("local six = 6; return 1, 1.5, 2^31, six / 2, 1e15"))
        .isEqualTo(new Object[] {1, 1.5, 2147483648.0, 3.0, 1e15});
  }

  @Test
  void quotient_isADoubleWhetherComputedAtOnceOrBefore() {
    assertThat(script.eval("return 6 / 2, 3, 2 ^ 3, -(6 / 2), 6 / 2 + 1, 3.0, 2 * 3"))
        .isEqualTo(new Object[] {3.0, 3, 8.0, -3.0, 4.0, 3, 6});
  }

  @Test
  void longs_areEqualDigitForDigit() {
    script.with("x", (1L << 53) + 1).with("y", (1L << 53) + 2).with("z", 1L << 53);
    assertThat(script.eval("return x == y, x == z, x < y, y <= x, z == 2^53, x == x + 0"))
        .isEqualTo(new Object[] {false, false, true, false, true, false});
  }

  @Test
  void long_isANumber() {
    script.with("x", (1L << 53) + 1);
    assertThat(script.eval("return type(x)")).isEqualTo("number");
    assertThat(script.eval("return tostring(x)")).isEqualTo("9007199254740993");
    assertThat(script.eval("return x + 2 == 2^53 + 2 and x > 5 and 5 < x and -x == -2^53"))
        .isEqualTo(true);
    assertThat(script.eval("return x * 2")).isEqualTo(0x1p54);
    assertThat(script.eval("return ('%d'):format(x) ~= nil")).isEqualTo(true);
  }

  @Test
  void long_equalsTheSameNumber() {
    script.with("x", 1L << 40);
    assertThat(script.eval("return x == 2^40, ({[2^40] = 'found'})[x]"))
        .isEqualTo(new Object[] {true, "found"});
  }

  @Test
  void object_isTheSameEachTime() {
    Object object = new Object();
    script.with("a", object).with("b", object).with("c", new Object());
    assertThat(script.eval("return a == b, rawequal(a, b), a == c, ({[a] = 1})[b]"))
        .isEqualTo(new Object[] {true, true, false, 1});
  }

  @Test
  void equalValues_areTheSameKey() {
    script.with("a", LocalDate.of(2026, 1, 1)).with("b", LocalDate.of(2026, 1, 1));
    script.with("p", new Point(1, 1)).with("q", new Point(1, 1));
    assertThat(script.eval("return a == b, ({[a] = 1})[b], p == q, ({[p] = 2})[q]"))
        .isEqualTo(new Object[] {true, 1, true, 2});
  }

  @Test
  void equalCollections_areEqualButNotTheSameKey() {
    script.with("a", new ArrayList<>(List.of(1))).with("b", new ArrayList<>(List.of(1)));
    assertThat(script.eval("return a == b, rawequal(a, b), ({[a] = 1})[b]"))
        .isEqualTo(new Object[] {true, false, null});
  }

  @Test
  void results_areNullOneOrAnArray() {
    assertThat(script.eval("return")).isNull();
    assertThat(script.eval("return 1")).isEqualTo(1);
    assertThat(script.eval("return 1, nil")).isEqualTo(new @Nullable Object[] {1, null});
  }

  @Test
  void luaValue_passesThrough() {
    LuaValue value = new LuaTable();
    assertThat(script.bridge.toLua(value)).isSameAs(value);
  }

  @Test
  void coroutine_isOpaque() {
    assertThat(
            script
                .with("co", script.eval("return coroutine.create(print)"))
                .eval("return type(co)"))
        .isEqualTo("thread");
  }

  @Test
  void mapOfManyTypes_comesBackEqual() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("text", "😀");
    map.put(1L << 60, List.of(1L << 61));
    map.put('c', new int[0]);
    map.put(null, 1);
    assertThat(script.with("x", map).eval("return x")).isSameAs(map);
  }
}
