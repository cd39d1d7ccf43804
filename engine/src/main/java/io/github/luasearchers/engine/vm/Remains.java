package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What stays of a {@link Renewable} object. Refers neither to it nor to what refers to it. */
public interface Remains {

  /**
   * Returns an object that takes the place of the one that is gone. Is called once.
   *
   * @param metatable the new object's
   * @return null if the object may still be in use, for something outside of the engine has brought
   *     it back
   */
  @Nullable LuaValue renew(LuaTable metatable);
}
