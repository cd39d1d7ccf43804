package io.github.luasearchers.engine.jit;

import io.github.luasearchers.engine.vm.Profile;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Prototype;

/**
 * What to do with instructions that were not executed while the function was watched. Branches are
 * translated for any operands, since to come to one of them soon is likely. Not so loops, which
 * would run slowly for long, and nothing where the function is large.
 */
final class Unseen {

  /** The most instructions of a function that is translated whole. */
  private static final int MOST = 180;

  private final @Nullable Profile profile;
  private final Flow flow;
  private final BitSet left = new BitSet();

  Unseen(Prototype p, Flow flow, @Nullable Profile profile) {
    this.profile = profile;
    this.flow = flow;
    if (profile == null) {
      return;
    }
    if (p.code.length > MOST) {
      left.set(0, p.code.length);
      return;
    }
    for (int pc = 0; pc < p.code.length; pc++) {
      for (int next : flow.successors(pc)) {
        if (next <= pc && !isLoopSeen(next, pc)) {
          left.set(next, pc + 1);
        }
      }
    }
  }

  private boolean isLoopSeen(int from, int to) {
    for (int pc = from; pc <= to; pc++) {
      if (profile == null || profile.isSeen(pc)) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether an instruction that was not executed is to be translated. */
  boolean isTranslated(int pc) {
    return !left.get(pc);
  }

  /** Tells whether the instruction before, if there is one, was executed. */
  boolean isFirst(int pc) {
    return profile != null && (pc == 0 || flow.isLeader(pc) || profile.isSeen(pc - 1));
  }
}
