package io.github.luasearchers.engine.compiler;

import org.luaj.vm2.LuaString;

/**
 * Labels and gotos as Lua 5.4 has them: no two labels that are visible at a place have the same
 * name, and a label where a jump may have left variables to close is followed by an instruction
 * that closes them.
 */
final class FunctionGotos extends Gotos {

  FunctionGotos(Lexer lexer, Scopes scopes) {
    super(lexer, scopes);
  }

  @Override
  void jumpForward(FunctionState function, Block block, LuaString name, int line, int jump) {
    addGoto(function, name, line, jump);
  }

  @Override
  boolean jumpBack(FunctionState function, LuaString name) {
    int known = find(function.firstLabel, name);
    if (known < 0) {
      return false;
    }
    Label label = labels.get(known);
    if (function.activeRegisters > label.registers) {
      function.code.close(label.registers);
    }
    function.code.patchList(function.code.jump(), label.pc);
    return true;
  }

  @Override
  boolean resolveGotos(FunctionState function, Block block, Label label) {
    boolean closes = false;
    int i = block.firstGoto;
    while (i < gotos.size()) {
      Label pending = gotos.get(i);
      if (NameTable.same(pending.name, label.name)) {
        closes |= pending.closes;
        resolve(function, i, label);
      } else {
        i++;
      }
    }
    if (closes) {
      // PUC 5.4.6 does not count those variables out that a label at a block's end is not in the
      // scope of, and may leave open what was in their registers.
      function.code.close(label.registers);
    }
    return closes;
  }

  @Override
  void leave(FunctionState function, Block block) {
    scopes.deactivate(function, block.activeVariables);
    boolean closed = block.isLoop && resolveGotos(function, block, add(function, breakName, 0));
    if (!closed && block.previous != null && block.hasUpvalue) {
      function.code.close(block.activeRegisters);
    }
    forgetLabels(block);
    for (int i = block.firstGoto; i < gotos.size(); i++) {
      Label pending = gotos.get(i);
      pending.closes |= block.hasUpvalue && pending.registers > block.activeRegisters;
      pending.activeVariables = block.activeVariables;
      pending.registers = block.activeRegisters;
    }
  }
}
