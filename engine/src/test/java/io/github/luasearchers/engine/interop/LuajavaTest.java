package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Scripts as LuaJ's documentation and examples write them. */
class LuajavaTest {

  private final Script script = new Script();

  public interface Listener {

    void added(String what);

    int count(Object... all);

    default String both() {
      return "default";
    }
  }

  public static class Outer {

    public static int counter = 1;
    public static final String NAME = "outer";

    public static class Inner {

      public String text = "inner";
    }

    public static LuaValue library() {
      LuaTable table = new LuaTable();
      table.set("name", "lib");
      return table;
    }

    public static String text() {
      return "no library";
    }
  }

  @Test
  void bindClass_givesStaticMembers() {
    assertThat(
            script.eval(
                "sys = luajava.bindClass('java.lang.System')"
                    + " Math = luajava.bindClass('java.lang.Math')"
                    + " return sys:currentTimeMillis() > 1e12, Math:max(1, 2), Math.max(1, 2),"
                    + " Math.PI, Math:abs(-1.5), Math:floorMod(-1, 3)"))
        .isEqualTo(new Object[] {true, 2, 2, Math.PI, 1.5, 2});
  }

  @Test
  void bindClass_givesStaticFields() {
    Outer.counter = 1;
    script.with("Outer", Outer.class);
    assertThat(script.eval("Outer.counter = Outer.counter + 1 return Outer.counter, Outer.NAME"))
        .isEqualTo(new Object[] {2, "outer"});
    assertThat(Outer.counter).isEqualTo(2);
    assertThat(script.fail("Outer.NAME = 'x'")).isEqualTo("cannot assign to final field 'NAME'");
    assertThat(script.fail("Outer.nope = 'x'")).isEqualTo("java.lang.Class has no field 'nope'");
  }

  @Test
  void bindClass_isTheSameEachTime() {
    assertThat(
            script.eval(
                "local a, b = luajava.bindClass('java.util.Map'), luajava.bindClass('java.util.Map')"
                    + " return a == b, ({[a] = 1})[b], tostring(a), a:getName(), a.name"))
        .isEqualTo(
            new Object[] {true, 1, "interface java.util.Map", "java.util.Map", "java.util.Map"});
  }

  @Test
  void bindClass_findsNestedClasses() {
    assertThat(
            script
                .with("Outer", Outer.class)
                .eval(
                    "return luajava.bindClass('java.util.Map$Entry'):getSimpleName(),"
                        + " luajava.bindClass('java.util.Map.Entry'):getSimpleName(),"
                        + " luajava.bindClass('java.util.Map').Entry:getSimpleName(),"
                        + " Outer.Inner.new().text"))
        .isEqualTo(new Object[] {"Entry", "Entry", "Entry", "inner"});
  }

  @Test
  void bindClass_saysWhatIsNotThere() {
    LuaError error =
        catchThrowableOfType(
            LuaError.class, () -> script.run("luajava.bindClass('no.such.Thing')"));
    assertThat(error).hasCauseInstanceOf(ClassNotFoundException.class);
    assertThat(script.fail("luajava.bindClass('no.such.Thing')"))
        .isEqualTo("class 'no.such.Thing' not found");
    assertThat(script.fail("luajava.bindClass('nope')")).isEqualTo("class 'nope' not found");
  }

  @Test
  void newInstance_constructs() {
    assertThat(
            script.eval(
                "local list = luajava.newInstance('java.util.ArrayList') list:add('a')"
                    + " list:add(0, 'b') local sb = luajava.newInstance('java.lang.StringBuilder',"
                    + " 'x') sb:append('y') return list, sb:toString(), list:size()"))
        .isEqualTo(new Object[] {List.of("b", "a"), "xy", 2});
  }

  @Test
  void new_constructs() {
    assertThat(
            script.eval(
                "local List = luajava.bindClass('java.util.ArrayList')"
                    + " local a, b, c, d = luajava.new(List, {1, 2}), List.new({3}),"
                    + " List:new({4}), List({5}) return a, b, c, d"))
        .isEqualTo(new Object[] {List.of(1, 2), List.of(3), List.of(4), List.of(5)});
  }

  @Test
  void new_saysWhatFits() {
    assertThat(script.fail("luajava.newInstance('java.util.ArrayList', 'x', 1)"))
        .startsWith("no constructor of java.util.ArrayList takes (string, number 1); candidates: ")
        .contains("ArrayList(int)");
    assertThat(script.fail("luajava.newInstance('java.util.List')"))
        .isEqualTo("no public constructor in java.util.List");
  }

  @Test
  void createProxy_implementsByATable() {
    List<String> added = new ArrayList<>();
    script.with("added", added);
    Listener listener =
        (Listener)
            script.eval(
                "t = {} function t.added(what) added:add(what) end return luajava.createProxy('"
                    + Listener.class.getName()
                    + "', t)");
    listener.added("one");
    assertThat(added).containsExactly("one");
    assertThat(listener.both()).isEqualTo("default");
    script.eval(
        "function t.count(...) return select('#', ...) end function t.both() return 'own' end");
    assertThat(listener.count(1, 2, 3)).isEqualTo(3);
    assertThat(listener.both()).isEqualTo("own");
    assertThat(script.with("p", listener).eval("p:added('two') return type(p), p:count()"))
        .isEqualTo(new Object[] {"userdata", 0});
    assertThat(added).containsExactly("one", "two");
  }

  @Test
  void createProxy_ignoresEventsThatNobodyHandles() {
    Listener listener =
        (Listener)
            script.eval("return luajava.createProxy('" + Listener.class.getName() + "', {})");
    listener.added("ignored");
    assertThat(catchThrowableOfType(UnsupportedOperationException.class, listener::count))
        .hasMessageContaining("'count'");
  }

  @Test
  void createProxy_ofSeveralInterfaces() {
    Object proxy =
        script.eval(
            "return luajava.createProxy('java.lang.Runnable', 'java.util.concurrent.Callable',"
                + " {call = function() return 'called' end, run = function() ran = true end})");
    ((Runnable) proxy).run();
    assertThat(script.with("p", proxy).eval("return ran, p:call()"))
        .isEqualTo(new Object[] {true, "called"});
  }

  @Test
  void createProxy_saysWhatIsWrong() {
    assertThat(script.fail("luajava.createProxy({})")).isEqualTo("no interfaces");
    assertThat(script.fail("luajava.createProxy('java.lang.String', {})"))
        .contains("bad argument #1 to 'createProxy' (java.lang.String is no interface)");
    assertThat(script.fail("luajava.createProxy('java.lang.Runnable', 1)"))
        .contains("bad argument #2 to 'createProxy' (table expected, got number)");
  }

  @Test
  void loadLib_callsAStaticMethod() {
    String name = Outer.class.getName();
    assertThat(script.eval("return luajava.loadLib('" + name + "', 'library').name"))
        .isEqualTo("lib");
    assertThat(script.fail("luajava.loadLib('" + name + "', 'nope')"))
        .isEqualTo("no static method 'nope'");
  }

  @Test
  void staticMethodsWithFunctionsAndTables() {
    assertThat(
            script.eval(
                "local C = luajava.bindClass('java.util.Collections')"
                    + " local l = luajava.newInstance('java.util.ArrayList', {3, 1, 2})"
                    + " C:sort(l, function(a, b) return b - a end)"
                    + " return l, C:max({1, 5, 2}), luajava.bindClass('java.util.Arrays'):asList(1,"
                    + " 2), luajava.bindClass('java.lang.String'):format('%d-%s', 1, 'x'),"
                    + " luajava.bindClass('java.util.Map'):of('a', 1):get('a')"))
        .isEqualTo(new @Nullable Object[] {List.of(3, 2, 1), 5, List.of(1, 2), "1-x", 1});
  }

  @Test
  void arrays_areMadeByReflection() {
    assertThat(
            script.eval(
                "local A = luajava.bindClass('java.lang.reflect.Array')"
                    + " local a = A:newInstance(luajava.bindClass('java.lang.Integer').TYPE, 3)"
                    + " a[1] = 7 return a[1], a.length, a:getClass():getSimpleName()"))
        .isEqualTo(new Object[] {7, 3, "int[]"});
  }

  @Test
  void classesComeFromTheGivenLoader() {
    ClassLoader none =
        new ClassLoader(null) {
          @Override
          public String getName() {
            return "none";
          }
        };
    JavaBridge bridge = new JavaBridge(script.lua, none, null);
    LuaTable library = new LuaTable();
    bridge.open(library);
    script.globals.set("luajava", library.get("luajava"));
    assertThat(script.fail("luajava.bindClass('" + Outer.class.getName() + "')"))
        .contains("not found");
    assertThat(script.eval("return luajava.bindClass('java.util.Map'):getName()"))
        .isEqualTo("java.util.Map");
    assertThat(Map.of()).isEmpty();
  }
}
