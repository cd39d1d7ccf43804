package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.vm.Builtin;
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
    boolean onClass =
        args.arg1() instanceof JavaObject object && object.m_instance == methods.owner();
    return methods.invoke(bridge, null, args, onClass ? 2 : 1);
  }
}
