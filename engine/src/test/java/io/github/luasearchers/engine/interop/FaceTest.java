package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.Vector;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaceTest {

  private static final String JOIN =
      "local function join(x) local out = {} for k, v in pairs(x) do out[#out + 1] = tostring(k) .."
          + " '=' .. tostring(v) end return table.concat(out, ' ') end ";

  private final Script script = new Script();

  /** What a bean and a plain old object have. */
  @SuppressWarnings("unused")
  public static class Bean {

    public int field = 1;
    public final String fixed = "fixed";
    public static int shared = 5;
    private String name = "n";
    private boolean open = true;

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public boolean isOpen() {
      return open;
    }

    public int field() {
      return 2;
    }

    public String getURL() {
      return "u";
    }
  }

  record Person(String name, int age) {

    String hidden() {
      return "hidden";
    }

    public String greeting() {
      return "I am " + name;
    }
  }

  private static final class Secret extends Bean implements Comparable<Secret> {

    public final int rank;

    Secret(int rank) {
      this.rank = rank;
    }

    @Override
    public String getName() {
      return "secret";
    }

    @Override
    public int compareTo(Secret other) {
      return Integer.compare(rank, other.rank);
    }
  }

  // ---- objects

  @Test
  void fields_areReadAndWritten() {
    Bean bean = new Bean();
    script.with("b", bean);
    assertThat(script.eval("b.field = b.field + 9; return b.field, b.fixed, b.shared"))
        .isEqualTo(new Object[] {10, "fixed", 5});
    assertThat(bean.field).isEqualTo(10);
  }

  @Test
  void fields_wrongAssignmentsSayWhy() {
    script.with("b", new Bean());
    assertThat(script.fail("b.fixed = 'x'")).isEqualTo("cannot assign to final field 'fixed'");
    assertThat(script.fail("b.nope = 1")).endsWith("Bean has no field 'nope'");
    assertThat(script.fail("b.field = 'x'"))
        .isEqualTo("cannot assign to field 'field': cannot convert 'x' to int");
    assertThat(script.fail("b.isOpen = 1")).isEqualTo("cannot assign to method 'isOpen'");
    assertThat(script.fail("b.open = 1")).isEqualTo("cannot assign to what 'isOpen' returns");
    assertThat(script.eval("return b.nope")).isNull();
  }

  @Test
  void properties_areReadAndWritten() {
    script.with("b", new Bean());
    assertThat(script.eval("b.name = b.name .. '2'; return b.name, b.open, b.URL, b:getName()"))
        .isEqualTo(new Object[] {"n2", true, "u", "n2"});
  }

  /** Each way to have a setter: with and without a getter, a method or a field of its name. */
  @SuppressWarnings("unused")
  public static class Settable {

    public final Map<String, Object> set = new HashMap<>();
    public int field = 1;
    public final int fixed = 1;

    public void setOnly(String value) {
      set.put("only", value);
    }

    public Settable setFluent(int value) {
      set.put("fluent", value);
      return this;
    }

    public void setMany(int value) {
      set.put("many", "int");
    }

    public void setMany(String value) {
      set.put("many", "String");
    }

    public String title() {
      return "title";
    }

    public void setTitle(String value) {
      set.put("title", value);
    }

    public void setURL(String value) {
      set.put("URL", value);
    }

    public void setHandler(Runnable value) {
      value.run();
    }

    public void setField(int value) {
      set.put("field", value);
    }

    public String getPair() {
      return "pair";
    }

    public void setPair(String value) {
      set.put("pair", value);
    }

    public String getlow() {
      return "low";
    }

    public void setlow(String value) {
      set.put("low", value);
    }

    public void settle(String value) {
      set.put("settle", value);
    }

    public void set(String value) {
      set.put("set", value);
    }

    public void setTwo(String one, String two) {
      set.put("two", one);
    }
  }

  @Test
  void setters_areAssignedTo() {
    Settable object = new Settable();
    script.with("s", object);
    script.eval(
        "s.only = 'o'; s.fluent = 2; s.many = 'x'; s.title = 't'; s.URL = 'u'; s.field = 5;"
            + " s.pair = 'p'; s.low = 'l'; s.handler = function() ran = true end");
    assertThat(object.set)
        .isEqualTo(
            Map.of(
                "only", "o", "fluent", 2, "many", "String", "title", "t", "URL", "u", "pair", "p",
                "low", "l"));
    assertThat(object.field).isEqualTo(5);
    assertThat(script.eval("return ran, s.only, s.pair, s:title(), s.fluent"))
        .isEqualTo(new @Nullable Object[] {true, null, "pair", "title", null});
  }

  @Test
  void setters_thatAreNoneAreNoFields() {
    script.with("s", new Settable());
    assertThat(script.fail("s.tle = 'x'")).endsWith("has no field 'tle'");
    assertThat(script.fail("s.two = 'x'")).endsWith("has no field 'two'");
    assertThat(script.fail("s.fixed = 2")).isEqualTo("cannot assign to final field 'fixed'");
    assertThat(script.fail("s.only = {1}")).contains("no method 'setOnly'");
  }

  @Test
  void record_hasItsComponents() {
    script.with("p", new Person("Ada", 36));
    assertThat(script.eval("return p.name, p.age, p:greeting(), p.hidden, tostring(p)"))
        .isEqualTo(
            new @Nullable Object[] {"Ada", 36, "I am Ada", null, "Person[name=Ada, age=36]"});
  }

  @Test
  void classThatIsNotPublic_hasItsPublicMembers() {
    script.with("a", new Secret(1)).with("b", new Secret(2));
    assertThat(script.eval("return a:getName(), a.rank, a < b, a >= b, a:compareTo(b)"))
        .isEqualTo(new Object[] {"secret", 1, true, false, -1});
    assertThat(script.fail("a:compareTo('x')")).contains("candidates: compareTo(Secret)");
  }

  @Test
  void text_isToString() {
    script.with("d", Duration.ofMinutes(5)).with("n", new BigDecimal("1.50"));
    assertThat(script.eval("return tostring(d), d .. '!', 1 .. d, tostring(n)"))
        .isEqualTo(new Object[] {"PT5M", "PT5M!", "1PT5M", "1.50"});
    assertThat(script.fail("return d .. nil")).isEqualTo("attempt to concatenate a nil value");
  }

  @Test
  void comparables_compare() {
    script.with("a", new BigDecimal("1.5")).with("b", new BigDecimal("2")).with("o", new Object());
    assertThat(script.eval("return a < b, a <= b, a > b, a < 2, 1 < a, a >= 1.5"))
        .isEqualTo(new Object[] {true, true, false, true, true, true});
    assertThat(script.fail("return o < o")).isEqualTo("attempt to compare two userdata values");
    assertThat(script.fail("return o < 1")).isEqualTo("attempt to compare userdata with number");
  }

  @Test
  void enum_isItsConstant() {
    script.with("d", DayOfWeek.MONDAY);
    assertThat(
            script.eval(
                "local D = luajava.bindClass('java.time.DayOfWeek') return d == D.MONDAY, d:name(),"
                    + " d:plus(1) == D.TUESDAY, tostring(d), d < D.FRIDAY"))
        .isEqualTo(new Object[] {true, "MONDAY", true, "MONDAY", true});
  }

  @Test
  void optional_hasItsMethods() {
    script.with("some", Optional.of("x")).with("none", Optional.empty());
    assertThat(script.eval("return some:get(), some:isPresent(), none:orElse('y'), none.present"))
        .isEqualTo(new Object[] {"x", true, "y", false});
    assertThat(script.eval("return some:map(function(x) return x .. x end):get()")).isEqualTo("xx");
  }

  @Test
  void functionalObjects_areCalled() {
    Function<Object, Object> twice = x -> x + "" + x;
    IntBinaryOperator add = (a, b) -> a + b;
    script.with("twice", twice).with("add", add).with("run", (Runnable) () -> {});
    assertThat(script.eval("return twice('a'), add(1, 2), run(), twice:andThen(twice)('b')"))
        .isEqualTo(new @Nullable Object[] {"aa", 3, null, "bbbb"});
    assertThat(script.with("o", new Object()).fail("o()"))
        .isEqualTo("attempt to call a userdata value");
  }

  @Test
  void type_isUserdataWithoutAMetatableToSee() {
    script.with("o", new Object());
    assertThat(script.eval("return type(o), getmetatable(o)"))
        .isEqualTo(new Object[] {"userdata", "java"});
  }

  @Test
  void textObjects_keepTheirMethods() {
    script.with("s", new StringBuilder("ab"));
    assertThat(script.eval("s:append('c'):append(1):append(true); return tostring(s), #s, s .. ''"))
        .isEqualTo(new Object[] {"abc1true", 8, "abc1true"});
  }

  // ---- arrays and lists

  @Test
  void array_isIndexedFromOne() {
    int[] array = {10, 20, 30};
    script.with("a", array);
    assertThat(script.eval("a[2] = 21; return a[1], a[2], a[0], a[4], #a, a.length"))
        .isEqualTo(new @Nullable Object[] {10, 21, null, null, 3, 3});
    assertThat(array[1]).isEqualTo(21);
    assertThat(script.fail("a[4] = 1")).isEqualTo("no element 4 in an array of 3");
    assertThat(script.fail("a[1] = 'x'"))
        .isEqualTo("cannot assign to element 1: cannot convert 'x' to int");
    assertThat(script.eval(JOIN + "return join(a)")).isEqualTo("1=10 2=21 3=30");
  }

  @Test
  void array_ofArrays() {
    script.with("a", new double[][] {{1.5}, {2.5, 3.5}});
    assertThat(script.eval("return a[2][2], #a[1], tostring(a)"))
        .isEqualTo(new Object[] {3.5, 1, "[[1.5], [2.5, 3.5]]"});
  }

  @Test
  void list_isIndexedFromOne() {
    List<Object> list = new ArrayList<>(List.of("a", "b"));
    script.with("l", list);
    assertThat(
            script.eval("l[1] = 'A'; l[#l + 1] = 'c'; return l[1], l[3], l[4], l[0], l[2.0], #l"))
        .isEqualTo(new @Nullable Object[] {"A", "c", null, null, "b", 3});
    assertThat(list).containsExactly("A", "b", "c");
    assertThat(script.fail("l[5] = 1")).isEqualTo("no element 5 in a list of 3");
    assertThat(script.eval("return l:get(0), l:size(), l:contains('b'), l:indexOf('c')"))
        .isEqualTo(new Object[] {"A", 3, true, 2});
  }

  @Test
  void list_isWalkedOver() {
    script.with("l", Arrays.asList("a", null, "c"));
    assertThat(script.eval(JOIN + "return join(l)")).isEqualTo("1=a 2=nil 3=c");
    script.with("l", List.of("a", "b"));
    assertThat(script.eval("local s = '' for i, v in ipairs(l) do s = s .. i .. v end return s"))
        .isEqualTo("1a2b");
    assertThat(script.eval("local s = 0 for i = 1, #l do s = s + #l[i] end return s")).isEqualTo(2);
  }

  @Test
  void list_keepsItsOrderOfMethods() {
    List<Object> list = new ArrayList<>(List.of(3, 1, 2));
    script.with("l", list);
    script.eval("l:sort(function(a, b) return a - b end)");
    assertThat(list).containsExactly(1, 2, 3);
    assertThat(
            script.eval(
                "return l:remove(0), l:stream():map(function(x) return x * 2 end):toList()"))
        .isEqualTo(new Object[] {1, List.of(4, 6)});
    script.eval("l:removeIf(function(x) return x == 2 end)");
    assertThat(list).containsExactly(3);
  }

  // ---- maps

  @Test
  void map_isIndexedByItsKeys() {
    Map<Object, Object> map = new LinkedHashMap<>(Map.of("a", 1));
    script.with("m", map);
    assertThat(script.eval("m.b = 2; m[3] = 'c'; m.a = nil; return m.a, m.b, m['b'], m[3], #m"))
        .isEqualTo(new @Nullable Object[] {null, 2, 2, "c", 2});
    assertThat(map).isEqualTo(Map.of("b", 2, 3, "c"));
    assertThat(script.eval(JOIN + "return join(m)")).isEqualTo("b=2 3=c");
    assertThat(
            script.eval("return m:size(), m:containsKey('b'), m:get('b'), m:getOrDefault('z', 0)"))
        .isEqualTo(new Object[] {2, true, 2, 0});
  }

  @Test
  void map_mayChangeWhileItIsWalkedOver() {
    Map<Object, Object> map = new HashMap<>(Map.of("a", 1, "b", 2, "c", 3));
    script.with("m", map).eval("for k, v in pairs(m) do m[k] = v ~= 2 and v * 2 or nil end");
    assertThat(map).isEqualTo(Map.of("a", 2, "c", 6));
  }

  @Test
  void map_withKeysOfAnotherType() {
    Map<Object, Object> longs = new TreeMap<>(Map.of(5L, "five"));
    Map<DayOfWeek, Object> days = new EnumMap<>(Map.of(DayOfWeek.MONDAY, "mon"));
    script.with("l", longs).with("d", days).with("c", new HashMap<>(Map.of('x', 1)));
    assertThat(script.eval("l[6] = 'six'; d.FRIDAY = 'fri'; return l[5], l[6], d.MONDAY, c.x"))
        .isEqualTo(new Object[] {"five", "six", "mon", 1});
    assertThat(longs).isEqualTo(Map.of(5L, "five", 6L, "six"));
    assertThat(days).isEqualTo(Map.of(DayOfWeek.MONDAY, "mon", DayOfWeek.FRIDAY, "fri"));
    assertThat(script.eval("return l.size, l[{}], l[nil]"))
        .isEqualTo(new @Nullable Object[] {null, null, null});
  }

  @Test
  void map_hasNoKeysButItsOwn() throws Exception {
    for (Map<Object, Object> map : List.of(new HashMap<>(), new TreeMap<>(), new Named())) {
      script.with("m", map);
      for (String name : namesOfMembers(map.getClass())) {
        assertThat(script.eval("return m." + name + ", m['" + name + "']"))
            .as("%s.%s", map.getClass(), name)
            .isEqualTo(new @Nullable Object[] {null, null});
        assertThat(script.eval("return m." + name + " or 4")).isEqualTo(4);
      }
    }
  }

  /** Returns what a class's members are called, and what its getters are the properties of. */
  private static Set<String> namesOfMembers(Class<?> type) {
    Set<String> names = new LinkedHashSet<>(List.of("empty", "class", "name", "field"));
    for (Method method : type.getMethods()) {
      names.add(method.getName());
    }
    return names;
  }

  @Test
  void map_hasItsMethodsWhateverItHolds() {
    Map<Object, Object> map = new Named();
    script.with("m", map);
    script.eval("m.size = 'a'; m.get = 'b'; m.own = function(self, x) return self.size .. x end");
    assertThat(script.eval("return m.size, m:size(), m.get, m:get('get'), m:own('!')"))
        .isEqualTo(new Object[] {"a", 3, "b", "b", "a!"});
    assertThat(script.fail("m:nope()")).contains("nope");
  }

  @Test
  void map_isCalledForWhatItHoldsWhereItsClassHasData() {
    script.with("m", new Named());
    script.eval("function m.empty() return 1 end; function m.field() return 2 end");
    assertThat(script.eval("return m:empty(), m:field(), m:getName(), m:isEmpty()"))
        .isEqualTo(new Object[] {1, 2, "named", false});
  }

  /** A map that has data besides what it holds. */
  public static class Named extends LinkedHashMap<Object, Object> {

    private static final long serialVersionUID = 1;

    public int field = 7;

    public String getName() {
      return "named";
    }
  }

  @Test
  void map_ofNullsIsNil() {
    Map<Object, @Nullable Object> map = new HashMap<>();
    map.put("a", null);
    map.put(null, 1);
    assertThat(script.with("m", map).eval(JOIN + "return m.a, join(m)"))
        .isEqualTo(new @Nullable Object[] {null, "a=nil"});
  }

  // ---- what the JDK hides

  @Test
  void unmodifiableCollections_haveTheirMethods() {
    script
        .with("list", List.of(1, 2))
        .with("map", Map.of("a", 1))
        .with("set", Set.of(1))
        .with("ulist", Collections.unmodifiableList(new ArrayList<>(List.of(1))))
        .with("umap", Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1))))
        .with("sync", Collections.synchronizedList(new ArrayList<>(List.of(1))))
        .with("aslist", Arrays.asList(1, 2));
    assertThat(
            script.eval(
                "return list:size(), map:containsKey('a'), set:contains(1), ulist:get(0),"
                    + " umap:get('a'), sync:isEmpty(), aslist:contains(2)"))
        .isEqualTo(new Object[] {2, true, true, 1, 1, false, true});
    assertThat(
            script.eval(
                "local s = '' local it = umap:entrySet():iterator() while it:hasNext() do local e ="
                    + " it:next() s = s .. e:getKey() .. e:getValue() .. e.key end return s"))
        .isEqualTo("a1a");
    assertThat(script.eval("return map:keySet():iterator():next(), list:stream():count()"))
        .isEqualTo(new Object[] {"a", 2});
    assertThat(script.eval("return pcall(list.add, list, 3)"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.ARRAY)
        .startsWith(false);
  }

  @Test
  void traversable_isWalkedOver() {
    script
        .with("set", new LinkedHashSet<>(List.of("x", "y")))
        .with("stream", Stream.of("x", "y"))
        .with("iterator", List.of("x", "y").iterator())
        .with("enumeration", new Vector<>(List.of("x", "y")).elements())
        .with("values", new TreeMap<>(Map.of(1, "x", 2, "y")).values())
        .with("iterable", (Iterable<String>) () -> List.of("x", "y").iterator());
    for (String name : List.of("set", "stream", "iterator", "enumeration", "values", "iterable")) {
      assertThat(script.eval(JOIN + "return join(" + name + ")")).isEqualTo("1=x 2=y");
    }
    assertThat(script.eval("return #set, #values")).isEqualTo(new Object[] {2, 2});
    assertThat(script.with("o", new Object()).fail("for k in pairs(o) do end"))
        .isEqualTo("bad argument #1 to 'pairs' (table expected, got userdata)");
    assertThat(script.fail("return #o")).isEqualTo("attempt to get length of a userdata value");
  }

  @Test
  void streams_takeFunctions() {
    script.with("C", Collectors.class).with("s", Stream.of(3, 1, 2));
    assertThat(
            script.eval(
                "return s:filter(function(x) return x > 1 end):sorted():map(tostring)"
                    + ":collect(C:joining(','))"))
        .isEqualTo("2,3");
  }
}
