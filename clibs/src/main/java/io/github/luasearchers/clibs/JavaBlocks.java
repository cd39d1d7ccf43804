package io.github.luasearchers.clibs;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** The blocks of userdata that Java has made, for C to tell them apart by. */
final class JavaBlocks {

  private final Universe universe;
  private final Map<Key, Block> blocks = new HashMap<>();
  private final ReferenceQueue<LuaValue> gone = new ReferenceQueue<>();

  JavaBlocks(Universe universe) {
    this.universe = universe;
  }

  /** Returns the address of a userdata's block, always the same. */
  long of(LuaValue userdata, int size) {
    for (Object each = gone.poll(); each != null; each = gone.poll()) {
      blocks.remove(each);
    }
    @Nullable Block known = blocks.get(new Key(userdata, null));
    return known == null ? create(userdata, size) : known.address();
  }

  private long create(LuaValue userdata, int size) {
    long address = Natives.allocate(size);
    if (address == 0) {
      throw universe.noMemory();
    }
    blocks.put(new Key(userdata, gone), universe.blocks.add(userdata, address, 0, 0));
    return address;
  }

  private static final class Key extends WeakReference<LuaValue> {

    private final int hash;

    Key(LuaValue userdata, @Nullable ReferenceQueue<LuaValue> queue) {
      super(userdata, queue);
      this.hash = System.identityHashCode(userdata);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very same object is meant
    public boolean equals(@Nullable Object other) {
      @Nullable LuaValue userdata = get();
      return this == other || userdata != null && other instanceof Key key && key.get() == userdata;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
