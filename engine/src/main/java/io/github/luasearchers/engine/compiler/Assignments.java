package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.CurrentMeter;
import java.util.BitSet;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/**
 * Checks whether a function's code reads only registers that have been set, on every path of
 * control. The loop relies on it: a register that was never set, or that a call has cleared, is
 * null. Compilers generate no other code.
 *
 * <p>Each place that control reaches on more than one path has a {@link State}: what holds on all
 * paths known so far. Control is followed from there again until no new path makes a difference.
 */
final class Assignments {

  private static final int PAID_AT_A_TIME = 1 << 12;

  private final Prototype function;
  private final int[] code;
  private final boolean[] targets;
  private final @Nullable State[] entries;

  /** The places to follow control from, lowest first, because then few are followed again. */
  private final PriorityQueue<Integer> changed = new PriorityQueue<>();

  private State now;
  private int unpaid;

  private Assignments(Prototype function, boolean[] targets) {
    this.function = function;
    this.code = function.code;
    this.targets = targets;
    this.entries = new State[code.length];
    now = new State(function.maxstacksize);
    now.set(0, function.numparams);
  }

  /**
   * Tells whether a function sets registers before it reads them. All other checks have passed.
   *
   * @param targets the places that control reaches other than from the previous instruction
   */
  static boolean precedeUse(Prototype function, boolean[] targets) {
    Assignments assignments = new Assignments(function, targets);
    boolean sound = assignments.follow(0);
    while (sound && !assignments.changed.isEmpty()) {
      sound = assignments.followChanged();
    }
    return sound;
  }

  private boolean followChanged() {
    int pc = changed.remove();
    State entry = entries[pc];
    if (entry == null) {
      throw new IllegalStateException("control comes to " + pc + " by no way");
    }
    entry.isQueued = false;
    now = new State(entry);
    return follow(pc);
  }

  /** Follows control to a place where another path joins it. */
  private boolean follow(int from) {
    int pc = from;
    while (readsWhatIsSet(pc)) {
      int next = goOn(pc);
      if (++unpaid == PAID_AT_A_TIME) {
        CurrentMeter.charge(unpaid);
        unpaid = 0;
      }
      if (next < 0) {
        return true;
      }
      if (targets[next]) {
        join(next);
        return true;
      }
      pc = next;
    }
    return false;
  }

  /** Adds a path to a place. */
  private void join(int place) {
    State entry = entries[place];
    boolean differs = entry == null;
    if (entry == null) {
      entry = new State(now);
      entries[place] = entry;
    } else {
      differs = entry.join(now);
    }
    if (differs && !entry.isQueued) {
      entry.isQueued = true;
      changed.add(place);
    }
  }

  private int target(int pc) {
    return pc + 1 + Op.sbx(code[pc]);
  }

  // ---- what an instruction reads

  private boolean readsWhatIsSet(int pc) {
    int i = code[pc];
    int a = Op.a(i);
    int b = Op.b(i);
    int c = Op.c(i);
    if (Op.isArithmetic(Op.opcode(i))) {
      return hasOperand(b) && hasOperand(c);
    }
    return switch (Op.opcode(i)) {
      case Op.MOVE, Op.UNM, Op.NOT, Op.LEN, Op.TESTSET -> now.has(b);
      case Op.SETUPVAL, Op.TEST -> now.has(a);
      case Op.GETTABUP -> hasOperand(c);
      case Op.GETTABLE, Op.SELF -> now.has(b) && hasOperand(c);
      case Op.SETTABUP -> hasOperand(b) && hasOperand(c);
      case Op.SETTABLE -> now.has(a) && hasOperand(b) && hasOperand(c);
      case Op.EQ, Op.LT, Op.LE -> hasOperand(b) && hasOperand(c);
      case Op.CONCAT -> now.has(b, c + 1);
      case Op.CALL, Op.TAILCALL -> hasList(pc, a, a + b) && now.canForget(a);
      case Op.RETURN -> hasList(pc, a, a + b - 1);
      case Op.SETLIST -> hasList(pc, a, a + b + 1) && now.canForget(a + 1);
      case Op.FORLOOP, Op.FORPREP, Op.TFORCALL ->
          now.has(a, a + 3) && (Op.opcode(i) != Op.TFORCALL || now.canForget(a + 3));
      case Op.TFORLOOP -> now.has(a + 1);
      case Op.TBC -> now.has(a);
      case Op.TFORPREP -> now.has(a + 3);
      case Op.FORPREP_5_4 -> now.has(a, a + 3);
      case Op.TFORCALL_5_4 -> now.has(a, a + 3) && now.canForget(a + 4);
      case Op.TFORLOOP_5_4 -> now.has(a + 4);
      case Op.VARARG -> b != 0 || now.canForget(a);
      case Op.CLOSURE -> sharesWhatIsSet(a, function.p[Op.bx(i)].upvalues);
      default -> true;
    };
  }

  private boolean hasOperand(int operand) {
    return Op.isConstant(operand) || now.has(operand);
  }

  /** Tells whether a list's values are set; of an open list, those before its open end. */
  private boolean hasList(int pc, int from, int end) {
    return now.has(from, Op.b(code[pc]) == 0 ? Op.a(code[pc - 1]) : end);
  }

  /** A closure may share the variable that it is assigned to, which need not be set yet. */
  private boolean sharesWhatIsSet(int self, Upvaldesc[] upvalues) {
    for (Upvaldesc upvalue : upvalues) {
      if (upvalue.instack && upvalue.idx != self && !now.has(upvalue.idx)) {
        return false;
      }
    }
    return true;
  }

  // ---- what an instruction sets

  /**
   * Applies an instruction, and returns the place of the next one, -1 if control joins other paths.
   */
  private int goOn(int pc) {
    int i = code[pc];
    int a = Op.a(i);
    switch (Op.opcode(i)) {
      case Op.JMP, Op.FORPREP, Op.TFORPREP, Op.LOADBOOL, Op.RETURN -> {
        return goElsewhere(pc);
      }
      case Op.EQ, Op.LT, Op.LE, Op.TEST -> join(pc + 2);
      case Op.TESTSET -> {
        join(pc + 2);
        now.set(a, a + 1);
      }
      case Op.FORLOOP -> joinWith(target(pc), a + 3);
      case Op.TFORLOOP -> joinWith(target(pc), a);
      case Op.TFORLOOP_5_4 -> joinWith(target(pc), a + 2);
      case Op.FORPREP_5_4 -> {
        join(target(pc));
        now.set(a + 3, a + 4);
      }
      default -> set(i);
    }
    boolean hasExtra = Op.opcode(code[pc + 1]) == Op.EXTRAARG;
    return hasExtra ? pc + 2 : pc + 1;
  }

  private int goElsewhere(int pc) {
    int i = code[pc];
    int a = Op.a(i);
    switch (Op.opcode(i)) {
      case Op.JMP -> {
        if (a > 0) {
          now.unshare(a - 1);
        }
        join(target(pc));
      }
      case Op.FORPREP -> join(target(pc));
      case Op.TFORPREP -> {
        now.share(a + 3);
        join(target(pc));
      }
      case Op.LOADBOOL -> {
        now.set(a, a + 1);
        if (Op.c(i) == 0) {
          return pc + 1;
        }
        join(pc + 2);
      }
      default -> {}
    }
    return -1;
  }

  /** Joins a place that control reaches with one more register set. */
  private void joinWith(int place, int register) {
    boolean had = now.has(register);
    now.set(register, register + 1);
    join(place);
    if (!had) {
      now.unset(register);
    }
  }

  private void set(int i) {
    int a = Op.a(i);
    int b = Op.b(i);
    int c = Op.c(i);
    switch (Op.opcode(i)) {
      case Op.LOADNIL -> now.set(a, a + b + 1);
      case Op.SELF -> now.set(a, a + 2);
      case Op.CALL -> now.setOnly(a, c == 0 ? a : a + c - 1);
      case Op.TAILCALL -> now.setOnly(a, a); // returns as many values as there are, whatever C says
      case Op.TFORCALL -> now.setOnly(a + 3, a + 3 + c);
      case Op.TFORCALL_5_4 -> now.setOnly(a + 4, a + 4 + c);
      case Op.TBC -> now.share(a);
      case Op.SETLIST -> now.setOnly(a + 1, a + 1);
      case Op.VARARG -> {
        if (b == 0) {
          now.setOnly(a, a);
        } else {
          now.set(a, a + b - 1);
        }
      }
      case Op.CLOSURE -> {
        now.set(a, a + 1);
        now.share(function.p[Op.bx(i)].upvalues);
      }
      case Op.SETUPVAL, Op.SETTABUP, Op.SETTABLE -> {}
      default -> now.set(a, a + 1);
    }
  }

  /** What is known about the registers at a place. */
  private static final class State {

    private final int registers;

    /** The registers that have a value on all paths. */
    private final BitSet set;

    /** The registers whose variables a closure shares, or that are to be closed, on any path. */
    private final BitSet shared;

    boolean isQueued;

    State(int registers) {
      this.registers = registers;
      set = new BitSet(registers);
      shared = new BitSet();
    }

    State(State other) {
      registers = other.registers;
      set = (BitSet) other.set.clone();
      shared = (BitSet) other.shared.clone();
    }

    boolean has(int register) {
      return set.get(register);
    }

    boolean has(int from, int end) {
      return set.nextClearBit(from) >= end;
    }

    /** Tells whether a call may clear all registers from here on. */
    boolean canForget(int from) {
      return shared.nextSetBit(from) < 0;
    }

    void set(int from, int end) {
      set.set(from, end);
    }

    void unset(int register) {
      set.clear(register);
    }

    /** Sets some registers, and clears all that follow. */
    void setOnly(int from, int end) {
      set.set(from, end);
      set.clear(end, registers);
    }

    void share(Upvaldesc[] upvalues) {
      for (Upvaldesc upvalue : upvalues) {
        if (upvalue.instack) {
          shared.set(upvalue.idx);
        }
      }
    }

    void share(int register) {
      shared.set(register);
    }

    void unshare(int from) {
      shared.clear(from, registers);
    }

    /** Keeps what holds on another path too, and tells whether that is less. */
    boolean join(State other) {
      int before = set.cardinality() - shared.cardinality();
      set.and(other.set);
      shared.or(other.shared);
      return set.cardinality() - shared.cardinality() != before;
    }
  }
}
