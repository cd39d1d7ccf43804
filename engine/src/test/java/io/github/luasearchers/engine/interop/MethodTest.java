package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

class MethodTest {

  private final Script script = new Script();

  /** Says which of its methods was called. */
  @SuppressWarnings("unused")
  public static final class Overloads {

    public String number(int x) {
      return "int";
    }

    public String number(long x) {
      return "long";
    }

    public String number(double x) {
      return "double";
    }

    public String number(String x) {
      return "String";
    }

    public String number(Object x) {
      return "Object";
    }

    public String small(byte x) {
      return "byte";
    }

    public String small(short x) {
      return "short";
    }

    public String boxed(Integer x) {
      return "Integer";
    }

    public String boxed(Double x) {
      return "Double";
    }

    public String text(char x) {
      return "char";
    }

    public String text(String x) {
      return "String";
    }

    public String text(CharSequence x) {
      return "CharSequence";
    }

    public String any(Object x) {
      return x == null ? "null" : x.getClass().getSimpleName();
    }

    public String table(List<?> x) {
      return "List";
    }

    public String table(Map<?, ?> x) {
      return "Map";
    }

    public String nearest(Collection<?> x) {
      return "Collection";
    }

    public String nearest(ArrayList<?> x) {
      return "ArrayList";
    }

    public String nearest(Iterable<?> x) {
      return "Iterable";
    }

    public String work(Runnable x) {
      return "Runnable";
    }

    public String work(Callable<?> x) {
      return "Callable";
    }

    public String count() {
      return "none";
    }

    public String count(int a) {
      return "one";
    }

    public String count(int a, int b) {
      return "two";
    }

    public String count(int a, int... more) {
      return "more";
    }

    public String values(String first, Object... more) {
      return first + more.length;
    }

    public String strings(String... all) {
      return String.join("+", all);
    }

    public String flag(boolean x) {
      return "" + x;
    }

    public String nulls(@Nullable String x) {
      return "String " + x;
    }

    public String nulls(int x) {
      return "int";
    }

    public static String shared(int x) {
      return "static " + x;
    }
  }

  /** Takes one of each type and shows it. */
  @SuppressWarnings("unused")
  public static final class Parameters {

    public Object ofInt(int x) {
      return x;
    }

    public Object ofLong(long x) {
      return x;
    }

    public Object ofByte(byte x) {
      return (int) x;
    }

    public Object ofFloat(float x) {
      return (double) x;
    }

    public Object ofChar(char x) {
      return (int) x;
    }

    public String ofBigDecimal(BigDecimal x) {
      return x.toString();
    }

    public String ofBigInteger(BigInteger x) {
      return x.toString();
    }

    public String ofEnum(TimeUnit x) {
      return "unit " + x;
    }

    public String ofClass(Class<?> x) {
      return x.getName();
    }

    public int ofInts(int[] x) {
      return x[0] + x[x.length - 1];
    }

    public String ofGrid(double[][] x) {
      return x.length + "x" + x[0].length;
    }

    public String ofStrings(String[] x) {
      return String.join(",", x);
    }

    public int ofBytes(byte[] x) {
      return x.length;
    }

    public int ofChars(char[] x) {
      return x.length;
    }

    public String ofSet(Set<?> x) {
      return x.getClass().getSimpleName() + x.size();
    }

    public int ofIterable(Iterable<?> x) {
      int count = 0;
      for (Object each : x) {
        count++;
      }
      return count;
    }

    public String ofOptional(Optional<?> x) {
      return x.toString();
    }

    public Object ofFunction(Function<Object, Object> x) {
      return x.apply("called");
    }

    public LuaTable ofTable(LuaTable x) {
      return x;
    }

    public Varargs several(LuaValue x) {
      return LuaValue.varargsOf(x, x);
    }

    public void nothing() {}
  }

  @BeforeEach
  void bind() {
    script.with("o", new Overloads()).with("p", new Parameters());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "o:number(1) | int",
        "o:number(2^31) | double",
        "o:number(1.5) | double",
        "o:number('1') | String",
        "o:number(true) | Object",
        "o:number(nil) | String",
        "o:number({}) | Object",
        "o:small(1) | short",
        "o:small(127) | short",
        "o:boxed(1) | Integer",
        "o:boxed(1.5) | Double",
        "o:text('a') | String",
        "o:any(1) | Integer",
        "o:any(1.5) | Double",
        "o:any('a') | String",
        "o:any(false) | Boolean",
        "o:any(nil) | null",
        "o:any({}) | TableMap",
        "o:any({1}) | TableList",
        "o:any(print) | FunctionObject",
        "o:any(o) | Overloads",
        "o:table({1}) | List",
        "o:table({a = 1}) | Map",
        "o:table({}) | Map",
        "o:nearest({1}) | Collection",
        "o:work(function() end) | Callable",
        "o:count() | none",
        "o:count(1) | one",
        "o:count(1, 2) | two",
        "o:count(1, 2, 3) | more",
        "o:values('n') | n0",
        "o:values('n', 1, 2) | n2",
        "o:values('n', nil) | n1",
        "o:values('n', {1, 2, 3}) | n1",
        "o:strings() | ''",
        "o:strings('a', 'b') | a+b",
        "o:strings({'a', 'b'}) | a+b",
        "o:flag(true) | true",
        "o:nulls(nil) | String null",
        "o:nulls(1) | int",
        "o:shared(1) | static 1",
      })
  void overload_nearestIsCalled(String call, String expected) {
    assertThat(script.eval("return " + call)).isEqualTo(expected);
  }

  @Test
  void overload_longIsExact() {
    assertThat(script.with("l", 1L << 60).eval("return o:number(l)")).isEqualTo("long");
    assertThat(script.eval("return p:ofLong(l)")).isEqualTo(1L << 60);
  }

  @Test
  void overload_userdataByItsClass() {
    script.with("list", new ArrayList<>()).with("set", Set.of());
    assertThat(script.eval("return o:nearest(list), o:nearest(set)"))
        .isEqualTo(new Object[] {"ArrayList", "Collection"});
  }

  @Test
  void overload_arrayIsTheVariableArguments() {
    assertThat(script.with("a", new Object[] {1, 2}).eval("return o:values('n', a)"))
        .isEqualTo("n2");
  }

  static Stream<Object[]> arguments() {
    return Stream.of(
        new Object[] {"p:ofInt(3.0)", 3},
        new Object[] {"p:ofInt('3')", 3},
        new Object[] {"p:ofLong(2^40)", 1L << 40},
        new Object[] {"p:ofByte(-128)", -128},
        new Object[] {"p:ofFloat(1.5)", 1.5},
        new Object[] {"p:ofChar('€')", 0x20ac},
        new Object[] {"p:ofChar(65)", 65},
        new Object[] {"p:ofBigDecimal(3)", "3"},
        new Object[] {"p:ofBigDecimal(3.25)", "3.25"},
        new Object[] {"p:ofBigInteger(2^62)", "4611686018427387904"},
        new Object[] {"p:ofEnum('SECONDS')", "unit SECONDS"},
        new Object[] {"p:ofClass(luajava.bindClass('java.util.List'))", "java.util.List"},
        new Object[] {"p:ofInts({1, 2, 3})", 4},
        new Object[] {"p:ofGrid({{1, 2.5}, {3, 4}})", "2x2"},
        new Object[] {"p:ofStrings({'a', 1})", "a,1"},
        new Object[] {"p:ofBytes('😀')", 4},
        new Object[] {"p:ofChars('😀')", 2},
        new Object[] {"p:ofSet({1, 2, 2})", "LinkedHashSet2"},
        new Object[] {"p:ofSet({a = true, b = false})", "LinkedHashSet1"},
        new Object[] {"p:ofIterable({1, 2})", 2},
        new Object[] {"p:ofIterable({})", 0},
        new Object[] {"p:ofIterable({a = 1})", 1},
        new Object[] {"p:ofOptional(nil)", "Optional.empty"},
        new Object[] {"p:ofOptional('x')", "Optional[x]"},
        new Object[] {"p:ofFunction(function(x) return x:upper() end)", "CALLED"},
        new Object[] {"p:ofFunction({apply = function(self, x) return self.n end, n = 1})", 1});
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("arguments")
  void argument_becomesWhatTheParameterWants(String call, Object expected) {
    assertThat(script.eval("return " + call)).isEqualTo(expected);
  }

  @Test
  void luaTypes_passUnchanged() {
    assertThat(script.eval("local t = {}; return p:ofTable(t) == t")).isEqualTo(true);
    assertThat(script.eval("return p:several(1)")).isEqualTo(new Object[] {1, 1});
  }

  @Test
  void void_isNil() {
    assertThat(script.eval("return select('#', p:nothing()), p:nothing()"))
        .isEqualTo(new @Nullable Object[] {1, null});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p:ofInt(3.7) | no method 'ofInt' of %s takes (number 3.7); candidates: ofInt(int)",
        "p:ofInt(2^31) | no method 'ofInt' of %s takes (number 2147483648); candidates:"
            + " ofInt(int)",
        "p:ofByte(128) | no method 'ofByte' of %s takes (number 128); candidates: ofByte(byte)",
        "p:ofInt() | no method 'ofInt' of %s takes (); candidates: ofInt(int)",
        "p:ofInt(nil) | no method 'ofInt' of %s takes (nil); candidates: ofInt(int)",
        "p:ofEnum('FORTNIGHT') | no method 'ofEnum' of %s takes (string); candidates:"
            + " ofEnum(TimeUnit)",
        "p:ofInts({1, 'x'}) | bad argument to 'ofInts': cannot convert 'x' to int",
        "p.nothing() | method 'nothing' of %s called on nil (use ':' instead of '.'?)",
        "p:nope() | attempt to call method 'nope' (a nil value)",
      })
  void wrongCall_saysWhatThereIs(String call, String message) {
    assertThat(script.fail(call)).contains(message.replace("%s", Parameters.class.getTypeName()));
  }

  @Test
  void wrongCall_listsAllCandidates() {
    assertThat(script.with("list", new ArrayList<>()).fail("list:add({}, {}, {})"))
        .isEqualTo(
            "no method 'add' of java.util.ArrayList takes (table, table, table);"
                + " candidates: add(Object), add(int, Object)");
  }
}
