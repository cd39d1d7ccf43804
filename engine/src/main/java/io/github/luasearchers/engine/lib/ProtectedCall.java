package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.Continuation;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** How {@code pcall} and {@code xpcall} go on. */
final class ProtectedCall extends Continuation {

  /** The one of {@code pcall}, which has no message handler. */
  static final ProtectedCall PLAIN = new ProtectedCall(null);

  private final @Nullable LuaValue handler;

  /** Makes one whose errors a message handler sees first. */
  ProtectedCall(@Nullable LuaValue handler) {
    this.handler = handler;
  }

  @Override
  protected Varargs resume(Varargs results) {
    return LuaValue.varargsOf(LuaValue.TRUE, results);
  }

  @Override
  protected boolean catches() {
    return true;
  }

  @Override
  protected @Nullable LuaValue handler() {
    return handler;
  }

  @Override
  protected Varargs fail(LuaError error) {
    @Nullable LuaValue value = error.getMessageObject();
    return LuaValue.varargsOf(LuaValue.FALSE, value == null ? LuaValue.NIL : value);
  }
}
