package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.LuaCallable;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/**
 * A Lua function as Java sees it: a {@link LuaCallable} that implements any functional interface.
 */
final class FunctionObject extends AnyFunctional implements LuaCallable, LuaBacked {

  private final JavaBridge bridge;
  private final LuaFunction function;

  FunctionObject(JavaBridge bridge, LuaFunction function) {
    this.bridge = bridge.handingOut();
    this.function = function;
  }

  @Override
  public JavaBridge bridge() {
    return bridge;
  }

  @Override
  public LuaValue value() {
    return function;
  }

  @Override
  public @Nullable Object call(@Nullable Object... args) {
    return bridge
        .caller()
        .call(() -> bridge.resultsToJava(bridge.lua().call(function, bridge.argsToLua(args))));
  }

  /**
   * Implements {@code Callable}: returns one result, as other interfaces do, and throws any
   * exception.
   */
  @Override
  public @Nullable Object call() throws Exception {
    try {
      return call("call", Object.class);
    } catch (LuaError e) {
      if (JavaBridge.cause(e) instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  @Nullable Object call(String method, Class<?> type, @Nullable Object... args) {
    return bridge
        .caller()
        .call(
            () -> {
              LuaValue result = bridge.lua().call(function, bridge.argsToLua(args)).arg1();
              return bridge.resultFor(method, result, type);
            });
  }

  @Override
  public <T> T as(Class<T> type) {
    return bridge.implement(function, type);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Functions have identity only.
  public boolean equals(@Nullable Object other) {
    return other instanceof FunctionObject object && object.function == function;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(function);
  }

  @Override
  public String toString() {
    return "function: " + Integer.toHexString(hashCode());
  }
}
