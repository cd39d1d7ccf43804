package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.LuaText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/**
 * The blocks of all functions under construction with their local variables, labels and pending
 * gotos: PUC's {@code Dyndata}. A {@code break} is a goto to a label at its loop's end, with a name
 * that no other label can have.
 */
final class Scopes {

  private final Lexer lexer;
  private final LuaString breakName;
  private LocVars[] variables = new LocVars[32];
  private int variableCount;
  private final List<Label> labels = new ArrayList<>();
  private final List<Label> gotos = new ArrayList<>();

  Scopes(Lexer lexer) {
    this.lexer = lexer;
    this.breakName = lexer.name("break");
  }

  // ---- local variables

  /** Returns how many variables the functions under construction have declared. */
  int variableCount() {
    return variableCount;
  }

  /** Declares a variable, which is not visible yet. */
  void declare(FunctionState function, LuaString name) {
    LocVars variable = function.addVariable(name);
    function.checkVariables(variableCount + 1 - function.firstVariable);
    if (variableCount == variables.length) {
      variables = Arrays.copyOf(variables, variableCount * 2);
    }
    variables[variableCount++] = variable;
  }

  /** Makes some of the declared variables visible. */
  void activate(FunctionState function, int count) {
    for (int i = 0; i < count; i++) {
      variable(function, function.activeVariables++).startpc = function.code.pc();
    }
  }

  private void deactivate(FunctionState function, int downTo) {
    variableCount -= function.activeVariables - downTo;
    while (function.activeVariables > downTo) {
      variable(function, --function.activeVariables).endpc = function.code.pc();
    }
  }

  LocVars variable(FunctionState function, int index) {
    return variables[function.firstVariable + index];
  }

  /**
   * Finds the meaning of a name: a variable of this function or of an enclosing one, or nothing.
   */
  void find(@Nullable FunctionState function, LuaString name, ExpDesc variable) {
    find(function, name, variable, true);
  }

  private void find(
      @Nullable FunctionState function, LuaString name, ExpDesc variable, boolean used) {
    if (function == null) {
      variable.set(ExpDesc.Kind.VOID, 0);
      return;
    }
    int local = local(function, name);
    if (local >= 0) {
      variable.set(ExpDesc.Kind.LOCAL, local);
      if (!used) {
        function.markUpvalue(local);
      }
      return;
    }
    int upvalue = function.upvalue(name);
    if (upvalue < 0) {
      find(function.outer, name, variable, false);
      if (variable.kind == ExpDesc.Kind.VOID) {
        return;
      }
      upvalue = function.addUpvalue(name, variable);
    }
    variable.set(ExpDesc.Kind.UPVALUE, upvalue);
  }

  private int local(FunctionState function, LuaString name) {
    int first = function.firstVariable;
    for (int i = first + function.activeVariables - 1; i >= first; i--) {
      if (NameTable.same(variables[i].varname, name)) {
        return i - first;
      }
    }
    return -1;
  }

  // ---- blocks

  Block enter(FunctionState function, boolean isLoop) {
    Block block =
        new Block(function.block, isLoop, function.activeVariables, labels.size(), gotos.size());
    function.block = block;
    return block;
  }

  void leave(FunctionState function, Block block) {
    CodeBuffer code = function.code;
    if (block.previous != null && block.hasUpvalue) {
      int close = code.jump();
      code.patchClose(close, block.activeVariables);
      code.patchToHere(close);
    }
    if (block.isLoop) {
      addLabel(function, breakName, 0);
    }
    function.block = block.previous;
    deactivate(function, block.activeVariables);
    function.freeRegister = function.activeVariables;
    truncate(labels, block.firstLabel);
    if (block.previous != null) {
      moveGotosOut(function, block, block.previous);
    } else if (block.firstGoto < gotos.size()) {
      throw undefined(gotos.get(block.firstGoto));
    }
  }

  private static void truncate(List<Label> list, int size) {
    while (list.size() > size) {
      list.remove(list.size() - 1);
    }
  }

  // ---- labels and gotos

  /** Adds a label here, and resolves pending gotos to it. */
  Label addLabel(FunctionState function, LuaString name, int line) {
    Label label = newLabel(function, name, line);
    resolveGotos(function, label);
    return label;
  }

  /** Adds a label here, which gotos reach only after {@link #resolveGotos}. */
  Label newLabel(FunctionState function, LuaString name, int line) {
    Label label = new Label(name, line, function.code.pc(), function.activeVariables);
    labels.add(label);
    return label;
  }

  /** Fails if the block has a label of this name. */
  void checkUnused(Block block, LuaString name) {
    for (int i = block.firstLabel; i < labels.size(); i++) {
      Label label = labels.get(i);
      if (NameTable.same(label.name, name)) {
        String text = LuaText.excerptOfLatin1(name);
        throw lexer.semanticError("label '" + text + "' already defined on line " + label.line);
      }
    }
  }

  void addBreak(FunctionState function, Block block, int line, int jump) {
    addGoto(function, block, breakName, line, jump);
  }

  void addGoto(FunctionState function, Block block, LuaString name, int line, int jump) {
    gotos.add(new Label(name, line, jump, function.activeVariables));
    resolve(function, block, gotos.size() - 1);
  }

  /** Resolves the block's pending gotos to a label. */
  void resolveGotos(FunctionState function, Label label) {
    @Nullable Block block = function.block;
    int i = block == null ? 0 : block.firstGoto;
    while (i < gotos.size()) {
      if (NameTable.same(gotos.get(i).name, label.name)) {
        close(function, i, label);
      } else {
        i++;
      }
    }
  }

  /** Resolves a goto if the block has its label, and tells whether it has. */
  private boolean resolve(FunctionState function, Block block, int index) {
    Label pending = gotos.get(index);
    for (int i = block.firstLabel; i < labels.size(); i++) {
      Label label = labels.get(i);
      if (NameTable.same(label.name, pending.name)) {
        if (pending.activeVariables > label.activeVariables
            && (block.hasUpvalue || labels.size() > block.firstLabel)) {
          function.code.patchClose(pending.pc, label.activeVariables);
        }
        close(function, index, label);
        return true;
      }
    }
    return false;
  }

  private void close(FunctionState function, int index, Label label) {
    Label pending = gotos.get(index);
    if (pending.activeVariables < label.activeVariables) {
      LuaString variable = variable(function, pending.activeVariables).varname;
      throw lexer.semanticError(
          describe(pending)
              + " jumps into the scope of local '"
              + LuaText.excerptOfLatin1(variable)
              + "'");
    }
    function.code.patchList(pending.pc, label.pc);
    gotos.remove(index);
  }

  private void moveGotosOut(FunctionState function, Block block, Block outer) {
    int i = block.firstGoto;
    while (i < gotos.size()) {
      Label pending = gotos.get(i);
      if (pending.activeVariables > block.activeVariables) {
        if (block.hasUpvalue) {
          function.code.patchClose(pending.pc, block.activeVariables);
        }
        pending.activeVariables = block.activeVariables;
      }
      if (!resolve(function, outer, i)) {
        i++;
      }
    }
  }

  private LuaError undefined(Label pending) {
    if (NameTable.same(pending.name, breakName)) {
      return lexer.semanticError(describe(pending) + " not inside a loop");
    }
    String name = LuaText.excerptOfLatin1(pending.name);
    return lexer.semanticError(
        "no visible label '" + name + "' for <goto> at line " + pending.line);
  }

  private String describe(Label pending) {
    String name = LuaText.excerptOfLatin1(pending.name);
    String text = NameTable.same(pending.name, breakName) ? name : "goto " + name;
    return "<" + text + "> at line " + pending.line;
  }
}
