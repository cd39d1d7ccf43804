package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineFactory;
import io.github.luasearchers.engine.value.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** Members that are used often, which get handles, do what they have done before by reflection. */
class HotMembersTest {

  /** Arguments of all kinds, written in Lua. */
  private static final List<String> ARGUMENTS =
      List.of(
          "nil",
          "true",
          "false",
          "0",
          "-1",
          "7",
          "127",
          "128",
          "40000",
          "2147483647",
          "2147483648",
          "-9007199254740992",
          "2^60",
          "2^63",
          "0.5",
          "-0.0",
          "3.0",
          "1/0",
          "0/0",
          "''",
          "'a'",
          "'text'",
          "'12'",
          "'1.5'",
          "'ONE'",
          "'\\255'",
          "'\\195\\164'",
          "{}",
          "{1, 2}",
          "{1, 'x'}",
          "{'x', 'y'}",
          "{k = 1}",
          "math.abs",
          "function(i) return i end",
          "Subject",
          "subject",
          "ints",
          "strings",
          "list",
          "map",
          "number",
          "optional",
          "lambda",
          "coroutine.create(type)");

  /** Those that the members are used with until they are hot. */
  private static final List<String> HEATERS =
      List.of("7", "'text'", "0.5", "nil", "subject", "strings");

  /** The methods and fields whose names say the type that they take. */
  @SuppressWarnings({"unused", "checkstyle:all"})
  public static final class Subject {

    public boolean booleanField = true;
    public byte byteField = 1;
    public short shortField = 2;
    public char charField = 'c';
    public int intField = 3;
    public long longField = 1L << 40;
    public float floatField = 0.5f;
    public double doubleField = 0.25;
    public String stringField = "text";
    public @Nullable Object objectField = null;
    public Integer boxedField = 5;
    public int[] arrayField = {1};
    public List<Object> listField = new ArrayList<>();
    public @Nullable IntUnaryOperator functionField = null;
    public LuaValue luaField = LuaValue.valueOf(1.5);
    public final int finalField = 9;
    public static int staticField = 10;
    public static @Nullable String staticText = null;
    public static final String CONSTANT = "constant";

    public Subject() {}

    public Subject(int i) {
      intField = i;
    }

    public Subject(String s) {
      stringField = s;
    }

    public Subject(int i, double d) {
      doubleField = d + i;
    }

    @Override
    public String toString() {
      return "subject";
    }

    public boolean ofBoolean(boolean x) {
      return !x;
    }

    public byte ofByte(byte x) {
      return x;
    }

    public short ofShort(short x) {
      return x;
    }

    public char ofChar(char x) {
      return x;
    }

    public int ofInt(int x) {
      return x + 1;
    }

    public long ofLong(long x) {
      return x + 1;
    }

    public float ofFloat(float x) {
      return x;
    }

    public double ofDouble(double x) {
      return x;
    }

    public Boolean ofBoxedBoolean(Boolean x) {
      return x;
    }

    public Byte ofBoxedByte(Byte x) {
      return x;
    }

    public Character ofBoxedChar(Character x) {
      return x;
    }

    public Integer ofBoxedInt(Integer x) {
      return x;
    }

    public Long ofBoxedLong(Long x) {
      return x;
    }

    public Double ofBoxedDouble(Double x) {
      return x;
    }

    public Number ofNumber(Number x) {
      return x;
    }

    public java.math.BigInteger ofBig(java.math.BigInteger x) {
      return x;
    }

    public String ofString(String x) {
      return x + "!";
    }

    public CharSequence ofChars(CharSequence x) {
      return x;
    }

    public String ofObject(Object x) {
      return x == null ? "null" : x.getClass().getSimpleName();
    }

    public String ofInts(int[] x) {
      return Arrays.toString(x);
    }

    public String ofStrings(String[] x) {
      return Arrays.toString(x);
    }

    public String ofBytes(byte[] x) {
      return Arrays.toString(x);
    }

    public String ofIntsAfter(String s, int... x) {
      return s + Arrays.toString(x);
    }

    public String ofAny(Object... x) {
      return Arrays.deepToString(x).replaceAll("[@0-9a-f]{5,}", "");
    }

    public String ofList(List<?> x) {
      return String.valueOf(x).replaceAll("[@0-9a-f]{5,}", "");
    }

    public String ofMap(Map<?, ?> x) {
      return x == null ? "null" : x.size() + " entries";
    }

    public Object ofFunction(IntUnaryOperator x) {
      return x.applyAsInt(20);
    }

    public String ofRunnable(Runnable x) {
      return x == null ? "null" : "runnable";
    }

    public TimeUnit ofEnum(TimeUnit x) {
      return x;
    }

    public String ofOptional(Optional<?> x) {
      return x == null ? "null" : x.isPresent() ? "present" : "empty";
    }

    public LuaValue ofLua(LuaValue x) {
      return x;
    }

    public String ofSubject(Subject x) {
      return String.valueOf(x);
    }

    public String over(int x) {
      return "int";
    }

    public String over(double x) {
      return "double";
    }

    public String over(String x) {
      return "String";
    }

    public String over(Subject x) {
      return "Subject";
    }

    public String over(Object x) {
      return "Object";
    }

    public String narrow(byte x) {
      return "byte";
    }

    public String narrow(long x) {
      return "long";
    }

    public String arrays(int[] x) {
      return "int[]";
    }

    public String arrays(String... x) {
      return "String...";
    }

    public void nothing() {}

    public double two(int a, double b) {
      return a + b;
    }

    public String three(String a, long b, Object c) {
      return a + b + (c == null);
    }

    public String getName() {
      return "name" + intField;
    }

    public void setName(String name) {
      stringField = name;
    }

    public int fails(int x) throws java.io.IOException {
      throw new java.io.IOException("checked " + x);
    }

    public void crashes(@Nullable Object x) {
      throw new IllegalStateException("unchecked");
    }

    public void casts(@Nullable Object x) {
      throw new ClassCastException("its own");
    }

    public int breaksAt(int x) {
      if (x == 1) {
        throw new AssertionError("broken");
      }
      return x;
    }

    public static int twice(int x) {
      return 2 * x;
    }

    public static String any(Object x) {
      return String.valueOf(x != null);
    }
  }

  private static Stream<String> expressions() {
    List<String> all = new ArrayList<>();
    for (String method : new java.util.TreeSet<>(names())) {
      all.add("subject:" + method + "(%s)");
    }
    for (java.lang.reflect.Field field : Subject.class.getFields()) {
      all.add("set(subject, '" + field.getName() + "', %s)");
      all.add("set(Subject, '" + field.getName() + "', %s)");
    }
    all.addAll(
        List.of(
            "Subject.twice(%s)",
            "Subject:twice(%s)",
            "Subject.any(%s)",
            "Subject(%s)",
            "luajava.new(Subject, %s)",
            "luajava.new(Subject, %s, 1.5)",
            "subject:two(%s, 2)",
            "subject:two(2, %s)",
            "subject:three(%s, 2, 3)",
            "subject:three('x', %s, 3)",
            "subject:three('x', 2, %s)",
            "subject:three('x', 2, 3, %s)",
            "subject.ofInt(%s, 1)",
            "set(subject, 'name', %s)",
            "get(subject, %s)",
            "get(Subject, %s)",
            "get(list, %s)",
            "get(map, %s)",
            "get(ints, %s)",
            "get(strings, %s)",
            "set(list, 1, %s)",
            "set(list, %s, 1)",
            "set(fixed, 1, %s)",
            "set(map, 'a', %s)",
            "set(map, %s, 1)",
            "set(ints, 1, %s)",
            "set(longs, 1, %s)",
            "set(doubles, 1, %s)",
            "set(bytes, 1, %s)",
            "set(strings, 1, %s)",
            "set(objects, 1, %s)",
            "list:get(%s)",
            "list:indexOf(%s)",
            "map:get(%s)",
            "lambda(%s)",
            "lambda:applyAsInt(%s)",
            "chars:append(%s) and chars:setLength(0)"));
    return all.stream();
  }

  private static List<String> names() {
    return Arrays.stream(Subject.class.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .filter(method -> !java.lang.reflect.Modifier.isStatic(method.getModifiers()))
        .map(java.lang.reflect.Method::getName)
        .distinct()
        .toList();
  }

  private static Script script() {
    Script script = new Script(Level.LUA_5_4);
    script
        .with("Subject", Subject.class)
        .with("subject", new Subject())
        .with("ints", new int[] {1, 2})
        .with("longs", new long[] {1, 2})
        .with("doubles", new double[] {1, 2})
        .with("bytes", new byte[] {1, 2})
        .with("strings", new String[] {"a", "b"})
        .with("objects", new Object[] {"a", 1})
        .with("list", new ArrayList<>(List.of("a", 2)))
        .with("fixed", List.of("a", 2))
        .with("map", new HashMap<>(Map.of("a", 1, "b", 2)))
        .with("number", java.math.BigInteger.TEN)
        .with("optional", Optional.of(1))
        .with("chars", new StringBuilder())
        .with("lambda", (IntUnaryOperator) i -> i + 1);
    return script;
  }

  /** Defines what the checks use. The results are shown without addresses. */
  private static final String PRELUDE =
      """
      local function show(...)
        local all = table.pack(...)
        for i = 1, all.n do
          all[i] = (math.type(all[i]) or type(all[i])) .. ' '
            .. tostring(all[i]):gsub('0x%x+', ''):gsub('@%x+', ''):gsub(': ?%x+$', '')
          -- the JVM leaves out the message of one that it throws often
          all[i] = all[i]:gsub('Cannot invoke .*', 'java.lang.NullPointerException')
        end
        return table.concat(all, ', ')
      end
      local function get(t, k) return t[k] end
      local function set(t, k, v) t[k] = v return t[k] end
      local function call(value) return {CALL} end
      local function heat(value)
        local ok, problem = pcall(call, value)
        -- what does not even find a method never gets hot, what throws does
        if ok or type(problem) == 'userdata' then
          for i = 1, {TIMES} do pcall(call, value) end
        end
      end
      local results = {}
      local function check(name, value)
        results[#results + 1] = name .. ' -> ' .. show(pcall(call, value))
      end
      """;

  private static String results(String expression, boolean hot, List<String> heaters) {
    StringBuilder source = new StringBuilder();
    source.append(
        PRELUDE
            .replace("{CALL}", expression.replace("%s", "value"))
            .replace("{TIMES}", String.valueOf(Handles.HOT + 10)));
    if (hot) {
      heaters.forEach(value -> source.append("heat(").append(value).append(")\n"));
    }
    for (String value : ARGUMENTS) {
      source.append("check([[").append(value).append("]], ").append(value).append(")\n");
    }
    source.append("return table.concat(results, '\\n')");
    return String.valueOf(script().eval(source.toString()));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void memberThatIsHot_doesWhatItDidBefore(String expression) {
    String cold = results(expression, false, List.of());

    String hot = results(expression, true, HEATERS);

    assertThat(hot).isEqualTo(cold);
  }

  @ParameterizedTest
  @EnumSource
  void memberThatIsHot_doesWhatItDidBefore(Level level) {
    String source =
        """
        local results = {}
        for i = 1, %d do
          results[1] = subject:ofDouble(i) .. ' ' .. subject:ofLong(i) .. ' ' .. subject:ofFloat(0.5)
          subject.doubleField = i
          results[2] = tostring(subject.doubleField)
        end
        return table.concat(results, ' ')
        """;

    Object cold = new Script(level).with("subject", new Subject()).eval(source.formatted(9));
    Object hot = new Script(level).with("subject", new Subject()).eval(source.formatted(30_009));

    assertThat(hot).isEqualTo(String.valueOf(cold).replace("9", "30009").replace("10", "30010"));
  }

  @Test
  void exceptionOfHotMethod_isTheCauseItself() {
    Script script = script();
    script.run("for i = 1, " + 2 * Handles.HOT + " do pcall(subject.fails, subject, i) end");

    assertThatThrownBy(() -> script.run("subject:fails(1)"))
        .isInstanceOf(LuaError.class)
        .cause()
        .isExactlyInstanceOf(java.io.IOException.class)
        .hasMessage("checked 1")
        .hasNoCause();
  }

  @Test
  void errorOfHotMethod_isThrownAsItIs() {
    Script script = script();
    script.run("for i = 1, " + 2 * Handles.HOT + " do subject:breaksAt(0) end");

    assertThatThrownBy(() -> script.run("pcall(subject.breaksAt, subject, 1)"))
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage("broken");
  }

  /** Runs functions in another thread. */
  public static final class Elsewhere {

    private final ExecutorService thread;

    Elsewhere(ExecutorService thread) {
      this.thread = thread;
    }

    /** Applies a function in the thread, and waits for it. */
    public int apply(IntUnaryOperator function, int x) throws Exception {
      return thread.submit(() -> function.applyAsInt(x)).get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void hotMethod_letsOtherThreadsCallBack() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (LuaScriptEngine engine =
        (LuaScriptEngine) new LuaScriptEngineFactory().getScriptEngine()) {
      engine.put("elsewhere", new Elsewhere(thread));

      Object sum =
          engine.eval(
              """
              local function add(x) return x + 1 end
              local sum = 0
              for i = 1, %d do sum = sum + elsewhere:apply(add, 1) end
              return sum
              """
                  .formatted(Handles.HOT + 100));

      assertThat(sum).isEqualTo(2 * (Handles.HOT + 100));
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void exceptionOfHotMethod_isTheHosts() throws Exception {
    try (LuaScriptEngine engine =
        (LuaScriptEngine) new LuaScriptEngineFactory().getScriptEngine()) {
      engine.put("subject", new Subject());
      engine.put("lend", (java.util.function.Consumer<Object>) f -> {});
      String source =
          "lend(function() end) for i = 1, %d do pcall(subject.fails, subject, i) end"
                  .formatted(2 * Handles.HOT)
              + " subject:fails(3)";

      assertThatThrownBy(() -> engine.eval(source))
          .isInstanceOf(ScriptException.class)
          .hasRootCauseExactlyInstanceOf(java.io.IOException.class)
          .hasRootCauseMessage("checked 3");
    }
  }
}
