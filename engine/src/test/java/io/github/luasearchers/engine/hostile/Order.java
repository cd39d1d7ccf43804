package io.github.luasearchers.engine.hostile;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An object of the host's own, as a careless one binds it. */
public final class Order {

  public static int made;
  public final String name;
  public int count;

  public Order(String name, int count) {
    this.name = name;
    this.count = count;
  }

  public static Order empty() {
    return new Order("", 0);
  }

  public int total(int price) {
    return price * count;
  }

  public String getName() {
    return name;
  }

  public Object call(Supplier<?> supplier) {
    return supplier.get();
  }

  public String take(Object anything) {
    return String.valueOf(anything);
  }

  public void fail() throws IOException {
    throw new IOException("no tea", new IllegalStateException("empty"));
  }

  public void failWith(Object carried) {
    throw new HostsObjects.Carrying(carried);
  }

  public Object handle(InvocationHandler handler) throws Throwable {
    return handler.invoke(this, Object.class.getMethod("getClass"), new Object[0]);
  }

  public Object load(ClassLoader loader) throws ClassNotFoundException {
    return loader.loadClass("java.lang.Runtime");
  }

  public long generate(Supplier<?> supplier) {
    return Stream.generate(supplier).count();
  }
}
