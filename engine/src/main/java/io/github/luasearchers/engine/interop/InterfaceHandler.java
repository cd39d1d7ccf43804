package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.StringTable;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Implements Java interfaces by a Lua function, or by the functions in a table. */
final class InterfaceHandler implements InvocationHandler {

  /** What happens to the methods for which a table has no function. */
  enum Missing {
    FAILS,
    /** As {@code luajava.createProxy} has always done; its functions get no {@code self}. */
    IS_IGNORED
  }

  private static final Object[] NO_ARGUMENTS = {};

  /** Stands for the result if there is no function. */
  private static final Object NO_FUNCTION = new Object();

  private final JavaBridge bridge;
  private final LuaValue target;
  private final Missing missing;
  private @Nullable Name lastName;

  InterfaceHandler(JavaBridge bridge, LuaValue target, Missing missing) {
    this.bridge = bridge.handingOut();
    this.target = target;
    this.missing = missing;
  }

  JavaBridge bridge() {
    return bridge;
  }

  LuaValue target() {
    return target;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    @Nullable Object[] args = arguments == null ? NO_ARGUMENTS : arguments;
    if (isCalledWithoutLua(method)) {
      return callWithoutFunction(proxy, method, args);
    }
    @Nullable Object result;
    try {
      result = bridge.caller().call(() -> call(method, args));
    } catch (LuaError e) {
      throw asDeclared(method, e);
    }
    return result == NO_FUNCTION ? callWithoutFunction(proxy, method, args) : result;
  }

  /**
   * Tells whether a method is called without Lua. Any thread may ask an object for its hash and
   * text.
   */
  private boolean isCalledWithoutLua(Method method) {
    boolean objects = method.getDeclaringClass() == Object.class;
    return target instanceof LuaFunction
        ? objects || method.isDefault()
        : objects && !bridge.caller().admits();
  }

  private @Nullable Object callWithoutFunction(Object proxy, Method method, @Nullable Object[] args)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return callObjects(proxy, method, args);
    }
    if (method.isDefault()) {
      return DefaultMethods.call(proxy, method, args);
    }
    if (missing == Missing.IS_IGNORED && method.getReturnType() == void.class) {
      return null;
    }
    throw new UnsupportedOperationException(
        "the Lua table has no function '" + method.getName() + "' for " + method);
  }

  /** Looks the function up at each call, so that one that is replaced in its table takes effect. */
  private LuaValue functionFor(Method method) {
    return target instanceof LuaFunction ? target : target.get(nameOf(method));
  }

  /** Returns a method's name, mostly that of the last call: it is the same object in scripts. */
  private LuaString nameOf(Method method) {
    Name known = lastName;
    if (known == null || !known.text.equals(method.getName())) {
      known = new Name(method.getName());
      lastName = known;
    }
    return known.string;
  }

  private @Nullable Object call(Method method, @Nullable Object[] args) {
    LuaValue function = functionFor(method);
    if (function.isnil()) {
      return NO_FUNCTION;
    }
    boolean withSelf = target instanceof LuaTable && missing == Missing.FAILS;
    @Nullable Object[] flat = method.isVarArgs() ? flatten(args) : args;
    Varargs values = bridge.argsToLua(flat);
    Varargs results =
        bridge.lua().call(function, withSelf ? LuaValue.varargsOf(target, values) : values);
    return bridge.resultFor(method.getName(), results.arg1(), method.getReturnType());
  }

  /** Returns the arguments, with the last one replaced by its elements. */
  private static @Nullable Object[] flatten(@Nullable Object[] args) {
    int fixed = args.length - 1;
    @Nullable Object last = args[fixed];
    if (last == null) {
      return args;
    }
    int length = Array.getLength(last);
    @Nullable Object[] flat = Arrays.copyOf(args, fixed + length);
    for (int i = 0; i < length; i++) {
      flat[fixed + i] = Array.get(last, i);
    }
    return flat;
  }

  /** Returns the Java exception behind an error if the method may throw it, else the error. */
  private static Throwable asDeclared(Method method, LuaError error) {
    @Nullable Throwable cause = JavaBridge.cause(error);
    for (Class<?> declared : method.getExceptionTypes()) {
      if (cause != null && declared.isInstance(cause)) {
        return cause;
      }
    }
    return error;
  }

  private Object callObjects(Object proxy, Method method, @Nullable Object[] args) {
    return switch (method.getName()) {
      case "equals" -> isSame(proxy, args[0]);
      case "hashCode" -> target.hashCode();
      default -> proxy.getClass().getInterfaces()[0].getSimpleName() + " by Lua " + target;
    };
  }

  @SuppressWarnings("ReferenceEquality") // the same table or function is meant
  private boolean isSame(Object proxy, @Nullable Object other) {
    return other != null
        && other.getClass() == proxy.getClass()
        && Proxy.getInvocationHandler(other) instanceof InterfaceHandler handler
        && handler.target == target;
  }

  /** A name in both forms. Its fields are final, as other threads may get it by a data race. */
  private static final class Name {

    private final String text;
    private final LuaString string;

    Name(String text) {
      this.text = text;
      this.string = StringTable.intern(text);
    }
  }
}
