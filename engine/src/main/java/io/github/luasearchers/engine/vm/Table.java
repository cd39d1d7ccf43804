package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaTable;

/** A Lua table. */
public class Table extends LuaTable {

  public Table() {}

  public Table(int arraySize, int hashSize) {
    super(arraySize, hashSize);
  }
}
