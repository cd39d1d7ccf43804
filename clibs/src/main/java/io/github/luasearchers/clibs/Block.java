package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.vm.Addressed;
import io.github.luasearchers.engine.vm.Remains;
import java.lang.ref.PhantomReference;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The memory of a userdata. It is freed when the userdata is gone, which is after its {@code __gc}
 * metamethod: a phantom reference is not cleared before finalization. Or the metamethod gets
 * another userdata, which takes the memory over.
 */
final class Block extends PhantomReference<LuaValue> implements Addressed, Remains {

  private final Universe universe;
  private final long address;
  final long size;

  /** How many user values the userdata has. */
  final int values;

  /** Whether the memory stays for another userdata when this one is gone. */
  boolean isAwaited;

  /** Whether another userdata has the memory. */
  private boolean isGiven;

  /** The next one of the list in {@link Blocks}. */
  @Nullable Block next;

  @SuppressWarnings("NullAway") // no queue is told of it: Blocks looks
  Block(Universe universe, LuaValue userdata, long address, long size, int values) {
    super(userdata, null);
    this.universe = universe;
    this.address = address;
    this.size = size;
    this.values = values;
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public @Nullable LuaValue renew(LuaTable metatable) {
    if (!refersTo(null) || universe.isClosed()) {
      return null;
    }
    NativeUserdata other = new NativeUserdata(universe, address, size, values);
    other.setmetatable(metatable);
    isAwaited = false;
    isGiven = true;
    return other;
  }

  /** Tells whether nothing will use the memory by this reference any more. */
  boolean isGone() {
    return !isAwaited && refersTo(null);
  }

  /**
   * Frees the memory, unless another userdata has it.
   *
   * @return how many bytes it has
   */
  long free() {
    if (isGiven) {
      return 0;
    }
    Natives.free(address);
    return size;
  }
}
