package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.Library;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import java.util.Optional;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A jar whose class has a library's functions. */
final class JarLibrary implements Library {

  private final URLClassLoader loader;
  private final Class<?> type;

  JarLibrary(URLClassLoader loader, Class<?> type) {
    this.loader = loader;
    this.type = type;
  }

  @Override
  public Optional<LuaFunction> function(String symbol) {
    Method method;
    try {
      method = type.getMethod(symbol, Varargs.class);
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
    boolean fits =
        Modifier.isStatic(method.getModifiers())
            && Varargs.class.isAssignableFrom(method.getReturnType());
    return fits ? Optional.of(new MethodFunction(method)) : Optional.empty();
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class MethodFunction extends VarArgFunction {

    private final Method method;

    MethodFunction(Method method) {
      this.method = method;
      this.name = method.getName();
    }

    @Override
    public Varargs invoke(Varargs args) {
      try {
        return (Varargs) method.invoke(null, args);
      } catch (InvocationTargetException e) {
        throw asIs(e.getTargetException(), RuntimeException.class);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Passes an exception on, checked or not: what the library throws is the host's to see. */
    @SuppressWarnings({"unchecked", "UnusedVariable"})
    private static <E extends Throwable> E asIs(Throwable thrown, Class<E> unchecked) throws E {
      throw (E) thrown;
    }
  }
}
