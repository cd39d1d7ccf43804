package io.github.luasearchers.engine.hostile;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.script.ScriptEngineManager;
import javax.script.SimpleBindings;
import org.luaj.vm2.lib.jse.CoerceJavaToLua;

/** What a careless host binds for scripts that it does not know. */
final class HostsObjects {

  private HostsObjects() {}

  /** An exception that hands out what it got. */
  public static final class Carrying extends RuntimeException {

    private static final long serialVersionUID = 1L;
    public final transient Object carried;

    Carrying(Object carried) {
      super("carried");
      this.carried = carried;
    }
  }

  /** A record of the host's own. */
  public record Point(int x, int y) {}

  /** A walk without an end. */
  public static final class Endless implements Iterable<Integer> {

    @Override
    public Iterator<Integer> iterator() {
      return Stream.generate(() -> 1).iterator();
    }
  }

  static void bind(LuaScriptEngine engine, LuaScriptEngine other, Path secret) throws Exception {
    bindPlain(engine);
    bindReflection(engine);
    bindJvm(engine, secret);
    engine.put("engine", engine);
    engine.put("context", engine.getContext());
    engine.put("manager", new ScriptEngineManager());
    engine.put("compiled", engine.compile("return 1"));
    engine.put("bindings", new SimpleBindings(new HashMap<>(Map.of("a", 1))));
    engine.put("otherFunction", other.eval("return function() end"));
    engine.put("otherTable", other.eval("return {a = 1}"));
    engine.put("luajObject", CoerceJavaToLua.coerce(new Order("luaj", 1)));
  }

  private static void bindPlain(LuaScriptEngine engine) {
    engine.put("order", new Order("tea", 3));
    engine.put("list", new ArrayList<>(List.of("b", "a", "c")));
    engine.put("map", new HashMap<>(Map.of("k", "v")));
    engine.put("concurrent", new ConcurrentHashMap<>(Map.of("k", "v")));
    engine.put("array", new int[] {1, 2, 3});
    engine.put("level", TimeUnit.SECONDS);
    engine.put("point", new Point(1, 2));
    engine.put("runnable", (Runnable) () -> {});
    engine.put("supplier", (Supplier<Object>) () -> "supplied");
    engine.put("optional", Optional.of(Thread.currentThread()));
    engine.put("future", CompletableFuture.completedFuture(1));
    engine.put("exception", new IllegalStateException("bound"));
    engine.put("endless", new Endless());
    engine.put("stream", new ByteArrayInputStream(new byte[8]));
  }

  private static void bindReflection(LuaScriptEngine engine) throws Exception {
    engine.put("class", Order.class);
    engine.put("orderClass", Order.class);
    engine.put("runnableClass", Runnable.class);
    engine.put("classes", new Class<?>[] {Runtime.class, Thread.class});
    engine.put("loader", HostsObjects.class.getClassLoader());
    engine.put("hostLoader", new Loader());
    engine.put("lookup", MethodHandles.lookup());
    engine.put("method", Object.class.getMethod("getClass"));
    engine.put("field", Order.class.getField("count"));
    InvocationHandler handler =
        (proxy, method, args) -> method.getName().equals("equals") ? proxy == args[0] : "by proxy";
    engine.put("handler", handler);
    engine.put(
        "proxy",
        Proxy.newProxyInstance(
            HostsObjects.class.getClassLoader(), new Class<?>[] {Supplier.class}, handler));
  }

  private static void bindJvm(LuaScriptEngine engine, Path secret) throws Exception {
    engine.put("thread", new Thread(() -> System.setProperty("hostile", "ran")));
    engine.put("threadGroup", Thread.currentThread().getThreadGroup());
    engine.put("runtime", Runtime.getRuntime());
    engine.put("process", ProcessHandle.current());
    engine.put("executor", (Executor) task -> new Thread(task).start());
    engine.put("file", secret.toFile());
    engine.put("path", secret);
    engine.put("uri", URI.create("http://127.0.0.1:1/"));
    engine.put("url", new URL("http://127.0.0.1:1/"));
    engine.put("otherUrl", new URL("http://localhost:1/"));
    engine.put("fileStream", new FileInputStream(secret.toFile()));
    engine.put("objects", objects());
    engine.put(
        "secrets",
        new ArrayList<>(
            List.of(Thread.currentThread(), Runtime.getRuntime(), new Loader(), Order.class)));
  }

  private static ObjectInputStream objects() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject("serialized");
    }
    return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
