package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.lib.io.ForeignFile;
import io.github.luasearchers.engine.lib.io.ForeignStream;
import io.github.luasearchers.engine.vm.Attachable;
import io.github.luasearchers.engine.vm.Attachments;
import io.github.luasearchers.engine.vm.HeapNode;
import io.github.luasearchers.engine.vm.HeapWalk;
import io.github.luasearchers.engine.vm.UserValues;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** A userdata that C has made: a block of memory, a metatable, and user values. */
final class NativeUserdata extends LuaUserdata
    implements Attachable, ForeignFile, HeapNode, UserValues {

  private static final LuaValue[] NOTHING = {};

  final Block block;
  private final Universe universe;
  private final LuaValue[] values;
  private @Nullable Attachments attachments;

  /** What was last found of its type, as its entries have it: {@link Types}. */
  long type;

  /**
   * @param values how many user values it has
   */
  NativeUserdata(Universe universe, long address, long size, int values) {
    super(NOTHING);
    this.universe = universe;
    block = universe.blocks.add(this, address, size);
    m_instance = block; // by which LuaJ compares userdata
    this.values = values == 0 ? NOTHING : new LuaValue[values];
  }

  @Override
  public int valueCount() {
    return values.length;
  }

  @Override
  public LuaValue value(int number) {
    @Nullable LuaValue value = values[number - 1];
    return value == null ? NIL : value;
  }

  @Override
  public void setValue(int number, LuaValue value) {
    values[number - 1] = value;
  }

  @Override
  public LuaValue setmetatable(@Nullable LuaValue metatable) {
    if (m_metatable != null) {
      universe.types().forget();
    }
    type = 0;
    return super.setmetatable(metatable);
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
    attachments = some;
  }

  @Override
  public void hold(HeapWalk walk) {
    walk.count(block.size + (long) values.length * HeapWalk.REFERENCE);
    for (LuaValue each : values) {
      walk.add(each);
    }
  }
}
