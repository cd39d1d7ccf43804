package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.hostile.Loader;
import io.github.luasearchers.engine.hostile.Order;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what scripts reach of Java behind {@code lua.java.allow} and in the sandbox. */
class JavaAccessTest {

  private final LuaScriptEngine lua = sandbox("");

  private static LuaScriptEngine sandbox(String allow) {
    LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.sandbox", "true")
            .setting("lua.java.allow", allow)
            .build();
    engine.put("order", new Order("tea", 3));
    return engine;
  }

  // ---- what stays usable

  @Test
  void hostsObjects_haveTheirPublicMembers() throws Exception {
    assertThat(lua.eval("order.count = 4 return order:total(2) .. order.name .. order:getName()"))
        .isEqualTo("8teatea");
    lua.put("list", new ArrayList<>(List.of("b", "a")));
    lua.put("map", new HashMap<>(Map.of("k", LocalDate.of(2020, 1, 31))));
    assertThat(
            lua.eval(
                "list:sort(nil) list[3] = 'c' local s = ''"
                    + " for i, v in ipairs(list) do s = s .. v end"
                    + " return s .. #list .. map.k:getYear() .. map.k.month:toString()"))
        .isEqualTo("abc32020JANUARY");
  }

  @Test
  void functions_implementWhatMethodsTake() throws Exception {
    assertThat(lua.eval("return order:call(function() return 'called' end)")).isEqualTo("called");
    lua.put("list", new ArrayList<>(List.of(3, 1, 2)));
    assertThat(lua.eval("return list:stream():map(function(n) return n * 2 end):toList()"))
        .isEqualTo(List.of(6, 2, 4));
    lua.put("f", (Function<Integer, Integer>) n -> n + 1);
    assertThat(lua.eval("return f(1) + f:apply(2)")).isEqualTo(5);
  }

  @Test
  void exceptions_haveTextAndCause() throws Exception {
    assertThat(
            lua.eval(
                "local ok, e = pcall(order.fail, order)"
                    + " return tostring(e) .. '|' .. e:getMessage() .. '|' .. e:toString() .. '|'"
                    + " .. e.cause.message .. type(e.stackTrace) .. type(e.printStackTrace)"))
        .isEqualTo("no tea|no tea|java.io.IOException: no tea|emptynilnil");
  }

  @Test
  void proxiesOfTheHost_areUsable() throws Exception {
    InvocationHandler handler =
        (proxy, method, args) -> method.getName().equals("equals") ? proxy == args[0] : "by proxy";
    lua.put(
        "proxy",
        Proxy.newProxyInstance(
            JavaAccessTest.class.getClassLoader(), new Class<?>[] {Supplier.class}, handler));
    lua.put("handler", handler);
    assertThat(lua.eval("return proxy:get() .. type(handler.invoke)")).isEqualTo("by proxynil");
  }

  // ---- the doors

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order.getClass",
        "order.class",
        "order.wait",
        "order.notify",
        "order.notifyAll",
        "order.empty",
        "order.made",
        "list.getClass",
        "list.class",
        "list.parallelStream",
        "list:iterator().class",
        "day.declaringClass.enumConstants",
        "day:getDeclaringClass().getClassLoader",
        "day.valueOf",
        "array.class",
        "array.getClass",
        "optional.class",
        "map:entrySet().class",
        "type.forName",
        "type.classLoader",
        "type.getMethods",
        "type.name",
        "type.new",
        "type.TYPE",
        "classes[1].name",
        "thread.name",
        "thread.interrupt",
        "thread.threadGroup",
        "loader.loadClass",
        "runtime.exec",
        "executor.submit",
        "future.thenApplyAsync",
        "future.orTimeout",
        "future.completeOnTimeout",
        "future:thenApply(print).orTimeout",
        "future.join",
        "shared.forEachKey",
        "file.path",
        "file.delete",
        "path.toFile",
        "path.fileSystem",
        "manager.getEngineByName",
        "engine.eval",
        "engine.context",
        "lookup.findVirtual",
        "method.invoke",
        "process.pid",
        "url.openStream",
        "mine.loadClass",
        "mine.extra",
        "uri:toURL().openStream",
        "other.bridge",
        "other.value",
        "view.bridge"
      })
  void isNil(String member) throws Exception {
    bindDoors();
    assertThat(lua.eval("return " + member)).isNull();
  }

  private void bindDoors() throws Exception {
    lua.put("list", new ArrayList<>(List.of(1)));
    lua.put("map", new HashMap<>(Map.of("a", 1)));
    lua.put("day", DayOfWeek.MONDAY);
    lua.put("array", new int[] {1});
    lua.put("optional", Optional.of(1));
    lua.put("type", Integer.class);
    lua.put("classes", new Class<?>[] {String.class});
    lua.put("thread", Thread.currentThread());
    lua.put("loader", JavaAccessTest.class.getClassLoader());
    lua.put("runtime", Runtime.getRuntime());
    lua.put("executor", Executors.newSingleThreadExecutor());
    lua.put("future", CompletableFuture.completedFuture(1));
    lua.put("shared", new ConcurrentHashMap<>(Map.of("a", 1)));
    lua.put("file", new File("x"));
    lua.put("path", Path.of("x"));
    lua.put("uri", URI.create("http://localhost/"));
    lua.put("url", URI.create("http://localhost/").toURL());
    lua.put("manager", new ScriptEngineManager());
    lua.put("engine", lua);
    lua.put("lookup", MethodHandles.lookup());
    lua.put("method", Object.class.getMethod("getClass"));
    lua.put("process", ProcessHandle.current());
    lua.put("mine", new Loader());
    LuaScriptEngine other = LuaScriptEngine.builder().build();
    lua.put("other", other.eval("return function() end"));
    lua.put("view", other.eval("return {a = 1}"));
  }

  @Test
  void opaqueObjects_canBeHeldPrintedAndHandedOn() throws Exception {
    bindDoors();
    assertThat(
            lua.eval(
                "local t = {[thread] = 1} return t[thread] .. tostring(path) .. order:take(path)"
                    + " .. tostring(path == path) .. tostring(type)"))
        .isEqualTo("1xxtrueclass java.lang.Integer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type()",
        "url()",
        "thread()",
        "#path",
        "thread.x = 1",
        "pairs(path)()",
        "type.x = 1"
      })
  void opaqueObjects_cannotBeUsed(String use) throws Exception {
    bindDoors();
    assertThatThrownBy(() -> lua.eval(use.contains("=") ? use : "return " + use))
        .isInstanceOf(LuaScriptException.class);
  }

  @Test
  void streams_stayInTheirThread() throws Exception {
    bindDoors();
    assertThat(lua.eval("return pcall(function() return list:stream():parallel() end)"))
        .isInstanceOfSatisfying(Object[].class, r -> assertThat(r[0]).isEqualTo(false));
  }

  @Test
  void methodsOfOneObject_areNotForAnOpaqueOne() throws Exception {
    lua.put("loader", new Loader());
    lua.put("task", (Runnable) () -> {});
    lua.put("thread", new Thread());
    assertThatThrownBy(() -> lua.eval("task.run(thread)")).hasMessageContaining("called on");
    assertThatThrownBy(() -> lua.eval("order.total(loader, 1)")).hasMessageContaining("called on");
  }

  // ---- the list

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.util.*| java.util.ArrayList",
        "java.util.*| java.util.Map.Entry",
        "java.util.**| java.util.concurrent.atomic.AtomicInteger",
        "java.time.*| java.time.LocalDate",
        "java.**| java.math.BigDecimal",
        "*| java.util.stream.Stream",
        "org.junit.**| org.junit.jupiter.api.Test",
        "javax.xml.parsers.DocumentBuilderFactory| javax.xml.parsers.DocumentBuilderFactory",
        "java.util.ArrayList| java.util.ArrayList",
        "java.lang.String, java.util.Map| java.util.Map$Entry",
        "java.util.Map.Entry| java.util.Map$Entry",
        "java.util.*| [Ljava.util.Map;",
        "*| java.util.ArrayList",
        "java.io.File| java.io.File",
        "java.util.Formatter| java.util.Formatter"
      })
  void isAllowed(String allow, String name) throws Exception {
    assertThat(sandbox(allow).eval("return type(luajava.bindClass('" + name + "'))"))
        .isEqualTo("userdata");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.util.*| java.lang.Runtime",
        "java.util.*| java.util.concurrent.atomic.AtomicInteger",
        "java.util.*| java.utilx.A",
        "java.util.*| java.util.Timer",
        "java.util.*| java.util.ServiceLoader",
        "java.util.*| java.util.Formatter",
        "java.util.**| java.util.concurrent.Executors",
        "java.util.**| java.util.prefs.Preferences",
        "java.util.**| java.util.jar.JarFile",
        "java.util.*| java.util.PropertyResourceBundle",
        "java.util.*| java.util.Scanner",
        "java.util.**| java.util.spi.ToolProvider",
        "java.util.**| java.util.logging.ConsoleHandler",
        "java.util.**| java.util.logging.StreamHandler",
        "java.util.**| java.util.concurrent.CompletableFuture",
        "java.util.stream.*| java.util.stream.StreamSupport",
        "java.util.**| java.util.zip.ZipInputStream",
        "java.util.concurrent.atomic.*| java.util.concurrent.atomic.AtomicLongFieldUpdater",
        "javax.**| javax.xml.parsers.DocumentBuilderFactory",
        "javax.**| javax.net.SocketFactory",
        "javax.**| javax.net.ssl.HttpsURLConnection",
        "org.**| org.w3c.dom.bootstrap.DOMImplementationRegistry",
        "com.sun.**| com.sun.net.httpserver.HttpServer",
        "jdk.**| jdk.net.ExtendedSocketOptions",
        "java.util.ArrayList| java.util.ArrayLis",
        "java.util.ArrayList| java.util.ArrayList2",
        "java.lang.*| java.lang.System",
        "java.lang.*| java.lang.Class",
        "java.lang.*| java.lang.Thread",
        "java.lang.*| java.lang.Thread$Builder",
        "*| java.lang.ProcessBuilder",
        "*| java.lang.reflect.Proxy",
        "*| java.nio.file.Files",
        "*| java.net.URL",
        "*| sun.misc.Unsafe",
        "*| org.luaj.vm2.lib.jse.JsePlatform",
        "*| javax.script.ScriptEngineManager",
        "*| io.github.luasearchers.engine.hostile.Loader",
        "*| [Ljava.lang.Thread;",
        "java.util.*| java.util.ArrayList/../../lang/Runtime"
      })
  void isNotAllowed(String allow, String name) {
    assertThatThrownBy(() -> sandbox(allow).eval("return luajava.bindClass('" + name + "')"))
        .isInstanceOf(LuaScriptException.class)
        .hasMessageMatching(
            "script:1: class '.*' is not for scripts to use \\(lua.java.allow .*\\)");
  }

  @Test
  void allowedClasses_canBeConstructedAndUsedForWhatIsStatic() throws Exception {
    assertThat(
            sandbox("java.util.*")
                .eval(
                    "local l = luajava.newInstance('java.util.ArrayList') l:add('b') l:add('a')"
                        + " local Collections = luajava.bindClass('java.util.Collections')"
                        + " Collections:sort(l) return l[1] .. Collections.max(l)"
                        + " .. type(Collections.forName) .. type(Collections.class)"))
        .isEqualTo("abnilnil");
  }

  @Test
  void namesThatAreTooLong_areNotLookedFor() {
    assertThatThrownBy(
            () -> sandbox("java.util.*").eval("luajava.bindClass(('a.'):rep(50000) .. 'B')"))
        .hasMessageContaining("is not for scripts to use");
  }

  @Test
  void statesOfTheJvm_areNoneOfAnAllowedPackages() throws Exception {
    assertThat(
            sandbox("java.util.*")
                .eval(
                    "local c = luajava.bindClass"
                        + " return type(c('java.util.Locale').setDefault)"
                        + " .. type(c('java.util.TimeZone').setDefault)"
                        + " .. type(c('java.util.Arrays').parallelSort)"))
        .isEqualTo("nilnilnil");
  }

  // ---- methods that stay closed

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.util.ArrayList, java.util.List| new java.util.ArrayList:parallelStream",
        "java.util.stream.StreamSupport| java.util.stream.StreamSupport:stream",
        "java.util.Arrays| java.util.Arrays:parallelPrefix",
        "java.util.concurrent.*| new java.util.concurrent.ConcurrentHashMap:reduce",
        "java.util.concurrent.CompletableFuture|"
            + " java.util.concurrent.CompletableFuture:supplyAsync",
        "java.util.concurrent.CompletableFuture|"
            + " java.util.concurrent.CompletableFuture:delayedExecutor",
        "java.util.concurrent.CompletableFuture|"
            + " new java.util.concurrent.CompletableFuture:orTimeout",
        "java.util.concurrent.ForkJoinPool| java.util.concurrent.ForkJoinPool:commonPool():execute",
        "java.lang.Thread| new java.lang.Thread:start",
        "java.lang.Integer| java.lang.Integer:getInteger",
        "java.util.Locale| java.util.Locale:setDefault",
        "java.util.PropertyResourceBundle| java.util.PropertyResourceBundle:getBundle",
        "java.util.GregorianCalendar| java.util.GregorianCalendar:getInstance"
      })
  void isClosedThoughItsClassIsAllowed(String allow, String member) throws Exception {
    assertThat(sandbox(allow).eval("return type(" + lua(member) + ")")).isEqualTo("nil");
  }

  /** Returns Lua for {@code Class:member} or {@code new Class:member}. */
  private static String lua(String member) {
    boolean made = member.startsWith("new ");
    int colon = member.indexOf(':');
    String rest = member.substring(colon, member.lastIndexOf(':'));
    String call = made ? "luajava.newInstance" : "luajava.bindClass";
    return call
        + "('"
        + member.substring(made ? 4 : 0, colon)
        + "')"
        + rest
        + '.'
        + member.substring(member.lastIndexOf(':') + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.util.*, java.util.List#parallelStream| new java.util.ArrayList:parallelStream",
        "java.util.*, java.util.ArrayList#parallelStream| new java.util.ArrayList:parallelStream",
        "java.util.*, java.util.Collection#parallelStream| new java.util.HashSet:parallelStream",
        "java.util.Locale, java.util.Locale#setDefault| java.util.Locale:setDefault",
        "java.lang.Thread, java.lang.Thread#start| new java.lang.Thread:start"
      })
  void isOpenWhereTheMethodIsNamed(String allow, String member) throws Exception {
    assertThat(sandbox(allow).eval("return type(" + lua(member) + ")")).isEqualTo("function");
  }

  @Test
  void methodOfAnotherClass_isNotMeant() throws Exception {
    assertThat(
            sandbox("java.util.*, java.util.List#parallelStream")
                .eval("return luajava.newInstance('java.util.HashSet').parallelStream"))
        .isNull();
  }

  @Test
  void methodThatIsNamed_opensNoClass() throws Exception {
    assertThat(sandbox("java.util.List#parallelStream").eval("return luajava")).isNull();
  }

  @Test
  void timer_isNotMadeUnlessThatIsNamed() throws Exception {
    assertThatThrownBy(
            () -> sandbox("java.util.Timer").eval("luajava.newInstance('java.util.Timer')"))
        .hasMessageContaining("no public constructor in java.util.Timer");
    assertThat(
            sandbox("java.util.Timer, java.util.Timer#new, java.util.Timer#cancel")
                .eval(
                    "local t = luajava.newInstance('java.util.Timer', true) t:cancel()"
                        + " return type(t.schedule)"))
        .isEqualTo("nil");
  }

  @Test
  void methodsOfBoundObjects_areOpenWhereTheyAreNamed() throws Exception {
    LuaScriptEngine some = sandbox("java.util.concurrent.CompletableFuture#orTimeout");
    some.put("future", CompletableFuture.completedFuture(1));
    assertThat(some.eval("return type(future.orTimeout) .. type(future.completeOnTimeout)"))
        .isEqualTo("functionnil");
  }

  @Test
  void overloadsThatStayInTheThread_areOpen() throws Exception {
    lua.put("shared", new ConcurrentHashMap<>(Map.of("a", 1)));
    assertThat(
            lua.eval(
                "local s = '' shared:forEach(function(k, v) s = s .. k .. v end)"
                    + " return s .. tostring(pcall(shared.forEach, shared, 1, print))"))
        .isEqualTo("a1false");
  }

  @Test
  void statics_areJudgedByTheClassThatDeclaresThem() throws Exception {
    String name = Heir.class.getName();
    String read = "local c = luajava.bindClass('" + name + "') return type(c.inherited) .. c.OWN";
    assertThat(sandbox(name).eval(read)).isEqualTo("nil1");
    assertThat(sandbox(name + ", " + Ancestor.class.getName()).eval(read)).isEqualTo("function1");
  }

  /** Has something static. */
  public static class Ancestor {

    public static int inherited() {
      return 1;
    }
  }

  /** Inherits it. */
  public static final class Heir extends Ancestor {

    public static final int OWN = 1;
  }

  // ---- exceptions

  /** An exception with more than text and cause. */
  public static final class Telling extends RuntimeException {

    private static final long serialVersionUID = 1L;
    public final int code = 7;

    Telling() {
      super("telling", new IllegalStateException("cause"));
    }

    public String secret() {
      return "secret";
    }

    public StackTraceElement[] getTrace() {
      return getStackTrace();
    }
  }

  @Test
  void exceptions_showTextCauseAndClassAndNothingElse() throws Exception {
    lua.put("telling", new Telling());
    Object seen =
        lua.eval(
            "local s = '' for _, name in ipairs {'message', 'localizedMessage', 'cause', 'toString',"
                + " 'getMessage', 'getLocalizedMessage', 'getCause', 'code', 'secret', 'trace',"
                + " 'getTrace', 'stackTrace', 'suppressed', 'getSuppressed', 'addSuppressed',"
                + " 'printStackTrace', 'fillInStackTrace', 'initCause', 'class', 'getClass'}"
                + " do if telling[name] then s = s .. name .. ' ' end end return s");
    assertThat(seen)
        .isEqualTo(
            "message localizedMessage cause toString getMessage getLocalizedMessage getCause ");
  }

  @Test
  void exceptionsThatAreNamed_showTheirOwn() throws Exception {
    LuaScriptEngine some = sandbox(Telling.class.getName());
    some.put("telling", new Telling());
    assertThat(some.eval("return telling.code .. telling:secret() .. type(telling.stackTrace)"))
        .isEqualTo("7secretnil");
  }

  // ---- more of the list

  @Test
  void classesThatAreNotAllowed_areNotInitialized() {
    assertThatThrownBy(
            () ->
                sandbox("java.util.*").eval("luajava.bindClass('" + Canary.class.getName() + "')"))
        .isInstanceOf(LuaScriptException.class);
    assertThat(System.getProperty("canary")).isNull();
  }

  /** Leaves a trace. */
  public static final class Canary {
    static {
      System.setProperty("canary", "dead");
    }
  }

  @Test
  void interfacesThatAreNotAllowed_areNotImplemented() {
    LuaScriptEngine some = sandbox("java.lang.Runnable");
    assertThatThrownBy(() -> some.eval("luajava.createProxy('java.util.Comparator', {})"))
        .hasMessageContaining("class 'java.util.Comparator' is not for scripts to use");
    some.put("handlers", new Handlers());
    assertThatThrownBy(() -> some.eval("return handlers:take(function() end)"))
        .hasMessageContaining("InvocationHandler");
  }

  /** Takes what no script may make. */
  public static final class Handlers {

    public void take(InvocationHandler handler) {
      throw new IllegalStateException("taken");
    }
  }

  @Test
  void withoutASandbox_theListIsALineAsWell() throws Exception {
    LuaScriptEngine open =
        LuaScriptEngine.builder().setting("lua.java.allow", "java.util.*").build();
    assertThat(open.eval("return type(io) .. type(luajava.bindClass('java.util.ArrayList'))"))
        .isEqualTo("tableuserdata");
    assertThatThrownBy(() -> open.eval("luajava.bindClass('java.lang.System')"))
        .hasMessageContaining("class 'java.lang.System' is not for scripts to use");
    open.put("order", new Order("x", 1));
    assertThat(open.eval("return order.getClass")).isNull();
  }

  @Test
  void attribute_takesAway() throws Exception {
    LuaScriptEngine engine = sandbox("java.util.*");
    engine.put("lua.java.allow", "java.util.ArrayList, java.lang.Runtime");
    assertThat(engine.eval("return type(luajava.newInstance('java.util.ArrayList'))"))
        .isEqualTo("userdata");
    for (String name : List.of("java.util.HashMap", "java.lang.Runtime")) {
      assertThatThrownBy(() -> engine.eval("luajava.bindClass('" + name + "')"))
          .hasMessageContaining("is not for scripts to use");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.ut*",
        "java.util.",
        "java..util.*",
        "a b",
        "java.util.*,",
        "java.util.List#",
        "#m",
        "a.B#m.n",
        "a.*#m"
      })
  void malformedList(String allow) {
    assertThatThrownBy(() -> sandbox(allow).eval("return 1"))
        .hasMessageStartingWith("lua.java.allow has the item '");
  }

  // ---- other engines' values

  @Test
  void otherEnginesObjects_areSeenThroughThisOnesEyes() throws Exception {
    LuaScriptEngine plain = LuaScriptEngine.builder().build();
    Object[] raw = new Object[1];
    plain.put("keep", (Function<Object, Object>) value -> raw[0] = value);
    lua.put("foreign", org.luaj.vm2.lib.jse.CoerceJavaToLua.coerce(new Order("luaj", 1)));
    assertThat(lua.eval("return foreign.name .. type(foreign.getClass)")).isEqualTo("luajnil");
  }

  @Test
  void streams_areReadable() throws Exception {
    lua.put("input", new ByteArrayInputStream(new byte[] {7}));
    assertThat(lua.eval("return input:read()")).isEqualTo(7);
    lua.put("unit", TimeUnit.SECONDS);
    assertThat(lua.eval("return unit:toMillis(2)")).isEqualTo(2000);
  }
}
