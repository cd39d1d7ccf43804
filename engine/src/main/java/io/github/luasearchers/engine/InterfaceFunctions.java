package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.DefaultMethods;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Implements an interface by Lua functions. They are looked up at each call, so that a function
 * that a script redefines later is the one that is called.
 */
final class InterfaceFunctions implements InvocationHandler {

  private final LuaScriptEngine engine;
  private final LuaState lua;
  private final LuaTable globals;
  private final @Nullable LuaValue self;
  private final LuaValue object;

  private InterfaceFunctions(
      LuaScriptEngine engine, LuaState lua, LuaTable globals, @Nullable LuaValue self) {
    this.engine = engine;
    this.lua = lua;
    this.globals = globals;
    this.self = self;
    this.object = self == null ? globals : self;
  }

  /** Fails unless a type is an interface. */
  static void check(@Nullable Class<?> type) {
    if (type == null || !type.isInterface()) {
      throw new IllegalArgumentException("not an interface: " + type);
    }
  }

  /**
   * Implements an interface.
   *
   * @param self the object whose functions implement it; null for global functions
   * @return null if there is no function for a method that needs one
   */
  static <T> @Nullable T implement(
      LuaScriptEngine engine,
      LuaState lua,
      LuaTable globals,
      @Nullable LuaValue self,
      Class<T> type) {
    InterfaceFunctions functions = new InterfaceFunctions(engine, lua, globals, self);
    try {
      for (Method method : type.getMethods()) {
        if (functions.isNeeded(method) && !functions.has(method)) {
          return null;
        }
      }
    } catch (ScriptException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    return type.cast(Proxy.newProxyInstance(loader(type), new Class<?>[] {type}, functions));
  }

  private static @Nullable ClassLoader loader(Class<?> type) {
    @Nullable ClassLoader loader = type.getClassLoader();
    return loader == null ? InterfaceFunctions.class.getClassLoader() : loader;
  }

  private boolean isNeeded(Method method) {
    return Modifier.isAbstract(method.getModifiers()) && !isObjectMethod(method);
  }

  /** Tells whether a method is one of Object's, although the interface declares it again. */
  private static boolean isObjectMethod(Method method) {
    Class<?>[] types = method.getParameterTypes();
    return switch (method.getName()) {
      case "toString", "hashCode" -> types.length == 0;
      case "equals" -> types.length == 1 && types[0] == Object.class;
      default -> false;
    };
  }

  private boolean has(Method method) throws ScriptException {
    return lua.evaluator().has(object, method.getName(), globals, engine.getContext());
  }

  // ---- calls

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (isObjectMethod(method)) {
      return object(proxy, method, args);
    }
    try {
      return call(proxy, method, args);
    } catch (ScriptException e) {
      throw unwrap(e, method);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static @Nullable Object object(
      Object proxy, Method method, @Nullable Object @Nullable [] args) {
    return switch (method.getName()) {
      case "equals" -> args != null && args[0] == proxy;
      case "hashCode" -> System.identityHashCode(proxy);
      default ->
          proxy.getClass().getInterfaces()[0].getName()
              + "@"
              + Integer.toHexString(System.identityHashCode(proxy));
    };
  }

  private @Nullable Object call(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (method.isDefault() && !has(method)) {
      return DefaultMethods.call(proxy, method, args);
    }
    String name = method.getName();
    return lua.evaluator()
        .invoke(
            name,
            self,
            spread(method, args),
            globals,
            engine.getContext(),
            results -> result(method, results));
  }

  /** Returns the arguments, with an array of variable arity expanded. */
  private static @Nullable Object @Nullable [] spread(
      Method method, @Nullable Object @Nullable [] args) {
    if (args == null
        || !method.isVarArgs()
        || !(args[args.length - 1] instanceof Object[] variable)) {
      return args;
    }
    int fixed = args.length - 1;
    @Nullable Object[] all = Arrays.copyOf(args, fixed + variable.length);
    System.arraycopy(variable, 0, all, fixed, variable.length);
    return all;
  }

  private @Nullable Object result(Method method, Varargs results) throws ScriptException {
    Class<?> type = method.getReturnType();
    if (type == void.class) {
      return null;
    }
    if (type == Object.class || type == Object[].class && results.narg() > 1) {
      return lua.bridge().resultsToJava(results);
    }
    try {
      @Nullable Object value = lua.bridge().toJava(results.arg1(), type);
      if (value == null && type.isPrimitive()) {
        throw new ClassCastException("nil is no " + type.getName());
      }
      return value;
    } catch (ClassCastException e) {
      throw (ScriptException)
          new ScriptException("function " + method.getName() + " returned: " + e.getMessage())
              .initCause(e);
    }
  }

  /** Returns what a method may throw: the host's own exception if it is unchecked or declared. */
  private static Throwable unwrap(ScriptException failure, Method method) {
    @Nullable Throwable cause = failure.getCause();
    if (cause instanceof RuntimeException && !(cause instanceof ClassCastException)) {
      return cause;
    }
    for (Class<?> type : method.getExceptionTypes()) {
      if (type.isInstance(cause)) {
        return cause;
      }
      if (type.isInstance(failure)) {
        return failure;
      }
    }
    return new IllegalStateException(failure.getMessage(), failure);
  }
}
