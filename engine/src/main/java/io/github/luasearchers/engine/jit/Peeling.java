package io.github.luasearchers.engine.jit;

import static io.github.luasearchers.engine.jit.Registers.REF;

import io.github.luasearchers.engine.compiler.Op;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.Prototype;

/**
 * Loops whose first round is translated apart from the others: it begins with integers that become
 * floats ({@code local sum = 0}), which the others have as such. Of loops in each other only the
 * inner one is.
 */
final class Peeling {

  private final Prototype p;
  private final Flow flow;

  /** The instructions of such loops. */
  private final BitSet inside = new BitSet();

  /** Their first instructions. */
  private final BitSet heads = new BitSet();

  Peeling(Prototype p, Flow flow) {
    this.p = p;
    this.flow = flow;
  }

  boolean isEmpty() {
    return heads.isEmpty();
  }

  /** Tells whether an instruction is part of a loop that is peeled. */
  boolean contains(int pc) {
    return inside.get(pc);
  }

  /** Tells whether an instruction begins another round of a loop that is peeled. */
  boolean isPeeled(int from, int target) {
    return target <= from && heads.get(target);
  }

  /**
   * Decides whether further rounds of a loop are apart from the first.
   *
   * @param there the forms with which the loop begins, null if that is not known yet
   * @param forms the forms at the end of a round
   */
  boolean peels(int from, int target, byte @Nullable [] there, byte[] forms) {
    if (target > from || heads.get(target)) {
      return isPeeled(from, target);
    }
    if (there == null || !differ(target, there, forms)) {
      return false;
    }
    int end = end(target);
    int next = inside.nextSetBit(target);
    if (next >= 0 && next <= end || inside.get(target)) {
      return false;
    }
    heads.set(target);
    inside.set(target, end + 1);
    return true;
  }

  /** Tells whether a register in use would become a reference only because two kinds meet. */
  private boolean differ(int target, byte[] there, byte[] forms) {
    BitSet live = flow.live(target);
    for (int r = live.nextSetBit(0); r >= 0 && r < forms.length; r = live.nextSetBit(r + 1)) {
      int either = there[r] | forms[r];
      if (there[r] != 0 && forms[r] != 0 && (there[r] & forms[r]) == 0 && (either & REF) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the last instruction that jumps back to the first one of a loop. */
  private int end(int head) {
    int end = head;
    for (int pc = head; pc < p.code.length; pc++) {
      switch (Lua.GET_OPCODE(p.code[pc])) {
        case Lua.OP_JMP, Lua.OP_FORLOOP, Lua.OP_TFORLOOP, Op.TFORLOOP_5_4 -> {
          if (Flow.target(p.code, pc) == head) {
            end = pc;
          }
        }
        default -> {}
      }
    }
    return end;
  }
}
