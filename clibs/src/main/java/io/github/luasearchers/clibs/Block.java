package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.vm.Addressed;
import java.lang.ref.PhantomReference;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * The memory of a userdata. It is freed when the userdata is gone, which is after its {@code __gc}
 * metamethod: a phantom reference is not cleared before finalization.
 */
final class Block extends PhantomReference<LuaValue> implements Addressed {

  private final long address;
  final long size;

  /** The next one of the list in {@link Blocks}. */
  @Nullable Block next;

  @SuppressWarnings("NullAway") // no queue is told of it: Blocks looks
  Block(LuaValue userdata, long address, long size) {
    super(userdata, null);
    this.address = address;
    this.size = size;
  }

  @Override
  public long address() {
    return address;
  }
}
