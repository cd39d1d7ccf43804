package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/**
 * The labels and pending gotos of all functions under construction: a part of PUC's {@code
 * Dyndata}. A {@code break} is a goto to a label at its loop's end, with a name that no other label
 * can have.
 *
 * <p>Up to Lua 5.3 each jump out of a block closes the block's variables itself ({@link
 * BlockGotos}); in 5.4 an instruction at the label does ({@link FunctionGotos}).
 */
abstract class Gotos {

  final Lexer lexer;
  final Scopes scopes;
  final LuaString breakName;
  final List<Label> labels = new ArrayList<>();
  final List<Label> gotos = new ArrayList<>();

  Gotos(Lexer lexer, Scopes scopes) {
    this.lexer = lexer;
    this.scopes = scopes;
    this.breakName = lexer.name("break");
  }

  /** Returns those of a chunk in the lexer's version of Lua. */
  static Gotos of(Lexer lexer, Scopes scopes) {
    return lexer.level.atLeast(Level.LUA_5_4)
        ? new FunctionGotos(lexer, scopes)
        : new BlockGotos(lexer, scopes);
  }

  /**
   * Adds a goto whose label has not been seen in this function.
   *
   * @param jump the place of its jump
   */
  abstract void jumpForward(
      FunctionState function, Block block, LuaString name, int line, int jump);

  /** Adds a jump back to a label, and tells whether there is such a label. */
  abstract boolean jumpBack(FunctionState function, LuaString name);

  /**
   * Resolves the block's pending gotos to a label.
   *
   * @return whether an instruction was added that closes variables
   */
  abstract boolean resolveGotos(FunctionState function, Block block, Label label);

  /** Takes a block's variables out of scope, and resolves and hands on its gotos. */
  abstract void leave(FunctionState function, Block block);

  /** Adds a pending goto, and returns its place in the list. */
  final int addGoto(FunctionState function, LuaString name, int line, int jump) {
    gotos.add(new Label(name, line, jump, function));
    return gotos.size() - 1;
  }

  /** Fails if a function ends with a pending goto. */
  final void checkResolved(Block body) {
    if (body.firstGoto < gotos.size()) {
      throw undefined(gotos.get(body.firstGoto));
    }
  }

  /** Adds a label here, which gotos reach only after {@link #resolveGotos}. */
  final Label add(FunctionState function, LuaString name, int line) {
    CodeBuffer code = function.code;
    // Lua 5.2 may merge what sets variables to nil before a label and after it.
    int pc = lexer.level.atLeast(Level.LUA_5_3) ? code.label() : code.pc();
    Label label = new Label(name, line, pc, function);
    labels.add(label);
    return label;
  }

  /** Fails if a label from some place in the list on has this name. */
  final void checkUnused(int from, LuaString name) {
    int known = find(from, name);
    if (known >= 0) {
      String text = LuaText.excerptOfLatin1(name);
      int line = labels.get(known).line;
      throw lexer.semanticError("label '" + text + "' already defined on line " + line);
    }
  }

  /** Returns the place of a label in the list, from some place on, or -1. */
  final int find(int from, LuaString name) {
    for (int i = from; i < labels.size(); i++) {
      if (NameTable.same(labels.get(i).name, name)) {
        return i;
      }
    }
    return -1;
  }

  /** Makes a pending goto jump to its label. */
  final void resolve(FunctionState function, int index, Label label) {
    Label pending = gotos.remove(index);
    if (pending.activeVariables < label.activeVariables) {
      LuaString variable = scopes.variable(function, pending.activeVariables).name;
      throw lexer.semanticError(
          describe(pending)
              + " jumps into the scope of local '"
              + LuaText.excerptOfLatin1(variable)
              + "'");
    }
    function.code.patchList(pending.pc, label.pc);
  }

  final void forgetLabels(Block block) {
    while (labels.size() > block.firstLabel) {
      labels.remove(labels.size() - 1);
    }
  }

  private LuaError undefined(Label pending) {
    if (!isBreak(pending)) {
      String name = LuaText.excerptOfLatin1(pending.name);
      return lexer.semanticError(
          "no visible label '" + name + "' for <goto> at line " + pending.line);
    }
    return lexer.semanticError(
        lexer.level.atLeast(Level.LUA_5_4)
            ? "break outside loop at line " + pending.line
            : describe(pending) + " not inside a loop");
  }

  private String describe(Label pending) {
    String name = LuaText.excerptOfLatin1(pending.name);
    return "<" + (isBreak(pending) ? name : "goto " + name) + "> at line " + pending.line;
  }

  private boolean isBreak(Label pending) {
    return NameTable.same(pending.name, breakName);
  }
}
