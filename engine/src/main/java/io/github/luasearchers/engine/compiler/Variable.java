package io.github.luasearchers.engine.compiler;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.LuaString;

/** A local variable of a function under construction: PUC's {@code Vardesc}. */
final class Variable {

  /** What the attribute of a variable's declaration makes of it. */
  enum Kind {
    REGULAR,
    /** {@code <const>}. */
    CONSTANT,
    /** {@code <close>}. */
    TO_CLOSE,
    /** A {@code <const>} whose value the compiler knows. It has no register. */
    COMPILE_TIME
  }

  final LuaString name;

  /** The variable as debuggers see it. */
  final LocVars debug;

  Kind kind = Kind.REGULAR;

  int register;

  /** The value of a compile-time constant. */
  @Nullable ExpDesc value;

  /** The value if it is a string, which each function has among its own constants. */
  @Nullable LuaString text;

  Variable(LuaString name, LocVars debug) {
    this.name = name;
    this.debug = debug;
  }
}
