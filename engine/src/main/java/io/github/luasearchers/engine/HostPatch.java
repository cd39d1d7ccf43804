package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.JavaBridge;
import java.util.function.Consumer;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A host's change of a module, as the function of Lua's that {@code package.patch} gets. */
final class HostPatch extends VarArgFunction {

  private final JavaBridge bridge;
  private final Consumer<Object> change;

  private HostPatch(JavaBridge bridge, Consumer<Object> change) {
    this.bridge = bridge;
    this.change = change;
  }

  static LuaFunction of(JavaBridge bridge, Consumer<Object> change) {
    return new HostPatch(bridge, change);
  }

  @Override
  public Varargs invoke(Varargs args) {
    change.accept(bridge.toJava(args.arg1()));
    return LuaValue.NONE;
  }
}
