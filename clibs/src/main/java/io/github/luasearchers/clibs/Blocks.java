package io.github.luasearchers.clibs;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** All blocks of a universe. They are linked, so that one is removed without a search. */
final class Blocks {

  private final ReferenceQueue<LuaValue> gone = new ReferenceQueue<>();
  private @Nullable Block first;
  private int count;

  /** Adds the block of a userdata. */
  Block add(LuaValue userdata, long address, long size) {
    Block block = new Block(userdata, gone, address, size);
    block.next = first;
    if (first != null) {
      first.previous = block;
    }
    first = block;
    count++;
    return block;
  }

  /** Returns how many there are. */
  int count() {
    return count;
  }

  /**
   * Frees the blocks of userdata that are gone.
   *
   * @return how many bytes that are
   */
  long freeGone() {
    long bytes = 0;
    for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
      Block block = (Block) each;
      remove(block);
      bytes += block.size;
      Natives.free(block.address());
    }
    return bytes;
  }

  private void remove(Block block) {
    if (block.previous != null) {
      block.previous.next = block.next;
    } else {
      first = block.next;
    }
    if (block.next != null) {
      block.next.previous = block.previous;
    }
    count--;
  }

  /** Frees all of them: nothing uses them any more. */
  void freeAll() {
    for (Block each = first; each != null; each = each.next) {
      Natives.free(each.address());
    }
    first = null;
    count = 0;
  }
}
