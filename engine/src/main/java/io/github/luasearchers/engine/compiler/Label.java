package io.github.luasearchers.engine.compiler;

import org.luaj.vm2.LuaString;

/** A label, or a goto whose label has not been seen: PUC's {@code Labeldesc}. */
final class Label {

  final LuaString name;
  final int line;
  final int pc;

  /** The number of local variables at that place. */
  int activeVariables;

  /** The number of their registers. */
  int registers;

  /** Whether the goto leaves a block that has variables to close. */
  boolean closes;

  Label(LuaString name, int line, int pc, FunctionState function) {
    this.name = name;
    this.line = line;
    this.pc = pc;
    this.activeVariables = function.activeVariables;
    this.registers = function.activeRegisters;
  }
}
