package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.vm.Builtin;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The static methods of one name, or the constructors, as Lua sees them. They can be called with
 * the class as the first argument, {@code Math:abs(x)}, or without it, {@code Math.abs(x)}.
 */
final class StaticFunction extends Builtin {

  private final JavaBridge bridge;
  private final MethodGroup methods;

  StaticFunction(JavaBridge bridge, MethodGroup methods) {
    super(bridge.lua(), methods.name());
    this.bridge = bridge;
    this.methods = methods;
  }

  @Override
  protected Varargs run(Varargs args) {
    return methods.invoke(bridge, null, args, isOwner(args.arg1()) ? 2 : 1);
  }

  @Override
  protected Varargs run0() {
    return methods.invoke(bridge, null);
  }

  @Override
  protected Varargs run1(LuaValue arg) {
    return isOwner(arg) ? methods.invoke(bridge, null) : methods.invoke(bridge, null, arg);
  }

  @Override
  protected Varargs run2(LuaValue first, LuaValue second) {
    return isOwner(first)
        ? methods.invoke(bridge, null, second)
        : methods.invoke(bridge, null, first, second);
  }

  @Override
  protected Varargs run3(LuaValue first, LuaValue second, LuaValue third) {
    return isOwner(first)
        ? methods.invoke(bridge, null, second, third)
        : super.run3(first, second, third);
  }

  private boolean isOwner(LuaValue value) {
    return value instanceof JavaObject object && object.m_instance == methods.owner();
  }
}
