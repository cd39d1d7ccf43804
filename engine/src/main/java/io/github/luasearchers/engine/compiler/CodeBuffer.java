package io.github.luasearchers.engine.compiler;

import java.util.Arrays;
import org.luaj.vm2.LuaError;

/**
 * The instructions of a function under construction, and the lists of jumps among them: until its
 * target is known, each jump of a list holds the offset to the next one.
 */
final class CodeBuffer {

  /** The end of a list of jumps: a jump to itself. */
  static final int NO_JUMP = -1;

  private final Lexer lexer;
  private int[] code = new int[64];
  private int[] lines = new int[64];

  /** The number of instructions: where the next one will be. */
  private int pc;

  /** The last place that was found to be a jump's target. */
  private int lastTarget;

  /** The jumps to the next instruction. */
  private int pendingJumps;

  CodeBuffer(Lexer lexer) {
    this.lexer = lexer;
  }

  void clear() {
    pc = 0;
    lastTarget = 0;
    pendingJumps = NO_JUMP;
  }

  int pc() {
    return pc;
  }

  int get(int place) {
    return code[place];
  }

  void set(int place, int instruction) {
    code[place] = instruction;
  }

  int[] code() {
    return Arrays.copyOf(code, pc);
  }

  int[] lines() {
    return Arrays.copyOf(lines, pc);
  }

  /** Adds an instruction and returns its place. */
  int add(int instruction) {
    if (pendingJumps != NO_JUMP) {
      int jumps = pendingJumps;
      pendingJumps = NO_JUMP;
      patch(jumps, pc, Op.NO_REGISTER, pc);
    }
    if (pc == code.length) {
      code = Arrays.copyOf(code, pc * 2);
      lines = Arrays.copyOf(lines, pc * 2);
    }
    code[pc] = instruction;
    lines[pc] = lexer.lastLine;
    return pc++;
  }

  int abc(int op, int a, int b, int c) {
    return add(Op.abc(op, a, b, c));
  }

  /** Removes the last instruction. */
  void removeLast() {
    pc--;
  }

  /** Sets the line of the last instruction. */
  void fixLine(int line) {
    lines[pc - 1] = line;
  }

  /** Sets registers to nil, merged with the previous instruction if that does the same. */
  void loadNil(int from, int count) {
    int first = from;
    int last = from + count - 1;
    if (pc > lastTarget && pc > 0 && Op.opcode(code[pc - 1]) == Op.LOADNIL) {
      int previous = code[pc - 1];
      int previousFirst = Op.a(previous);
      int previousLast = previousFirst + Op.b(previous);
      if (previousFirst <= first && first <= previousLast + 1
          || first <= previousFirst && previousFirst <= last + 1) {
        first = Math.min(first, previousFirst);
        last = Math.max(last, previousLast);
        code[pc - 1] = Op.abc(Op.LOADNIL, first, last - first, 0);
        return;
      }
    }
    abc(Op.LOADNIL, first, last - first, 0);
  }

  // ---- jumps

  /** Adds a jump whose target is not known yet and returns its place. */
  int jump() {
    int pending = pendingJumps;
    pendingJumps = NO_JUMP;
    return concat(jumping(Op.JMP, 0), pending);
  }

  /** Adds an instruction that closes all variables from a register on: a jump to the next one. */
  void close(int register) {
    add(Op.withSbx(Op.abx(Op.JMP, register + 1, 0), 0));
  }

  /** Adds an instruction that jumps to a target not known yet and returns its place. */
  int jumping(int op, int a) {
    return add(Op.withSbx(Op.abx(op, a, 0), NO_JUMP));
  }

  /** Adds a test and its jump and returns the jump's place. */
  int conditionalJump(int op, int a, int b, int c) {
    abc(op, a, b, c);
    return jump();
  }

  /** Marks the next instruction as a jump's target and returns its place. */
  int label() {
    lastTarget = pc;
    return pc;
  }

  /** Returns the place of the test that controls a jump, or the jump's own if there is none. */
  int control(int jump) {
    return jump >= 1 && Op.isTest(code[jump - 1]) ? jump - 1 : jump;
  }

  /** Appends a list of jumps to another one and returns the whole. */
  int concat(int list, int more) {
    if (more == NO_JUMP) {
      return list;
    }
    if (list == NO_JUMP) {
      return more;
    }
    int last = list;
    for (int next = next(last); next != NO_JUMP; next = next(last)) {
      last = next;
    }
    fix(last, more);
    return list;
  }

  /** Makes all jumps of a list go to a place. */
  void patchList(int list, int target) {
    if (target == pc) {
      patchToHere(list);
    } else {
      patch(list, target, Op.NO_REGISTER, target);
    }
  }

  /** Makes all jumps of a list go to the next instruction. */
  void patchToHere(int list) {
    label();
    pendingJumps = concat(pendingJumps, list);
  }

  /** Makes all jumps of a list close the upvalues of a block. */
  void patchClose(int list, int level) {
    for (int jump = list; jump != NO_JUMP; jump = next(jump)) {
      code[jump] = Op.withA(code[jump], level + 1);
    }
  }

  /**
   * Makes all jumps of a list go to a place.
   *
   * @param valued the target of jumps whose test produces a value
   * @param register where that value is wanted
   * @param plain the target of the others
   */
  void patch(int list, int valued, int register, int plain) {
    for (int jump = list; jump != NO_JUMP; ) {
      int next = next(jump);
      fix(jump, patchTest(jump, register) ? valued : plain);
      jump = next;
    }
  }

  /** Tells whether a list has a jump whose test produces no value. */
  boolean needsValue(int list) {
    for (int jump = list; jump != NO_JUMP; jump = next(jump)) {
      if (Op.opcode(code[control(jump)]) != Op.TESTSET) {
        return true;
      }
    }
    return false;
  }

  /** Makes the tests of a list produce no value. */
  void removeValues(int list) {
    for (int jump = list; jump != NO_JUMP; jump = next(jump)) {
      patchTest(jump, Op.NO_REGISTER);
    }
  }

  private boolean patchTest(int jump, int register) {
    int place = control(jump);
    int test = code[place];
    if (Op.opcode(test) != Op.TESTSET) {
      return false;
    }
    boolean wanted = register != Op.NO_REGISTER && register != Op.b(test);
    code[place] = wanted ? Op.withA(test, register) : Op.abc(Op.TEST, Op.b(test), 0, Op.c(test));
    return true;
  }

  private int next(int jump) {
    int offset = Op.sbx(code[jump]);
    return offset == NO_JUMP ? NO_JUMP : jump + 1 + offset;
  }

  private void fix(int jump, int target) {
    int offset = target - (jump + 1);
    if (Math.abs(offset) > Op.MAX_SBX) {
      throw tooLong();
    }
    code[jump] = Op.withSbx(code[jump], offset);
  }

  private LuaError tooLong() {
    return lexer.syntaxError("control structure too long");
  }
}
