package io.github.luasearchers.engine.compiler;

import org.luaj.vm2.LuaString;

/**
 * Labels and gotos as Lua 5.2 and 5.3 have them: a block may have a label of the same name as a
 * label of an outer block, and a jump that leaves variables to close does so itself.
 */
final class BlockGotos extends Gotos {

  BlockGotos(Lexer lexer, Scopes scopes) {
    super(lexer, scopes);
  }

  @Override
  void jumpForward(FunctionState function, Block block, LuaString name, int line, int jump) {
    resolveIn(function, block, addGoto(function, name, line, jump));
  }

  @Override
  boolean jumpBack(FunctionState function, LuaString name) {
    return false; // like any other goto, one that jumps back finds its label in its block
  }

  @Override
  boolean resolveGotos(FunctionState function, Block block, Label label) {
    int i = block.firstGoto;
    while (i < gotos.size()) {
      if (NameTable.same(gotos.get(i).name, label.name)) {
        resolve(function, i, label);
      } else {
        i++;
      }
    }
    return false;
  }

  @Override
  void leave(FunctionState function, Block block) {
    CodeBuffer code = function.code;
    if (block.previous != null && block.hasUpvalue) {
      int close = code.jump();
      code.patchClose(close, block.activeRegisters);
      code.patchToHere(close);
    }
    if (block.isLoop) {
      resolveGotos(function, block, add(function, breakName, 0));
    }
    scopes.deactivate(function, block.activeVariables);
    forgetLabels(block);
    if (block.previous != null) {
      moveOut(function, block, block.previous);
    }
  }

  private void moveOut(FunctionState function, Block block, Block outer) {
    int i = block.firstGoto;
    while (i < gotos.size()) {
      Label pending = gotos.get(i);
      if (pending.activeVariables > block.activeVariables) {
        if (block.hasUpvalue) {
          function.code.patchClose(pending.pc, block.activeRegisters);
        }
        pending.activeVariables = block.activeVariables;
      }
      if (!resolveIn(function, outer, i)) {
        i++;
      }
    }
  }

  /** Resolves a goto if the block has its label, and tells whether it has. */
  private boolean resolveIn(FunctionState function, Block block, int index) {
    Label pending = gotos.get(index);
    int known = find(block.firstLabel, pending.name);
    if (known < 0) {
      return false;
    }
    Label label = labels.get(known);
    boolean leaves = pending.activeVariables > label.activeVariables;
    if (leaves && (block.hasUpvalue || labels.size() > block.firstLabel)) {
      function.code.patchClose(pending.pc, label.registers);
    }
    resolve(function, index, label);
    return true;
  }
}
