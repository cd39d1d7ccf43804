package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.vm.Builtin;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The Lua face of the methods of one name, called with their object as the first argument. */
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
    LuaValue self = args.arg1();
    if (self instanceof JavaObject object
        && methods.owner().isInstance(object.m_instance)
        && !object.type.face().isOpaque()) {
      return methods.invoke(bridge, object.m_instance, args, 2);
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
