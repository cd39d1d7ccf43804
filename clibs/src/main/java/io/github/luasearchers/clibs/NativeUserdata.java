package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.lib.io.ForeignFile;
import io.github.luasearchers.engine.lib.io.ForeignStream;
import io.github.luasearchers.engine.vm.Attachments;
import io.github.luasearchers.engine.vm.HeapNode;
import io.github.luasearchers.engine.vm.HeapWalk;
import io.github.luasearchers.engine.vm.Remains;
import io.github.luasearchers.engine.vm.Renewable;
import io.github.luasearchers.engine.vm.UserValues;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** A userdata that C has made: a block of memory, a metatable, and user values. */
final class NativeUserdata extends LuaUserdata
    implements Renewable, ForeignFile, HeapNode, UserValues {

  private static final LuaValue[] NOTHING = {};

  final Block block;
  private final Universe universe;

  /** The user values, {@link #NOTHING} as long as none has been set. */
  private @Nullable LuaValue[] values = NOTHING;

  private @Nullable Attachments attachments;

  /** What was last found of its type, as its entries have it: {@link Types}. */
  long type;

  /**
   * @param values how many user values it has
   */
  NativeUserdata(Universe universe, long address, long size, int values) {
    super(NOTHING);
    this.universe = universe;
    block = universe.blocks.add(this, address, size, values);
    m_instance = block; // by which LuaJ compares userdata
  }

  @Override
  public int valueCount() {
    return block.values;
  }

  @Override
  public LuaValue value(int number) {
    @Nullable LuaValue value = values == NOTHING ? null : values[number - 1];
    return value == null ? NIL : value;
  }

  @Override
  public void setValue(int number, LuaValue value) {
    if (values == NOTHING) {
      beWhole();
      values = new LuaValue[block.values];
    }
    values[number - 1] = value;
  }

  @Override
  public LuaValue setmetatable(@Nullable LuaValue metatable) {
    if (m_metatable != null) {
      beWhole();
      universe.types().forget();
    }
    type = 0;
    return super.setmetatable(metatable);
  }

  // ---- another in its place

  /** Another could not have what this one comes to refer to. */
  private void beWhole() {
    universe.lua.finalizers().keepWhole(this);
  }

  @Override
  public @Nullable Remains remains(LuaTable metatable) {
    return values == NOTHING && universe.types().isHarmless(metatable) ? block : null;
  }

  @Override
  public boolean isAwaited() {
    return block.isAwaited;
  }

  @Override
  public void setAwaited(boolean awaited) {
    block.isAwaited = awaited;
  }

  @Override
  public ForeignStream stream() {
    return new CStream(universe, this);
  }

  @Override
  public @Nullable Attachments attachments() {
    return attachments;
  }

  @Override
  public void attach(Attachments some) {
    beWhole();
    if (attachments == null) {
      attachments = some;
    }
  }

  @Override
  public void hold(HeapWalk walk) {
    walk.count(block.size + (long) values.length * HeapWalk.REFERENCE);
    for (LuaValue each : values) {
      walk.add(each);
    }
  }
}
