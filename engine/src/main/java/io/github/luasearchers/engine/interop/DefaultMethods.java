package io.github.luasearchers.engine.interop;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls the default methods of interfaces that Lua implements, for those that it leaves out. */
public final class DefaultMethods {

  private DefaultMethods() {}

  /**
   * Calls a default method of a proxy.
   *
   * @throws UnsupportedOperationException if the interface is in a package that its module keeps to
   *     itself; the message says how it can be opened
   */
  public static @Nullable Object call(
      Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
    Class<?> owner = method.getDeclaringClass();
    try {
      return InvocationHandler.invokeDefault(proxy, method, args);
    } catch (IllegalAccessException e) {
      // The interface is not public, or not exported.
      MethodHandles.Lookup lookup;
      try {
        lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
      } catch (IllegalAccessException closed) {
        throw new UnsupportedOperationException(closed(method, owner), closed);
      }
      return lookup
          .unreflectSpecial(method, owner)
          .bindTo(proxy)
          .invokeWithArguments(args == null ? new Object[0] : args);
    }
  }

  private static String closed(Method method, Class<?> owner) {
    return "the default method "
        + method.getName()
        + " of "
        + owner.getName()
        + " can't be called: let the "
        + owner.getModule()
        + " export the package, or open it to "
        + DefaultMethods.class.getModule().getName();
  }
}
