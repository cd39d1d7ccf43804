package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Marks the frame of Java code that catches errors of the call it has begun. The handler of an
 * outer {@code xpcall} is not called for them. It never continues: the Java code itself does.
 */
final class Guard extends Continuation {

  static final Guard WITHOUT_HANDLER = new Guard(null);

  private final @Nullable LuaValue handler;

  private Guard(@Nullable LuaValue handler) {
    this.handler = handler;
  }

  static Guard of(@Nullable LuaValue handler) {
    return handler == null ? WITHOUT_HANDLER : new Guard(handler);
  }

  @Override
  protected Varargs resume(Varargs results) {
    throw new IllegalStateException("Java code goes on by itself");
  }

  @Override
  protected boolean catches() {
    return true;
  }

  @Override
  protected @Nullable LuaValue handler() {
    return handler;
  }
}
