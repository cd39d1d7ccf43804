package io.github.luasearchers.engine.jit;

import io.github.luasearchers.engine.compiler.Op;
import java.util.BitSet;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.Lua;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/** Where control goes in a function, and which registers are in use at each instruction. */
final class Flow {

  private final Prototype p;
  private final BitSet leaders = new BitSet();
  private final BitSet shared = new BitSet();
  private final BitSet[] live;

  Flow(Prototype p) {
    this.p = p;
    live = new BitSet[p.code.length + 1];
    findShared();
    findLeaders();
    findLive();
    addVariables();
  }

  /** Tells whether another instruction than the one before leads to this one. */
  boolean isLeader(int pc) {
    return leaders.get(pc);
  }

  /** Tells whether a register has to be on the stack, since other functions may share it. */
  boolean isShared(int register) {
    return shared.get(register);
  }

  boolean hasShared() {
    return !shared.isEmpty();
  }

  /** Returns the registers whose values are needed before an instruction. */
  BitSet live(int pc) {
    return live[pc];
  }

  private void findShared() {
    for (Prototype inner : p.p) {
      for (Upvaldesc each : inner.upvalues) {
        if (each.instack) {
          shared.set(each.idx & 0xff);
        }
      }
    }
    for (int i : p.code) {
      if ((i & 0x3f) == Op.TBC) {
        shared.set(Lua.GETARG_A(i));
      } else if ((i & 0x3f) == Op.TFORPREP) {
        shared.set(Lua.GETARG_A(i) + 3);
      }
    }
  }

  // ---- control

  static int target(int[] code, int pc) {
    return pc + 1 + (code[pc] >>> 14) - Lua.MAXARG_sBx;
  }

  private void findLeaders() {
    for (int pc = 0; pc < p.code.length; pc++) {
      int[] next = successors(pc);
      for (int each : next) {
        if (each != pc + 1) {
          leaders.set(each);
        }
      }
    }
  }

  /** Returns the instructions that may follow one; a test and the jump behind it are one. */
  int[] successors(int pc) {
    int[] code = p.code;
    int i = code[pc];
    return switch (i & 0x3f) {
      case Lua.OP_LOADBOOL -> new int[] {(i & Lua.MASK_C) != 0 ? pc + 2 : pc + 1};
      case Lua.OP_LOADKX -> new int[] {pc + 2};
      case Lua.OP_SETLIST -> new int[] {(i >>> 14 & 0x1ff) == 0 ? pc + 2 : pc + 1};
      case Lua.OP_JMP, Lua.OP_FORPREP, Op.TFORPREP -> new int[] {target(code, pc)};
      case Op.FORPREP_5_4, Lua.OP_FORLOOP, Lua.OP_TFORLOOP, Op.TFORLOOP_5_4 ->
          new int[] {pc + 1, target(code, pc)};
      case Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE, Lua.OP_TEST, Lua.OP_TESTSET ->
          new int[] {pc + 2, target(code, pc + 1)};
      case Lua.OP_RETURN -> new int[0];
      default -> new int[] {pc + 1};
    };
  }

  // ---- liveness

  private void findLive() {
    for (int pc = 0; pc < live.length; pc++) {
      live[pc] = new BitSet(p.maxstacksize);
    }
    boolean changed = true;
    BitSet now = new BitSet(p.maxstacksize);
    while (changed) {
      changed = false;
      for (int pc = p.code.length - 1; pc >= 0; pc--) {
        now.clear();
        for (int each : successors(pc)) {
          now.or(live[each]);
        }
        step(pc, now);
        if (!now.equals(live[pc])) {
          live[pc].or(now);
          changed = true;
        }
      }
    }
  }

  /** Goes from the registers in use after an instruction to those in use before. */
  private void step(int pc, BitSet now) {
    int i = p.code[pc];
    int a = i >>> 6 & 0xff;
    int b = i >>> 23;
    int c = i >>> 14 & 0x1ff;
    switch (i & 0x3f) {
      case Lua.OP_MOVE, Lua.OP_UNM, Lua.OP_NOT, Lua.OP_LEN, Op.BNOT -> {
        now.clear(a);
        now.set(b);
      }
      case Lua.OP_LOADK,
          Lua.OP_LOADKX,
          Lua.OP_LOADBOOL,
          Lua.OP_GETUPVAL,
          Lua.OP_NEWTABLE,
          Lua.OP_CLOSURE ->
          now.clear(a);
      case Lua.OP_LOADNIL -> now.clear(a, a + b + 1);
      case Lua.OP_GETTABUP -> {
        now.clear(a);
        use(now, c);
      }
      case Lua.OP_GETTABLE -> {
        now.clear(a);
        now.set(b);
        use(now, c);
      }
      case Lua.OP_SELF -> {
        now.clear(a, a + 2);
        now.set(b);
        use(now, c);
      }
      case Lua.OP_SETTABUP, Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE -> {
        use(now, b);
        use(now, c);
      }
      case Lua.OP_SETTABLE -> {
        now.set(a);
        use(now, b);
        use(now, c);
      }
      case Lua.OP_SETUPVAL, Lua.OP_TEST, Op.TBC -> now.set(a);
      case Lua.OP_TESTSET -> now.set(b);
      case Lua.OP_CONCAT -> {
        now.clear(a);
        now.set(b, c + 1);
      }
      case Lua.OP_CALL -> {
        now.clear(a, p.maxstacksize + 1);
        now.set(a, b == 0 ? openFrom(pc) : a + b);
      }
      case Lua.OP_TAILCALL -> {
        now.clear();
        now.set(a, b == 0 ? openFrom(pc) : a + b);
      }
      case Lua.OP_RETURN -> now.set(a, b == 0 ? openFrom(pc) : a + b - 1);
      case Lua.OP_FORLOOP -> now.set(a, a + 3);
      case Lua.OP_FORPREP -> now.set(a, a + 3);
      case Op.FORPREP_5_4 -> {
        now.clear(a + 3);
        now.set(a, a + 3);
      }
      case Lua.OP_TFORCALL -> {
        now.clear(a + 3, a + 3 + c);
        now.set(a, a + 3);
      }
      case Op.TFORCALL_5_4 -> {
        now.clear(a + 4, a + 4 + c);
        now.set(a, a + 3);
      }
      case Lua.OP_TFORLOOP -> now.set(a + 1);
      case Op.TFORLOOP_5_4 -> now.set(a + 4);
      case Op.TFORPREP -> now.set(a, a + 4);
      case Lua.OP_SETLIST -> {
        now.clear(a + 1, p.maxstacksize + 1);
        now.set(a, b == 0 ? openFrom(pc) : a + b + 1);
      }
      case Lua.OP_VARARG -> {
        if (b != 0) {
          now.clear(a, a + b - 1);
        }
      }
      case Lua.OP_JMP -> {}
      default -> {
        if (isBinary(i & 0x3f)) {
          now.clear(a);
          use(now, b);
          use(now, c);
        } else {
          throw new Untranslatable("an instruction " + (i & 0x3f));
        }
      }
    }
  }

  static boolean isBinary(int opcode) {
    return opcode >= Lua.OP_ADD && opcode <= Lua.OP_POW || opcode >= Op.IDIV && opcode <= Op.SHR;
  }

  private static void use(BitSet now, int rk) {
    if (rk <= 0xff) {
      now.set(rk);
    }
  }

  /** Returns the register from which on the stack is in use by an open list at an instruction. */
  int endAt(int pc) {
    int i = p.code[pc];
    boolean takesList =
        switch (i & 0x3f) {
          case Lua.OP_CALL, Lua.OP_TAILCALL, Lua.OP_RETURN, Lua.OP_SETLIST -> i >>> 23 == 0;
          default -> false;
        };
    return takesList ? openFrom(pc) : p.maxstacksize;
  }

  /** Returns the register from which on the instruction before has put an open list of values. */
  int openFrom(int pc) {
    int before = pc == 0 ? 0 : p.code[pc - 1];
    boolean open =
        switch (before & 0x3f) {
          case Lua.OP_CALL -> (before >>> 14 & 0x1ff) == 0;
          case Lua.OP_TAILCALL -> true;
          case Lua.OP_VARARG -> before >>> 23 == 0;
          default -> false;
        };
    int from = before >>> 6 & 0xff;
    if (!open || from < (p.code[pc] >>> 6 & 0xff)) {
      throw new Untranslatable("an open list of values that nobody has made");
    }
    return from;
  }

  /** Variables stay for debuggers as long as they have a name. */
  private void addVariables() {
    for (int pc = 0; pc < p.code.length; pc++) {
      int count = 0;
      for (LocVars each : p.locvars) {
        count += each.startpc <= pc && pc < each.endpc ? 1 : 0;
      }
      live[pc].set(0, count);
    }
  }
}
