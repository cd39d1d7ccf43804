package io.github.luasearchers.engine.vm;

import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * Finds code that looks at the variables of other functions. Those of compiled functions are
 * variables of Java's: a function that Java calls for one of them, or the handler of an error in
 * it, would find what was on the stack before.
 */
final class Inspection {

  private static final LuaString GET = LuaValue.valueOf("getlocal");
  private static final LuaString SET = LuaValue.valueOf("setlocal");

  private Inspection() {}

  /** Tells whether code, or a function in it, reads a field of such a name. */
  static boolean isIn(Prototype p) {
    for (int i : p.code) {
      int opcode = i & 0x3f;
      boolean reads =
          opcode == Lua.OP_GETTABLE || opcode == Lua.OP_GETTABUP || opcode == Lua.OP_SELF;
      int key = i >>> 14 & 0x1ff;
      if (reads && key > 0xff && isName(p.k[key & 0xff])) {
        return true;
      }
    }
    for (Prototype inner : p.p) {
      if (isIn(inner)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isName(LuaValue constant) {
    return constant instanceof LuaString name && (name.raweq(GET) || name.raweq(SET));
  }
}
