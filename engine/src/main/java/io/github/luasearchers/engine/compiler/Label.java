package io.github.luasearchers.engine.compiler;

import org.luaj.vm2.LuaString;

/** A label, or a goto whose label has not been seen: PUC's {@code Labeldesc}. */
final class Label {

  final LuaString name;
  final int line;
  final int pc;

  /** The number of local variables at that place. */
  int activeVariables;

  Label(LuaString name, int line, int pc, int activeVariables) {
    this.name = name;
    this.line = line;
    this.pc = pc;
    this.activeVariables = activeVariables;
  }
}
