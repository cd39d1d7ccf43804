package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.compiler.Op;
import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.LuaFloat;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * The loop that executes code: PUC's lvm.c.
 *
 * <p>{@link #run} has short cuts for what is common. It reads opcodes and operands through two
 * references to the same array, which the JVM's compiler takes for two arrays: otherwise it would
 * hoist what several instructions compute alike, and compute it before each instruction. All else
 * is left to methods that may push a frame; the loop then loads whatever frame is on top, another
 * or its own. Before it calls such a method it saves the program counter in the frame, where errors
 * look for the line.
 *
 * <p>A stack slot that holds no value in use is null; no code reads it.
 */
final class Interpreter {

  /** The most elements that a table constructor reserves room for. */
  static final int MAX_PRESIZE = 1 << 16;

  private Interpreter() {}

  /**
   * Executes the closure on top, and the functions it calls, until the frame on top is not a
   * closure's or the call that began this loop has ended.
   */
  @SuppressWarnings({"ReferenceEquality", "StatementSwitchToExpressionSwitch"})
  static void run(LuaRuntime lua, Coroutine running, CallInfo top, boolean mayEnter) {
    Coroutine thread = running;
    CallInfo ci = top;
    LuaValue[] stack = thread.stack;
    Closure self = (Closure) stack[ci.func];
    boolean fresh = mayEnter; // else compiled code has just left the frame on top where it is
    frame:
    while (true) {
      int base = ci.base;
      int pc = ci.pc;
      int[] opcodes = self.code;
      int[] code = self.p.code;
      LuaValue[] k = self.p.k;
      boolean hooked = thread.hook != null;
      if (self.unit.isWarm && !hooked) {
        CompiledCode compiled = fresh ? lua.compiled(thread, ci) : null;
        if (compiled != null) {
          CallInfo entered = ci;
          int end = Stubs.enter(lua, thread, ci, self, compiled);
          if (end == Stubs.ENDED) {
            return;
          }
          thread = lua.thread();
          ci = thread.ci;
          fresh = end == Stubs.RETURNED || ci != entered;
          if ((ci.status & CallInfo.LUA) == 0) {
            return;
          }
          stack = thread.stack;
          self = (Closure) stack[ci.func];
          continue;
        }
        hooked = self.unit.profiling;
      }
      fresh = true;
      if (pc == 0) {
        if ((lua.slice -= code.length) < 0) {
          if (lua.calls.mustUnwind()) {
            lua.slice += code.length;
            return;
          }
          lua.checkpoint();
          stack = thread.renew();
          hooked = lua.isHot(thread, self);
        }
      }
      reload:
      while (true) {
        if (hooked) {
          ci.pc = pc + 1;
          lua.hooks.instruction(thread, ci);
          stack = thread.stack;
          hooked = thread.hook != null || self.unit.profiling;
        }
        int i;
        int a;
        // The JVM's first compiler makes a chain of comparisons of a switch, and counts each of its
        // cases while it collects a profile: five short switches take it less time than one of 52.
        int op = opcodes[pc] & 0x3f;
        if (op <= Lua.OP_SELF) {
          switch (op) {
            case Lua.OP_MOVE:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              stack[a] = stack[base + (i >>> 23)];
              continue;
            case Lua.OP_LOADK:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              stack[a] = k[i >>> 14];
              continue;
            case Lua.OP_LOADKX:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              stack[a] = k[code[pc++] >>> 6];
              continue;
            case Lua.OP_LOADBOOL:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              stack[a] = (i >>> 23) != 0 ? LuaValue.TRUE : LuaValue.FALSE;
              if ((i & Lua.MASK_C) != 0) {
                pc++;
              }
              continue;
            case Lua.OP_LOADNIL:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              for (int last = a + (i >>> 23); a <= last; a++) {
                stack[a] = LuaValue.NIL;
              }
              continue;
            case Lua.OP_GETUPVAL:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              stack[a] = self.upvalues[i >>> 23].get();
              continue;
            case Lua.OP_SETUPVAL:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              self.upvalues[i >>> 23].set(stack[a]);
              continue;
            // one copy of the lookup for three instructions, which the JVM's compiler inlines
            // completely
            case Lua.OP_GETTABUP:
            case Lua.OP_GETTABLE:
            case Lua.OP_SELF:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int b = i >>> 23;
                int c = (i >>> 14) & 0x1ff;
                LuaValue key = c > 0xff ? k[c & 0xff] : stack[base + c];
                LuaValue table;
                if ((i & 0x3f) == Lua.OP_GETTABUP) {
                  table = self.upvalues[b].get();
                } else {
                  table = stack[base + b];
                  if ((i & 0x3f) == Lua.OP_SELF) {
                    stack[a + 1] = table;
                  }
                }
                LuaValue value = get(table, key);
                if (value == null) {
                  ci.pc = pc;
                  value = lua.metamethods.index(table, key, i);
                  if (value == null) {
                    break reload;
                  }
                }
                stack[a] = value;
                continue;
              }
            case Lua.OP_SETTABUP:
            case Lua.OP_SETTABLE:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int b = i >>> 23;
                int c = (i >>> 14) & 0x1ff;
                LuaValue key = b > 0xff ? k[b & 0xff] : stack[base + b];
                LuaValue value = c > 0xff ? k[c & 0xff] : stack[base + c];
                LuaValue table =
                    (i & 0x3f) == Lua.OP_SETTABLE ? stack[a] : self.upvalues[a - base].get();
                if (!set(table, key, value)) {
                  ci.pc = pc;
                  lua.metamethods.setIndex(table, key, value, i);
                  break reload;
                }
                continue;
              }
            case Lua.OP_NEWTABLE:
            default:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              stack[a] = table(lua, ci, pc, i);
              continue;
          }
        } else if (op <= Lua.OP_CONCAT) {
          switch (op) {
            case Lua.OP_ADD:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int b = i >>> 23;
                int c = (i >>> 14) & 0x1ff;
                LuaValue x = b > 0xff ? k[b & 0xff] : stack[base + b];
                LuaValue y = c > 0xff ? k[c & 0xff] : stack[base + c];
                LuaValue result = Arithmetic.add(x, y);
                if (result == null) {
                  ci.pc = pc;
                  result = lua.metamethods.arithmetic(Arithmetic.ADD, x, y, true);
                  if (result == null) {
                    break reload;
                  }
                }
                stack[a] = result;
                continue;
              }
            case Lua.OP_SUB:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int b = i >>> 23;
                int c = (i >>> 14) & 0x1ff;
                LuaValue x = b > 0xff ? k[b & 0xff] : stack[base + b];
                LuaValue y = c > 0xff ? k[c & 0xff] : stack[base + c];
                LuaValue result = Arithmetic.sub(x, y);
                if (result == null) {
                  ci.pc = pc;
                  result = lua.metamethods.arithmetic(Arithmetic.SUB, x, y, true);
                  if (result == null) {
                    break reload;
                  }
                }
                stack[a] = result;
                continue;
              }
            case Lua.OP_MUL:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int b = i >>> 23;
                int c = (i >>> 14) & 0x1ff;
                LuaValue x = b > 0xff ? k[b & 0xff] : stack[base + b];
                LuaValue y = c > 0xff ? k[c & 0xff] : stack[base + c];
                LuaValue result = Arithmetic.mul(x, y);
                if (result == null) {
                  ci.pc = pc;
                  result = lua.metamethods.arithmetic(Arithmetic.MUL, x, y, true);
                  if (result == null) {
                    break reload;
                  }
                }
                stack[a] = result;
                continue;
              }
            case Lua.OP_DIV:
            case Lua.OP_MOD:
            case Lua.OP_POW:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int b = i >>> 23;
                int c = (i >>> 14) & 0x1ff;
                LuaValue x = b > 0xff ? k[b & 0xff] : stack[base + b];
                LuaValue y = c > 0xff ? k[c & 0xff] : stack[base + c];
                int operation = Metamethods.operation(i & 0x3f);
                LuaValue result = Arithmetic.divide(operation, x, y, lua.level);
                if (result == null) {
                  ci.pc = pc;
                  result = lua.metamethods.arithmetic(operation, x, y, true);
                  if (result == null) {
                    break reload;
                  }
                }
                stack[a] = result;
                continue;
              }
            case Lua.OP_UNM:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                LuaValue x = stack[base + (i >>> 23)];
                LuaValue result = Arithmetic.unm(x);
                if (result == null) {
                  ci.pc = pc;
                  result = lua.metamethods.arithmetic(Arithmetic.UNM, x, x, true);
                  if (result == null) {
                    break reload;
                  }
                }
                stack[a] = result;
                continue;
              }
            case Lua.OP_NOT:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              stack[a] = isTrue(stack[base + (i >>> 23)]) ? LuaValue.FALSE : LuaValue.TRUE;
              continue;
            case Lua.OP_LEN:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                LuaValue result = lengthOf(stack[base + (i >>> 23)]);
                if (result == null) {
                  ci.pc = pc;
                  int b = i >>> 23;
                  result = lua.metamethods.length(stack[base + b], b, true);
                  if (result == null) {
                    break reload;
                  }
                }
                stack[a] = result;
                continue;
              }
            case Lua.OP_CONCAT:
            default:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                ci.pc = pc;
                LuaValue result =
                    lua.metamethods.concat(thread, base + (i >>> 23), base + ((i >>> 14) & 0x1ff));
                if (result == null) {
                  break reload;
                }
                stack[a] = result;
                continue;
              }
          }
        } else if (op <= Lua.OP_TESTSET) {
          switch (op) {
            case Lua.OP_JMP:
              i = code[pc++];
              break;
            case Lua.OP_EQ:
              {
                i = code[pc++];
                int b = i >>> 23;
                int c = (i >>> 14) & 0x1ff;
                LuaValue x = b > 0xff ? k[b & 0xff] : stack[base + b];
                LuaValue y = c > 0xff ? k[c & 0xff] : stack[base + c];
                boolean holds;
                if (x == y && !(x instanceof LuaFloat)) {
                  holds = true;
                } else {
                  ci.pc = pc;
                  LuaValue result = lua.metamethods.equal(x, y, true);
                  if (result == null) {
                    break reload;
                  }
                  holds = result == LuaValue.TRUE;
                }
                if (holds != ((i & Lua.MASK_A) != 0)) {
                  pc++;
                  continue;
                }
                i = code[pc++];
                break;
              }
            case Lua.OP_LT:
            case Lua.OP_LE:
              {
                i = code[pc++];
                boolean orEqual = (i & 0x3f) == Lua.OP_LE;
                int b = i >>> 23;
                int c = (i >>> 14) & 0x1ff;
                LuaValue x = b > 0xff ? k[b & 0xff] : stack[base + b];
                LuaValue y = c > 0xff ? k[c & 0xff] : stack[base + c];
                boolean holds;
                if (x instanceof LuaInteger m && y instanceof LuaInteger n) {
                  holds = orEqual ? m.v <= n.v : m.v < n.v;
                } else if (x instanceof LuaFloat m && y instanceof LuaFloat n) {
                  holds = orEqual ? m.v <= n.v : m.v < n.v;
                } else {
                  ci.pc = pc;
                  LuaValue result = lua.metamethods.less(x, y, orEqual, true);
                  if (result == null) {
                    break reload;
                  }
                  holds = result == LuaValue.TRUE;
                }
                if (holds != ((i & Lua.MASK_A) != 0)) {
                  pc++;
                  continue;
                }
                i = code[pc++];
                break;
              }
            case Lua.OP_TEST:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              if (isTrue(stack[a]) != ((i & Lua.MASK_C) != 0)) {
                pc++;
                continue;
              }
              i = code[pc++];
              break;
            case Lua.OP_TESTSET:
            default:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                LuaValue value = stack[base + (i >>> 23)];
                if (isTrue(value) != ((i & Lua.MASK_C) != 0)) {
                  pc++;
                  continue;
                }
                stack[a] = value;
                i = code[pc++];
                break;
              }
          }
        } else if (op <= Lua.OP_RETURN) {
          switch (op) {
            case Lua.OP_CALL:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int b = i >>> 23;
                int count = (b != 0 ? a + b : thread.top) - a - 1;
                int wanted = ((i >>> 14) & 0x1ff) - 1;
                ci.pc = pc;
                if (!hooked && stack[a] instanceof Closure function) {
                  ci = Calls.enter(thread, function, a, count, wanted, CallInfo.LUA);
                  self = function;
                  stack = thread.stack;
                  continue frame;
                }
                lua.calls.call(thread, a, count, wanted, 0);
                if (thread.ci != ci) {
                  break reload;
                }
                stack = thread.stack;
                hooked = thread.hook != null || self.unit.profiling;
                continue;
              }
            case Lua.OP_TAILCALL:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int b = i >>> 23;
                int count = (b != 0 ? a + b : thread.top) - a - 1;
                ci.pc = pc;
                lua.calls.replace(thread, ci, a, count);
                break reload;
              }
            case Lua.OP_RETURN:
            default:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int b = i >>> 23;
                int count = b != 0 ? b - 1 : thread.top - a;
                if (thread.open != null && thread.closeUpvalues(base)) {
                  ci.pc = pc;
                  lua.closing.interrupt(thread, ci, a + count);
                  break reload;
                }
                if (hooked) {
                  ci.pc = pc;
                  lua.hooks.returns(thread);
                }
                if ((ci.status & CallInfo.SPECIAL) == 0) {
                  leave(thread, ci, a, count);
                  ci = ci.previous;
                  self = (Closure) stack[ci.func];
                  continue frame;
                }
                if ((ci.status & CallInfo.FRESH) != 0) {
                  lua.calls.end(thread, ci, a, count);
                  return;
                }
                if (!returned(lua, thread, ci, a, count)) {
                  return;
                }
                break reload;
              }
          }
        } else if (op == Lua.OP_FORLOOP) {
          {
            i = code[pc++];
            a = base + ((i >>> 6) & 0xff);
            LuaValue index = stack[a];
            LuaValue limit = stack[a + 1];
            LuaValue step = stack[a + 2];
            if (index instanceof LuaInteger from
                && step instanceof LuaInteger by
                && limit instanceof LuaInteger to) {
              long next = (long) from.v + by.v;
              if (by.v > 0 ? next > to.v : next < to.v) {
                continue;
              }
              index = LuaInteger.valueOf((int) next);
            } else {
              index = ForLoop.next(lua, index, limit, step);
              if (index == null) {
                continue;
              }
            }
            stack[a] = index;
            stack[a + 3] = index;
          }
        } else {
          switch (op) {
            case Lua.OP_FORPREP:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              ci.pc = pc;
              ForLoop.prepare(lua, stack, a);
              pc += (i >>> 14) - Lua.MAXARG_sBx;
              continue;
            case Lua.OP_TFORCALL:
            case Op.TFORCALL_5_4:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff) + ((i & 0x3f) == Lua.OP_TFORCALL ? 3 : 4);
              copyCall(stack, base + ((i >>> 6) & 0xff), a);
              ci.pc = pc;
              lua.calls.call(thread, a, 2, (i >>> 14) & 0x1ff, 0);
              if (thread.ci != ci) {
                break reload;
              }
              stack = thread.stack;
              hooked = thread.hook != null || self.unit.profiling;
              continue;
            case Lua.OP_TFORLOOP:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              if (stack[a + 1] == LuaValue.NIL) {
                continue;
              }
              stack[a] = stack[a + 1];
              break;
            case Lua.OP_SETLIST:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int block = (i >>> 14) & 0x1ff;
                if (block == 0) {
                  block = code[pc++] >>> 6;
                }
                setList(thread, ci, a, i >>> 23, block);
                continue;
              }
            case Lua.OP_CLOSURE:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              stack[a] = self.inner(thread, i >>> 14, base);
              continue;
            case Lua.OP_VARARG:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              variable(thread, ci, self.p, a, (i >>> 23) - 1);
              stack = thread.stack;
              continue;
            case Op.IDIV:
            case Op.BAND:
            case Op.BOR:
            case Op.BXOR:
            case Op.SHL:
            case Op.SHR:
            case Op.BNOT:
              {
                i = code[pc++];
                a = base + ((i >>> 6) & 0xff);
                int b = i >>> 23;
                int c = (i >>> 14) & 0x1ff;
                LuaValue x = b > 0xff ? k[b & 0xff] : stack[base + b];
                LuaValue y = c > 0xff ? k[c & 0xff] : stack[base + c];
                int operation = Metamethods.operation(i & 0x3f);
                LuaValue result =
                    op == Op.IDIV
                        ? Arithmetic.divide(operation, x, y, lua.level)
                        : Arithmetic.bitwise(operation, x, y);
                if (result == null) {
                  ci.pc = pc;
                  result = lua.metamethods.arithmetic(operation, x, y, true);
                  if (result == null) {
                    break reload;
                  }
                }
                stack[a] = result;
                continue;
              }
            case Op.FORPREP_5_4:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              ci.pc = pc;
              if (!ForLoop.begin(lua, stack, a)) {
                pc += (i >>> 14) - Lua.MAXARG_sBx;
              }
              continue;
            case Op.TBC:
            case Op.TFORPREP:
              i = code[pc++];
              ci.pc = pc;
              if ((i & 0x3f) == Op.TBC) {
                lua.closing.mark(thread, ci, base + ((i >>> 6) & 0xff));
              } else {
                lua.closing.mark(thread, ci, base + ((i >>> 6) & 0xff) + 3);
                pc += (i >>> 14) - Lua.MAXARG_sBx;
              }
              continue;
            case Op.TFORLOOP_5_4:
              i = code[pc++];
              a = base + ((i >>> 6) & 0xff);
              if (stack[a + 4] == LuaValue.NIL) {
                continue;
              }
              stack[a + 2] = stack[a + 4];
              break;
            default:
              throw new IllegalStateException("no such instruction: " + op);
          }
        }

        // i holds a jump: the instruction itself, the one after a test, or a loop's
        if ((i & Lua.MASK_A) != 0
            && (i & 0x3f) == Lua.OP_JMP
            && thread.closeUpvalues(base + ((i >>> 6) & 0xff) - 1)) {
          ci.pc = pc;
          lua.closing.interrupt(thread, ci, 0);
          break;
        }
        int offset = (i >>> 14) - Lua.MAXARG_sBx;
        pc += offset;
        if (offset < 0 && (lua.slice += offset) < 0) {
          if (lua.calls.mustUnwind()) {
            ci.pc = pc;
            lua.slice += pc == 0 ? code.length : 0; // which is taken again
            return;
          }
          ci.pc = pc - offset;
          lua.checkpoint();
          stack = thread.renewAt(pc);
          ci.pc = pc;
          CompiledCode compiled = lua.compiledLoop(thread, ci, self);
          if (compiled != null) {
            int end = Stubs.enter(lua, thread, ci, self, compiled);
            if (end == Stubs.ENDED) {
              return;
            }
            fresh = end == Stubs.RETURNED || lua.thread().ci != ci;
            break;
          }
          hooked = thread.hook != null || self.unit.profiling;
        }
      }
      thread = lua.thread();
      ci = thread.ci;
      if ((ci.status & CallInfo.LUA) == 0) {
        return;
      }
      stack = thread.stack;
      self = (Closure) stack[ci.func];
    }
  }

  // ---- tables

  /** Returns {@code t[key]}, null if the short cut does not apply. */
  @SuppressWarnings("ReferenceEquality") // nil is a singleton
  static @Nullable LuaValue get(LuaValue t, LuaValue key) {
    if (t instanceof Table table) {
      LuaValue value = table.own(key);
      boolean whole =
          table.isPlain()
              ? value != LuaValue.NIL || table.metatableOrNull() == null
              : value != LuaValue.NIL && table.showsOwn();
      if (whole) {
        return value;
      }
    }
    return null;
  }

  /** Sets {@code t[key]}; returns false if the short cut does not apply. */
  static boolean set(LuaValue t, LuaValue key, LuaValue value) {
    if (t instanceof Table table
        && table.metatableOrNull() == null
        && (key instanceof LuaString || key instanceof LuaInteger)
        && (table.isPlain() || table.takesAsOwn(value))) {
      table.put(key, value);
      return true;
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // nil and false are singletons
  static boolean isTrue(LuaValue value) {
    return value != LuaValue.NIL && value != LuaValue.FALSE;
  }

  /**
   * Creates a table with room for elements ({@code OP_NEWTABLE}). A compiler asks for no more than
   * its code then sets, but binary code may ask for much with one instruction.
   */
  static Table table(LuaRuntime lua, CallInfo ci, int pc, int i) {
    int elements = size(i >>> 23);
    int entries = size((i >>> 14) & 0x1ff);
    int room = elements + entries;
    if (room > Calls.LONG_LIST) {
      ci.pc = pc;
      lua.spend(room);
      lua.reserve((long) room * HeapWalk.REFERENCE);
    }
    return new Table(elements, entries);
  }

  /** Decodes a size that an instruction has as {@code eeeeexxx} ({@code luaO_fb2int}). */
  private static int size(int code) {
    if (code < 8) {
      return code;
    }
    int exponent = (code >>> 3) - 1;
    return exponent > 13 ? MAX_PRESIZE : ((code & 7) + 8) << exponent;
  }

  static @Nullable LuaValue lengthOf(LuaValue value) {
    if (value instanceof Table table && table.metatableOrNull() == null) {
      return LuaInteger.valueOf(table.rawlen());
    }
    if (value instanceof LuaString text) {
      return LuaInteger.valueOf(text.m_length);
    }
    return null;
  }

  static void setList(Coroutine thread, CallInfo ci, int a, int given, int block) {
    LuaValue[] stack = thread.stack;
    int count = given != 0 ? given : thread.top - a - 1;
    LuaTable list = stack[a].checktable();
    int last = (block - 1) * Lua.LFIELDS_PER_FLUSH;
    if (list instanceof Table table) {
      table.setAll(last, stack, a + 1, count);
    } else {
      for (int i = 1; i <= count; i++) {
        list.rawset(last + i, stack[a + i]);
      }
    }
    thread.clear(a + 1, Math.max(ci.top, a + 1 + count));
  }

  // ---- calls

  /**
   * Ends the frame of a closure.
   *
   * @return false if the loop ends with it
   */
  static boolean returned(LuaRuntime lua, Coroutine thread, CallInfo ci, int from, int count) {
    if ((ci.status & CallInfo.SPECIAL) == 0) {
      leave(thread, ci, from, count);
      return true;
    }
    if ((ci.status & CallInfo.FRESH) != 0) {
      lua.calls.end(thread, ci, from, count);
      return false;
    }
    int status = ci.status;
    if ((status & CallInfo.SPECIAL) == CallInfo.NESTED) {
      leave(thread, ci, from, count);
    } else {
      lua.calls.leave(thread, ci, from, count);
    }
    return (status & CallInfo.NESTED) == 0;
  }

  /** Ends the frame of a closure that a closure called. */
  static void leave(Coroutine thread, CallInfo ci, int from, int count) {
    LuaValue[] stack = thread.stack;
    int func = ci.func;
    int wanted = ci.wanted;
    int end = func;
    if (wanted == 1) {
      stack[end++] = count > 0 ? stack[from] : LuaValue.NIL;
    } else if (wanted == Calls.ALL) {
      if (count > Calls.LONG_LIST) {
        thread.lua.spend(count);
      }
      for (int j = 0; j < count; j++) {
        stack[end++] = stack[from + j];
      }
      thread.top = end;
    } else {
      for (int j = 0; j < wanted; j++) {
        stack[end++] = j < count ? stack[from + j] : LuaValue.NIL;
      }
    }
    int top = Math.max(ci.top, from + count);
    for (int j = end; j < top; j++) {
      stack[j] = null;
    }
    thread.ci = ci.previous;
  }

  /** Puts the variable arguments into registers ({@code OP_VARARG}). */
  static void variable(Coroutine thread, CallInfo ci, Prototype p, int a, int wanted) {
    int parameters = p.numparams;
    int from = ci.func + 1 + parameters;
    int count = ci.base - from;
    LuaValue[] stack = thread.stack;
    if (wanted < 0) {
      if (count > Calls.LONG_LIST) {
        thread.lua.spend(count);
      }
      stack = thread.room(a + count);
      thread.top = a + count;
      System.arraycopy(stack, from, stack, a, count);
      return;
    }
    for (int i = 0; i < wanted; i++) {
      stack[a + i] = i < count ? stack[from + i] : LuaValue.NIL;
    }
  }

  /** Copies the function of a generic loop and its arguments to where it is called. */
  private static void copyCall(LuaValue[] stack, int from, int to) {
    stack[to + 2] = stack[from + 2];
    stack[to + 1] = stack[from + 1];
    stack[to] = stack[from];
  }
}
