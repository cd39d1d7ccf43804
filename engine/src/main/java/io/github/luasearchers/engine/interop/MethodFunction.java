package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.vm.Builtin;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The methods of one name as Lua sees them: a function whose first argument is the object. */
final class MethodFunction extends Builtin {

  private final JavaBridge bridge;
  private final MethodGroup methods;

  MethodFunction(JavaBridge bridge, MethodGroup methods) {
    super(bridge.lua(), methods.name());
    this.bridge = bridge;
    this.methods = methods;
  }

  @Override
  protected Varargs run(Varargs args) {
    return methods.invoke(bridge, instance(args.arg1()), args, 2);
  }

  @Override
  protected Varargs run1(LuaValue self) {
    return methods.invoke(bridge, instance(self));
  }

  @Override
  protected Varargs run2(LuaValue self, LuaValue arg) {
    return methods.invoke(bridge, instance(self), arg);
  }

  @Override
  protected Varargs run3(LuaValue self, LuaValue first, LuaValue second) {
    return methods.invoke(bridge, instance(self), first, second);
  }

  /** Returns the object that the method is called on. */
  private Object instance(LuaValue self) {
    if (self instanceof JavaObject object
        && (object.m_instance.getClass() == methods.owner()
            || methods.owner().isInstance(object.m_instance))
        && !object.type.isOpaque()) {
      return object.m_instance;
    }
    throw failure(
        "method '"
            + name()
            + "' of "
            + methods.owner().getTypeName()
            + " called on "
            + bridge.typeName(self)
            + " (use ':' instead of '.'?)");
  }
}
