package io.github.luasearchers.engine.jit;

import static io.github.luasearchers.engine.jit.Code.C;
import static io.github.luasearchers.engine.jit.Code.F;
import static io.github.luasearchers.engine.jit.Code.FRAME;
import static io.github.luasearchers.engine.jit.Code.S;
import static io.github.luasearchers.engine.jit.Code.SELF;
import static io.github.luasearchers.engine.jit.Code.SITE;
import static io.github.luasearchers.engine.jit.Code.STUBS;
import static io.github.luasearchers.engine.jit.Code.T;
import static io.github.luasearchers.engine.jit.Code.THREAD;
import static io.github.luasearchers.engine.jit.Code.V;
import static io.github.luasearchers.engine.jit.Code.VALUE;
import static io.github.luasearchers.engine.jit.Registers.DOUBLE;
import static io.github.luasearchers.engine.jit.Registers.LONG;
import static io.github.luasearchers.engine.jit.Registers.REF;
import static org.objectweb.asm.Opcodes.*;

import io.github.luasearchers.engine.compiler.Op;
import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.vm.Heat;
import io.github.luasearchers.engine.vm.Profile;
import io.github.luasearchers.engine.vm.Unit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Translates one function, or the rest of one from the head of a loop on. */
final class Translator {

  private static final int MOST_REGISTERS = 120;
  private static final MethodVisitor NOWHERE = new MethodVisitor(ASM9) {};

  private final Prototype p;
  private final int entry;
  private final byte @Nullable [] kinds;
  private final Level level;
  private final @Nullable Profile profile;

  /** Whether to expect nothing of values: what was expected before has not lasted. */
  private final boolean wide;

  private final int parameters;
  private final Flow flow;
  private final Unseen unseen;
  private final @Nullable Peeling peeling;
  private final byte[][] states;

  /** What is added to a place of the code in the version that is being translated. */
  private int version;

  /** The instruction that is being translated, -1 before the first. */
  private int at = -1;

  private final Deque<Integer> left = new ArrayDeque<>();
  private final BitSet waiting = new BitSet();

  private ClassShell shell = new ClassShell();
  private Registers registers;
  private MethodVisitor mv = NOWHERE;
  private boolean writing;
  private Label[] labels = new Label[0];
  private final List<Late> late = new ArrayList<>();
  private int exits;

  /** Whether the function writes above its frame's base without need, so that it has to clear. */
  private boolean dirty;

  /** Code that is reached by a jump only, and follows behind the rest. */
  private static final class Late {
    final Label label;
    final byte[] forms;
    final Runnable code;

    Late(Label label, byte[] forms, Runnable code) {
      this.label = label;
      this.forms = forms;
      this.code = code;
    }
  }

  /** Returns a class, which belongs to nobody yet. */
  static Translation translate(Unit unit, int entry, byte @Nullable [] kinds, Level level) {
    Translator translator = new Translator(unit, entry, kinds, level, true);
    try {
      return translator.translate();
    } catch (Untranslatable e) {
      if (translator.peeling == null || translator.peeling.isEmpty()) {
        throw e;
      }
      return new Translator(unit, entry, kinds, level, false).translate(); // it may be too large
    }
  }

  private Translator(Unit unit, int entry, byte @Nullable [] kinds, Level level, boolean peels) {
    this.p = unit.prototype();
    this.entry = entry;
    this.kinds = kinds;
    this.level = level;
    Profile notes = unit.profile();
    this.profile = notes == null ? null : notes.copy();
    this.wide = unit.isWide();
    if (p.maxstacksize > MOST_REGISTERS) {
      throw new Untranslatable("too many registers");
    }
    this.parameters = entry == 0 && p.is_vararg == 0 ? p.numparams : 0;
    this.flow = new Flow(p);
    this.unseen = new Unseen(p, flow, profile);
    this.peeling = peels ? new Peeling(p, flow) : null;
    this.states = new byte[2 * (p.code.length + 1)][];
    this.dirty = flow.hasShared();
    this.registers = new Registers(p.maxstacksize, parameters);
  }

  private Translation translate() {
    analyse();
    shell = new ClassShell();
    registers = new Registers(p.maxstacksize, parameters);
    labels = new Label[states.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new Label();
    }
    writing = true;
    mv = shell.writer.visitMethod(ACC_STATIC, "body", ClassShell.body(parameters), null, null);
    mv.visitCode();
    beginning();
    mv.visitJumpInsn(GOTO, labels[entry]);
    for (int place = 0; place < states.length; place++) {
      if (states[place] != null) {
        block(place);
      }
    }
    for (int i = 0; i < late.size(); i++) {
      Late each = late.get(i);
      registers.forms = each.forms.clone();
      mv.visitLabel(each.label);
      each.code.run();
    }
    Label end = new Label();
    mv.visitLabel(end);
    ClassShell.end(mv);
    shell.run(parameters);
    if (entry == 0 && p.is_vararg == 0) {
      shell.calls(parameters, p.maxstacksize);
    }
    byte[] bytes = finish();
    if (end.getOffset() > ClassShell.LARGEST) {
      throw new Untranslatable("it takes " + end.getOffset() + " bytes");
    }
    return new Translation(Unit.define(bytes, shell.constants()), bytes.length);
  }

  private byte[] finish() {
    try {
      return shell.finish();
    } catch (MethodTooLargeException e) {
      throw new Untranslatable("it takes " + e.getCodeSize() + " bytes");
    }
  }

  // ---- forms

  private void analyse() {
    beginning();
    late.clear();
    while (!left.isEmpty()) {
      int place = left.remove();
      waiting.clear(place);
      block(place);
      late.clear();
    }
  }

  private void beginning() {
    registers.forms = new byte[p.maxstacksize];
    version = 0;
    at = -1;
    prologue();
    edge(entry);
  }

  /** Returns the place where an instruction is translated that comes after the present one. */
  private int place(int target) {
    if (peeling == null) {
      return target;
    }
    if (version > 0) {
      return peeling.contains(target) ? target + version : target;
    }
    boolean peels =
        writing
            ? peeling.isPeeled(at, target)
            : peeling.peels(at, target, states[target], registers.forms);
    return peels ? target + p.code.length + 1 : target;
  }

  /** Takes the forms to another place, with the conversions that it needs. */
  private void edge(int target) {
    byte[] forms = registers.forms;
    BitSet live = flow.live(target % (p.code.length + 1));
    byte[] there = states[target];
    if (!writing) {
      byte[] merged = new byte[forms.length];
      boolean changed = there == null;
      for (int r = live.nextSetBit(0); r >= 0 && r < forms.length; r = live.nextSetBit(r + 1)) {
        merged[r] = there == null ? forms[r] : Registers.meet(there[r], forms[r]);
        changed |= there == null || merged[r] != there[r];
      }
      if (changed) {
        states[target] = merged;
        if (!waiting.get(target)) {
          waiting.set(target);
          left.add(target);
        }
      }
      return;
    }
    if (there == null) {
      throw new IllegalStateException("an instruction that was not analysed");
    }
    for (int r = 0; r < there.length; r++) {
      if ((there[r] & ~forms[r] & ~REF) != 0) {
        throw new IllegalStateException("a form that is not at hand");
      }
      if ((there[r] & REF) != 0 && (forms[r] & REF) == 0) {
        box(r);
      }
    }
  }

  /** Goes on with another instruction, which is not the next to be written. */
  private void jump(int target) {
    byte[] before = registers.forms.clone();
    int place = place(target);
    edge(place);
    if (writing) {
      mv.visitJumpInsn(GOTO, labels[place]);
    }
    registers.forms = before; // what is not on this way was not converted
  }

  /** Translates instructions up to where control may come from elsewhere. */
  private void block(int first) {
    byte[] state = states[first];
    if (state == null) {
      throw new IllegalStateException("no such block");
    }
    registers.forms = state.clone();
    if (writing) {
      mv.visitLabel(labels[first]);
    }
    int length = p.code.length + 1;
    version = first >= length ? length : 0;
    int pc = first - version;
    while (true) {
      at = pc;
      int next = instruction(pc);
      if (next < 0) {
        return;
      }
      if (flow.isLeader(next) || states[place(next)] != null || next != pc + 1) {
        jump(next);
        return;
      }
      pc = next;
    }
  }

  // ---- values

  private boolean isShared(int register) {
    return flow.isShared(register);
  }

  private void frame() {
    mv.visitVarInsn(ALOAD, THREAD);
    mv.visitVarInsn(ALOAD, FRAME);
  }

  private void stub(String name, String descriptor) {
    invoke(STUBS, name, descriptor);
  }

  private void invoke(String owner, String name, String descriptor) {
    mv.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
  }

  private void push(int value) {
    if (value >= -1 && value <= 5) {
      mv.visitInsn(ICONST_0 + value);
    } else if (value == (byte) value) {
      mv.visitIntInsn(BIPUSH, value);
    } else if (value == (short) value) {
      mv.visitIntInsn(SIPUSH, value);
    } else {
      mv.visitLdcInsn(value);
    }
  }

  private void pushLong(long value) {
    if (value == 0 || value == 1) {
      mv.visitInsn(value == 0 ? LCONST_0 : LCONST_1);
    } else {
      mv.visitLdcInsn(value);
    }
  }

  /** Makes the reference of a number at hand. */
  private void box(int register) {
    byte form = registers.forms[register];
    if (form == 0) {
      throw new Untranslatable("a register without a value");
    }
    if ((form & LONG) != 0) {
      mv.visitVarInsn(LLOAD, registers.local(register, LONG));
      stub("box", "(J)" + V);
    } else {
      mv.visitVarInsn(DLOAD, registers.local(register, DOUBLE));
      stub("box", "(D)" + V);
    }
    mv.visitVarInsn(ASTORE, registers.local(register, REF));
    registers.forms[register] |= REF;
  }

  /** Pushes a register's value as a reference. */
  private void ref(int register) {
    if (isShared(register)) {
      frame();
      push(register);
      stub("load", "(" + T + F + "I)" + V);
      return;
    }
    if (!registers.has(register, REF)) {
      box(register);
    }
    mv.visitVarInsn(ALOAD, registers.local(register, REF));
  }

  private void constant(LuaValue value) {
    if (value.isnil()) {
      mv.visitFieldInsn(GETSTATIC, VALUE, "NIL", V);
    } else {
      mv.visitFieldInsn(GETSTATIC, Code.NAME, shell.constant(value), ClassShell.descriptor(value));
    }
  }

  private void operand(int rk) {
    if (rk > 0xff) {
      constant(p.k[rk & 0xff]);
    } else {
      ref(rk);
    }
  }

  /** Sets a register to the reference on the stack. */
  private void setRef(int register) {
    if (isShared(register)) {
      frame();
      push(register);
      stub("store", "(" + V + T + F + "I)V");
      return;
    }
    mv.visitVarInsn(ASTORE, registers.local(register, REF));
    registers.forms[register] = REF;
  }

  private void setNumber(int register, byte form) {
    if (isShared(register)) {
      stub("box", form == LONG ? "(J)" + V : "(D)" + V);
      setRef(register);
      return;
    }
    mv.visitVarInsn(Registers.storeOpcode(form), registers.local(register, form));
    registers.forms[register] = form;
  }

  /** Forgets the registers from one on: a call has used them. */
  private void forget(int from) {
    Arrays.fill(
        registers.forms, Math.min(from, registers.forms.length), registers.forms.length, (byte) 0);
  }

  // ---- ways back to the loop

  private enum Way {
    /** At an instruction that met something unexpected. */
    EXIT,
    /** At an instruction, for another reason. */
    AT,
    /** Behind an instruction that the loop has to finish. */
    BEHIND
  }

  /** Returns where to jump to give the frame back before an instruction. */
  private Label exit(int pc) {
    return way(Way.EXIT, pc);
  }

  private Label behind(BitSet live) {
    return behind(live, registers.count());
  }

  /**
   * Returns where to jump to give the frame back behind an instruction.
   *
   * @param end the register from which on the stack belongs to what was called
   */
  private Label behind(BitSet live, int end) {
    Label label = new Label();
    if (writing) {
      late.add(new Late(label, registers.forms.clone(), () -> leave(Way.BEHIND, 0, live, end)));
    }
    return label;
  }

  private Label way(Way way, int pc) {
    Label label = new Label();
    if (writing) {
      late.add(new Late(label, registers.forms.clone(), () -> leave(way, pc)));
    }
    return label;
  }

  private void leave(Way way, int pc) {
    leave(way, pc, flow.live(pc), flow.endAt(pc));
  }

  /** Gives the frame back. */
  private void leave(Way way, int pc, BitSet live, int end) {
    if (!writing) {
      return;
    }
    List<Integer> kept = new ArrayList<>();
    BitSet free = new BitSet();
    free.set(0, Math.min(end, registers.count()));
    StringBuilder descriptor = new StringBuilder("(").append(T).append(F).append(C);
    frame();
    mv.visitVarInsn(ALOAD, SELF);
    int size = Code.FIRST_LOCAL;
    for (int r = 0; r < registers.count(); r++) {
      byte forms = registers.forms[r];
      if (isShared(r) || live.get(r)) {
        free.clear(r);
      }
      if (forms == 0 || isShared(r) || !live.get(r)) {
        continue;
      }
      byte form = Registers.simplest(forms);
      kept.add(r);
      mv.visitVarInsn(Registers.loadOpcode(form), registers.local(r, form));
      descriptor.append(form == REF ? V : form == LONG ? "J" : "D");
      size += form == REF ? 1 : 2;
    }
    if (size > 250) {
      throw new Untranslatable("too many values to give back");
    }
    descriptor.append(')').append(V);
    String name = "x" + exits++;
    mv.visitMethodInsn(INVOKESTATIC, Code.NAME, name, descriptor.toString(), false);
    mv.visitInsn(ARETURN);
    writeLeave(name, descriptor.toString(), kept, free, way, pc);
  }

  private void writeLeave(
      String name, String descriptor, List<Integer> kept, BitSet free, Way way, int pc) {
    byte[] forms = registers.forms;
    MethodVisitor out =
        shell.writer.visitMethod(ACC_PRIVATE | ACC_STATIC, name, descriptor, null, null);
    out.visitCode();
    int local = Code.FIRST_LOCAL;
    for (int r : kept) {
      byte form = Registers.simplest(forms[r]);
      out.visitVarInsn(Registers.loadOpcode(form), local);
      local += form == REF ? 1 : 2;
      if (form != REF) {
        out.visitMethodInsn(
            INVOKESTATIC, STUBS, "box", form == LONG ? "(J)" + V : "(D)" + V, false);
      }
      out.visitVarInsn(ALOAD, 0);
      out.visitVarInsn(ALOAD, 1);
      out.visitLdcInsn(r);
      out.visitMethodInsn(INVOKESTATIC, STUBS, "store", "(" + V + T + F + "I)V", false);
    }
    long[] unused = Arrays.copyOf(free.toLongArray(), 2); // there are fewer registers than bits
    out.visitVarInsn(ALOAD, 0);
    out.visitVarInsn(ALOAD, 1);
    out.visitLdcInsn(unused[0]);
    out.visitLdcInsn(unused[1]);
    out.visitMethodInsn(INVOKESTATIC, STUBS, "forget", "(" + T + F + "JJ)V", false);
    if (way == Way.EXIT) {
      out.visitVarInsn(ALOAD, 0);
      out.visitVarInsn(ALOAD, 1);
      out.visitLdcInsn(pc);
      out.visitVarInsn(ALOAD, 2);
      out.visitMethodInsn(INVOKESTATIC, STUBS, "exit", "(" + T + F + "I" + C + ")" + V, false);
    } else if (way == Way.AT) {
      out.visitVarInsn(ALOAD, 0);
      out.visitVarInsn(ALOAD, 1);
      out.visitLdcInsn(pc);
      out.visitVarInsn(ALOAD, 2);
      out.visitMethodInsn(INVOKESTATIC, STUBS, "giveBack", "(" + T + F + "I" + C + ")" + V, false);
    } else {
      out.visitVarInsn(ALOAD, 1);
      out.visitVarInsn(ALOAD, 2);
      out.visitMethodInsn(INVOKESTATIC, STUBS, "giveBack", "(" + F + C + ")" + V, false);
    }
    out.visitInsn(ARETURN);
    ClassShell.end(out);
  }

  /** Returns the registers in use behind an instruction, without those that it sets. */
  private BitSet liveBehind(int pc, int from, int to) {
    BitSet live = (BitSet) flow.live(pc + 1).clone();
    if (from < to) {
      live.clear(from, to);
    }
    return live;
  }

  /** Sets a register to the reference on the stack, or leaves if that is null. */
  private void setOrLeave(int pc, int register) {
    int temporary = registers.temporary(1);
    mv.visitVarInsn(ASTORE, temporary);
    mv.visitVarInsn(ALOAD, temporary);
    int i = p.code[pc];
    // a concatenation goes on with the operands that it has not come to
    int end = (i & 0x3f) == Lua.OP_CONCAT ? i >>> 23 : registers.count();
    mv.visitJumpInsn(IFNULL, behind(liveBehind(pc, register, register + 1), end));
    mv.visitVarInsn(ALOAD, temporary);
    setRef(register);
  }

  private void leaveIfTrue(int pc) {
    mv.visitJumpInsn(IFNE, behind(flow.live(pc + 1)));
  }

  // ---- the beginning

  private void prologue() {
    if (entry == 0) {
      begin();
    } else {
      enterLoop();
    }
  }

  private void begin() {
    int count = p.numparams;
    for (int r = 0; r < count; r++) {
      if (parameters > 0) {
        if (isShared(r)) {
          mv.visitVarInsn(ALOAD, Code.FIRST_LOCAL + r);
          setRef(r);
        } else {
          registers.forms[r] = REF;
        }
      } else {
        fromStack(r);
      }
    }
    frame();
    push(0);
    push(p.code.length);
    stub("poll", "(" + T + F + "II)Z");
    mv.visitJumpInsn(IFNE, way(Way.AT, 0));
    for (int r = 0; r < count; r++) {
      if (!isShared(r) && profile != null && !wide) {
        int kind = profile.parameter(r);
        if (kind == Profile.INTEGER || kind == Profile.FLOAT) {
          unbox(r, kind == Profile.INTEGER ? LONG : DOUBLE, 0);
        }
      }
    }
  }

  /** Takes a register from Lua's stack. */
  private void fromStack(int register) {
    if (!isShared(register)) {
      frame();
      push(register);
      stub("load", "(" + T + F + "I)" + V);
      setRef(register);
    }
  }

  private void enterLoop() {
    BitSet live = flow.live(entry);
    if (kinds == null) {
      throw new IllegalStateException("nothing is known of the registers");
    }
    for (int r = live.nextSetBit(0); r >= 0 && r < kinds.length; r = live.nextSetBit(r + 1)) {
      if (isShared(r) || kinds[r] == 0) {
        continue;
      }
      fromStack(r);
    }
    for (int r = live.nextSetBit(0); r >= 0 && r < kinds.length; r = live.nextSetBit(r + 1)) {
      boolean number = kinds[r] == Profile.INTEGER || kinds[r] == Profile.FLOAT;
      if (number && !wide && !isShared(r)) {
        byte form = kinds[r] == Profile.INTEGER ? LONG : DOUBLE;
        unbox(r, form, entry);
        registers.forms[r] = form;
      }
    }
  }

  /** Makes a number at hand that a register has as a reference, or leaves if it is no such. */
  private void unbox(int register, byte form, int pc) {
    int local = registers.local(register, REF);
    guard(local, form, pc);
    mv.visitVarInsn(ALOAD, local);
    number(form);
    mv.visitVarInsn(Registers.storeOpcode(form), registers.local(register, form));
    registers.forms[register] |= form;
  }

  private static final String INTEGER_CLASS = "org/luaj/vm2/LuaInteger";
  private static final String INTEGERS = Type.getInternalName(Integers.class);
  private static final String NUMBERS =
      Type.getInternalName(io.github.luasearchers.engine.value.Numbers.class);
  private static final String FLOAT_CLASS = Type.getInternalName(LuaFloat.class);

  private void guard(int local, byte form, int pc) {
    mv.visitVarInsn(ALOAD, local);
    if (form == DOUBLE) {
      mv.visitTypeInsn(INSTANCEOF, FLOAT_CLASS);
    } else if (level.hasIntegers()) {
      invoke(INTEGERS, "isInteger", "(" + V + ")Z");
    } else {
      mv.visitTypeInsn(INSTANCEOF, INTEGER_CLASS);
    }
    mv.visitJumpInsn(IFEQ, exit(pc));
  }

  private void number(byte form) {
    if (form == DOUBLE) {
      mv.visitTypeInsn(CHECKCAST, FLOAT_CLASS);
      mv.visitFieldInsn(GETFIELD, FLOAT_CLASS, "v", "D");
    } else if (level.hasIntegers()) {
      invoke(INTEGERS, "value", "(" + V + ")J");
    } else {
      mv.visitTypeInsn(CHECKCAST, INTEGER_CLASS);
      mv.visitFieldInsn(GETFIELD, INTEGER_CLASS, "v", "I");
      mv.visitInsn(I2L);
    }
  }

  // ---- operands that are numbers

  private enum Kind {
    LONG,
    DOUBLE,
    NUMBER,
    OTHER
  }

  private Kind kind(int rk, int noted) {
    if (rk > 0xff) {
      LuaValue value = p.k[rk & 0xff];
      if (Integers.isInteger(value)) {
        return Kind.LONG;
      }
      return value instanceof LuaFloat ? Kind.DOUBLE : Kind.OTHER;
    }
    if (!isShared(rk) && registers.has(rk, LONG)) {
      return Kind.LONG;
    }
    if (!isShared(rk) && registers.has(rk, DOUBLE)) {
      return Kind.DOUBLE;
    }
    return switch (wide ? 0 : noted) {
      case Profile.INTEGER -> Kind.LONG;
      case Profile.FLOAT -> Kind.DOUBLE;
      case Profile.INTEGER | Profile.FLOAT -> Kind.NUMBER;
      default -> Kind.OTHER;
    };
  }

  private int first(int pc) {
    return profile == null ? 0 : profile.first(pc);
  }

  private int second(int pc) {
    return profile == null ? 0 : profile.second(pc);
  }

  /** Returns a local variable that holds an operand as a long or a double. */
  private int numberOperand(int rk, Kind kind, byte wanted, int pc) {
    if (rk > 0xff) {
      int local = registers.temporary(2);
      LuaNumber value = (LuaNumber) p.k[rk & 0xff];
      if (wanted == LONG) {
        pushLong(Integers.value(value));
        mv.visitVarInsn(LSTORE, local);
      } else {
        mv.visitLdcInsn(value.todouble());
        mv.visitVarInsn(DSTORE, local);
      }
      return local;
    }
    boolean shared = isShared(rk);
    if (kind == Kind.NUMBER) {
      int local = reference(rk);
      mv.visitVarInsn(ALOAD, local);
      if (level.hasIntegers()) {
        mv.visitTypeInsn(INSTANCEOF, "org/luaj/vm2/LuaNumber");
      } else {
        stub(
            "isDouble", "(" + V + ")Z"); // what a large integer of Java's is compared with is exact
      }
      mv.visitJumpInsn(IFEQ, exit(pc));
      mv.visitVarInsn(ALOAD, local);
      mv.visitMethodInsn(INVOKEVIRTUAL, VALUE, "todouble", "()D", false);
      int result = registers.temporary(2);
      mv.visitVarInsn(DSTORE, result);
      return result;
    }
    byte form = kind == Kind.LONG ? LONG : DOUBLE;
    int local;
    if (shared) {
      int reference = reference(rk);
      guard(reference, form, pc);
      mv.visitVarInsn(ALOAD, reference);
      number(form);
      local = registers.temporary(2);
      mv.visitVarInsn(Registers.storeOpcode(form), local);
    } else {
      if (!registers.has(rk, form)) {
        if (!registers.has(rk, REF)) {
          throw new Untranslatable("a register without a value");
        }
        unbox(rk, form, pc);
      }
      local = registers.local(rk, form);
    }
    if (form == wanted) {
      return local;
    }
    int converted = registers.temporary(2);
    mv.visitVarInsn(LLOAD, local);
    mv.visitInsn(L2D);
    mv.visitVarInsn(DSTORE, converted);
    return converted;
  }

  /** Returns a local variable that holds a register's reference. */
  private int reference(int register) {
    if (!isShared(register) && registers.has(register, REF)) {
      return registers.local(register, REF);
    }
    ref(register);
    int local = registers.temporary(1);
    mv.visitVarInsn(ASTORE, local);
    return local;
  }

  // ---- instructions

  /**
   * Translates an instruction.
   *
   * @return the one that is next, -1 if none is or all jumps are written
   */
  private int instruction(int pc) {
    registers.release();
    int i = p.code[pc];
    int opcode = i & 0x3f;
    int a = i >>> 6 & 0xff;
    int b = i >>> 23;
    int c = i >>> 14 & 0x1ff;
    if (profile != null && !wide && !profile.isSeen(pc) && opcode != Lua.OP_JMP) {
      if (!unseen.isTranslated(pc)) {
        leave(Way.EXIT, pc);
        return -1;
      }
      if (unseen.isFirst(pc)) {
        site();
        stub("isOften", "(" + SITE + ")Z");
        mv.visitJumpInsn(IFNE, exit(pc));
      }
    }
    if (Heat.FORCED_EXITS > 0 && pc != 0) {
      stub("isForced", "()Z");
      mv.visitJumpInsn(IFNE, way(Way.AT, pc));
    }
    switch (opcode) {
      case Lua.OP_MOVE -> move(a, b);
      case Lua.OP_LOADK -> load(a, p.k[i >>> 14]);
      case Lua.OP_LOADKX -> {
        load(a, p.k[p.code[pc + 1] >>> 6]);
        return pc + 2;
      }
      case Lua.OP_LOADBOOL -> {
        mv.visitFieldInsn(GETSTATIC, VALUE, b != 0 ? "TRUE" : "FALSE", "Lorg/luaj/vm2/LuaBoolean;");
        setRef(a);
        return (i & Lua.MASK_C) != 0 ? pc + 2 : pc + 1;
      }
      case Lua.OP_LOADNIL -> {
        for (int r = a; r <= a + b; r++) {
          mv.visitFieldInsn(GETSTATIC, VALUE, "NIL", V);
          setRef(r);
        }
      }
      case Lua.OP_GETUPVAL -> {
        upvalue(b);
        setRef(a);
      }
      case Lua.OP_SETUPVAL -> {
        ref(a);
        mv.visitVarInsn(ALOAD, SELF);
        push(b);
        stub("setUpvalue", "(" + V + C + "I)V");
      }
      case Lua.OP_GETTABUP, Lua.OP_GETTABLE -> get(pc, opcode, a, b, c);
      case Lua.OP_SELF -> self(pc, a, b, c);
      case Lua.OP_SETTABUP, Lua.OP_SETTABLE -> set(pc, opcode, a, b, c);
      case Lua.OP_NEWTABLE -> {
        frame();
        push(pc + 1);
        push(i);
        stub("table", "(" + T + F + "II)" + V);
        setRef(a);
      }
      case Lua.OP_UNM, Op.BNOT -> unary(pc, opcode, a, b);
      case Lua.OP_NOT -> {
        ref(b);
        stub("not", "(" + V + ")" + V);
        setRef(a);
      }
      case Lua.OP_LEN -> {
        frame();
        push(pc + 1);
        ref(b);
        push(i);
        stub("length", "(" + T + F + "I" + V + "I)" + V);
        setOrLeave(pc, a);
      }
      case Lua.OP_CONCAT -> {
        toStack(b, c + 1);
        frame();
        push(pc + 1);
        push(i);
        stub("concat", "(" + T + F + "II)" + V);
        setOrLeave(pc, a);
      }
      case Lua.OP_JMP -> {
        jumpBy(pc);
        return -1;
      }
      case Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE, Lua.OP_TEST, Lua.OP_TESTSET -> {
        new Conditions().test(pc, opcode, a, b, c);
        return pc + 2;
      }
      case Lua.OP_CALL -> call(pc, a, b, c);
      case Lua.OP_TAILCALL -> tailCall(pc, a, b);
      case Lua.OP_RETURN -> {
        result(pc, a, b);
        return -1;
      }
      case Lua.OP_FORPREP, Op.FORPREP_5_4 -> {
        return new Loops().prepare(pc, a);
      }
      case Lua.OP_FORLOOP -> {
        return new Loops().loop(pc, a);
      }
      case Lua.OP_TFORCALL -> iterate(pc, a, a + 3, c);
      case Op.TFORCALL_5_4 -> iterate(pc, a, a + 4, c);
      case Lua.OP_TFORLOOP -> genericLoop(pc, a + 1, a);
      case Op.TFORLOOP_5_4 -> genericLoop(pc, a + 4, a + 2);
      case Op.TFORPREP -> {
        ref(a + 3);
        invoke(Code.LOOP, "isTrue", "(" + V + ")Z");
        mv.visitJumpInsn(IFNE, way(Way.AT, pc));
        return Flow.target(p.code, pc);
      }
      case Op.TBC -> {
        leave(Way.AT, pc);
        return -1;
      }
      case Lua.OP_SETLIST -> {
        return list(pc, a, b, c);
      }
      case Lua.OP_CLOSURE -> {
        frame();
        mv.visitVarInsn(ALOAD, SELF);
        push(i >>> 14);
        stub("closure", "(" + T + F + C + "I)" + V);
        setRef(a);
      }
      case Lua.OP_VARARG -> varargs(a, b);
      default -> {
        if (!Flow.isBinary(opcode)) {
          throw new Untranslatable("an instruction " + opcode);
        }
        new Numbers().binary(pc, opcode, a, b, c);
      }
    }
    return pc + 1;
  }

  private void move(int a, int b) {
    byte forms = isShared(b) ? REF : registers.forms[b];
    if (isShared(a) || isShared(b)) {
      ref(b);
      setRef(a);
      return;
    }
    if (forms == 0) {
      throw new Untranslatable("a register without a value");
    }
    for (byte form : new byte[] {LONG, DOUBLE, REF}) {
      if ((forms & form) != 0) {
        mv.visitVarInsn(Registers.loadOpcode(form), registers.local(b, form));
        mv.visitVarInsn(Registers.storeOpcode(form), registers.local(a, form));
      }
    }
    registers.forms[a] = forms;
  }

  private void load(int a, LuaValue value) {
    if (Integers.isInteger(value) && !isShared(a)) {
      pushLong(Integers.value(value));
      setNumber(a, LONG);
    } else if (value instanceof LuaFloat number && !isShared(a)) {
      mv.visitLdcInsn(number.v);
      setNumber(a, DOUBLE);
    } else {
      constant(value);
      setRef(a);
    }
  }

  private void upvalue(int which) {
    mv.visitVarInsn(ALOAD, SELF);
    push(which);
    stub("upvalue", "(" + C + "I)" + V);
  }

  private void site() {
    mv.visitFieldInsn(GETSTATIC, Code.NAME, shell.site(), SITE);
  }

  private @Nullable LuaString name(int rk) {
    return rk > 0xff && p.k[rk & 0xff] instanceof LuaString text ? text : null;
  }

  private boolean isLong(int rk) {
    if (rk > 0xff) {
      return Integers.isInteger(p.k[rk & 0xff]);
    }
    return !isShared(rk) && registers.has(rk, LONG);
  }

  private void pushLongOperand(int rk) {
    if (rk > 0xff) {
      pushLong(Integers.value(p.k[rk & 0xff]));
    } else {
      mv.visitVarInsn(LLOAD, registers.local(rk, LONG));
    }
  }

  private void get(int pc, int opcode, int a, int b, int c) {
    frame();
    push(pc + 1);
    if (opcode == Lua.OP_GETTABUP) {
      upvalue(b);
    } else {
      ref(b);
    }
    lookUp(p.code[pc], c);
    setOrLeave(pc, a);
  }

  /** Looks up a key; thread, frame, place and table are on the stack. */
  private void lookUp(int i, int key) {
    LuaString name = name(key);
    if (name != null) {
      constant(name);
      push(i);
      site();
      stub("field", "(" + T + F + "I" + V + S + "I" + SITE + ")" + V);
    } else if (isLong(key)) {
      pushLongOperand(key);
      push(i);
      stub("element", "(" + T + F + "I" + V + "JI)" + V);
    } else {
      operand(key);
      push(i);
      stub("index", "(" + T + F + "I" + V + V + "I)" + V);
    }
  }

  private void self(int pc, int a, int b, int c) {
    int object = registers.temporary(1);
    ref(b);
    mv.visitVarInsn(ASTORE, object);
    int key = -1;
    if (name(c) == null) {
      key = registers.temporary(1);
      operand(c);
      mv.visitVarInsn(ASTORE, key);
    }
    mv.visitVarInsn(ALOAD, object);
    setRef(a + 1);
    frame();
    push(pc + 1);
    mv.visitVarInsn(ALOAD, object);
    if (key < 0) {
      lookUp(p.code[pc], c);
    } else {
      mv.visitVarInsn(ALOAD, key);
      push(p.code[pc]);
      stub("index", "(" + T + F + "I" + V + V + "I)" + V);
    }
    setOrLeave(pc, a);
  }

  private void set(int pc, int opcode, int a, int b, int c) {
    LuaString name = name(b);
    boolean element = name == null && isLong(b);
    if (c <= 0xff && !isShared(c) && !registers.has(c, REF)) {
      box(c);
    }
    frame();
    push(pc + 1);
    if (opcode == Lua.OP_SETTABUP) {
      upvalue(a);
    } else {
      ref(a);
    }
    if (name != null) {
      constant(name);
      operand(c);
      push(p.code[pc]);
      site();
      stub("setField", "(" + T + F + "I" + V + S + V + "I" + SITE + ")Z");
    } else if (element) {
      pushLongOperand(b);
      operand(c);
      push(p.code[pc]);
      stub("setElement", "(" + T + F + "I" + V + "J" + V + "I)Z");
    } else {
      operand(b);
      operand(c);
      push(p.code[pc]);
      stub("setIndex", "(" + T + F + "I" + V + V + V + "I)Z");
    }
    leaveIfTrue(pc);
  }

  private void unary(int pc, int opcode, int a, int b) {
    Kind kind = kind(b, first(pc));
    if (opcode == Op.BNOT) {
      if (kind == Kind.LONG) {
        mv.visitVarInsn(LLOAD, numberOperand(b, kind, LONG, pc));
        pushLong(-1);
        mv.visitInsn(LXOR);
        setNumber(a, LONG);
        return;
      }
    } else if (kind == Kind.DOUBLE) {
      mv.visitVarInsn(DLOAD, numberOperand(b, kind, DOUBLE, pc));
      invoke(NUMBERS, "negate", "(D)D");
      setNumber(a, DOUBLE);
      return;
    } else if (kind == Kind.LONG && level.hasIntegers()) {
      mv.visitVarInsn(LLOAD, numberOperand(b, kind, LONG, pc));
      mv.visitInsn(LNEG);
      setNumber(a, LONG);
      return;
    }
    int x = reference(b);
    frame();
    push(pc + 1);
    mv.visitVarInsn(ALOAD, x);
    mv.visitVarInsn(ALOAD, x);
    push(opcode == Op.BNOT ? Arithmetic.BNOT : Arithmetic.UNM);
    push(p.code[pc]);
    stub("arithmetic", "(" + T + F + "I" + V + V + "II)" + V);
    setOrLeave(pc, a);
  }

  /** Puts registers on Lua's stack. */
  private void toStack(int from, int to) {
    for (int r = from; r < to; r++) {
      if (!isShared(r)) {
        ref(r);
        frame();
        push(r);
        stub("store", "(" + V + T + F + "I)V");
        dirty = true;
      }
    }
  }

  // ---- jumps

  /** Writes what a jump does. */
  private void jumpBy(int pc) {
    int i = p.code[pc];
    int target = Flow.target(p.code, pc);
    int a = i >>> 6 & 0xff;
    if (a != 0) {
      frame();
      push(a - 1);
      stub("close", "(" + T + F + "I)Z");
      mv.visitJumpInsn(IFNE, way(Way.AT, pc));
    }
    backTo(pc, target);
    jump(target);
  }

  /** Takes the instructions of a jump back from the slice. */
  private void backTo(int pc, int target) {
    if (target <= pc) {
      frame();
      push(pc); // what stops the script there names the line of the jump, as the loop does
      push(pc + 1 - target);
      stub("poll", "(" + T + F + "II)Z");
      mv.visitJumpInsn(IFNE, way(Way.AT, target));
    }
  }

  private void genericLoop(int pc, int value, int control) {
    int temporary = registers.temporary(1);
    ref(value);
    mv.visitVarInsn(ASTORE, temporary);
    mv.visitVarInsn(ALOAD, temporary);
    mv.visitFieldInsn(GETSTATIC, VALUE, "NIL", V);
    Label end = new Label();
    mv.visitJumpInsn(IF_ACMPEQ, end);
    byte[] before = registers.forms.clone();
    mv.visitVarInsn(ALOAD, temporary);
    setRef(control);
    int target = Flow.target(p.code, pc);
    backTo(pc, target);
    jump(target);
    registers.forms = before;
    mv.visitLabel(end);
  }

  // ---- calls

  private static final String[] CALLS = {"call0", "call1", "call2", "call3"};

  private void call(int pc, int a, int b, int c) {
    int given = b - 1;
    int wanted = c - 1;
    if (b > 0 && given <= ClassShell.MOST_ARGUMENTS && c == 0) {
      callOpen(pc, a, b);
      return;
    }
    if (b == 0 || given > ClassShell.MOST_ARGUMENTS || wanted > 1) {
      callOnStack(pc, a, b, c);
      return;
    }
    boxAll(a, a + b);
    frame();
    push(pc + 1);
    push(a);
    for (int r = a; r <= a + given; r++) {
      ref(r);
    }
    stub(CALLS[given], "(" + T + F + "II" + V.repeat(given + 1) + ")" + V);
    int temporary = registers.temporary(1);
    mv.visitVarInsn(ASTORE, temporary);
    forget(a);
    mv.visitVarInsn(ALOAD, temporary);
    mv.visitFieldInsn(GETSTATIC, STUBS, "UNWIND", V);
    mv.visitJumpInsn(IF_ACMPEQ, behind(liveBehind(pc, a, registers.count()), a));
    if (wanted == 1) {
      mv.visitVarInsn(ALOAD, temporary);
      setRef(a);
    }
  }

  private void callOnStack(int pc, int a, int b, int c) {
    toStack(a, b == 0 ? flow.openFrom(pc) : a + b);
    frame();
    push(pc + 1);
    push(a);
    push(b - 1);
    push(c - 1);
    stub("callOnStack", "(" + T + F + "IIII)Z");
    forget(a);
    mv.visitJumpInsn(IFNE, behind(liveBehind(pc, a, registers.count()), a));
    for (int r = a; r < a + c - 1; r++) {
      fromStack(r);
    }
  }

  private void tailCall(int pc, int a, int b) {
    if (b > 0 && b - 1 <= ClassShell.MOST_ARGUMENTS && !flow.hasShared()) {
      tailCallDirectly(pc, a, b);
    } else {
      toStack(a, b == 0 ? flow.openFrom(pc) : a + b);
      frame();
      push(pc + 1);
      push(a);
      push(b - 1);
      stub("tail", "(" + T + F + "III)" + V);
    }
    int temporary = registers.temporary(1);
    mv.visitVarInsn(ASTORE, temporary);
    forget(a);
    mv.visitVarInsn(ALOAD, temporary);
    Label go = new Label();
    mv.visitJumpInsn(IFNULL, go);
    mv.visitVarInsn(ALOAD, temporary);
    mv.visitFieldInsn(GETSTATIC, STUBS, "UNWIND", V);
    mv.visitJumpInsn(IF_ACMPEQ, behind(liveBehind(pc, a, registers.count()), a));
    mv.visitVarInsn(ALOAD, temporary);
    mv.visitInsn(ARETURN);
    mv.visitLabel(go);
  }

  /** Calls without a way over the stack. */
  private void tailCallDirectly(int pc, int a, int b) {
    boxAll(a, a + b);
    if (dirty) {
      frame();
      stub("clear", "(" + T + F + ")V");
    }
    callDirectly("tail", pc, a, b, V);
  }

  /** Calls for all results, without a way over the stack for the arguments. */
  private void callOpen(int pc, int a, int b) {
    boxAll(a, a + b);
    callDirectly("callOpen", pc, a, b, "Z");
    dirty = true; // there are the results
    forget(a);
    mv.visitJumpInsn(IFNE, behind(liveBehind(pc, a, registers.count()), a));
  }

  private void boxAll(int from, int to) {
    for (int r = from; r < to; r++) {
      if (!isShared(r) && !registers.has(r, REF)) {
        box(r);
      }
    }
  }

  /** Passes a function and its arguments, and nil for those that are not given. */
  private void callDirectly(String stub, int pc, int a, int b, String result) {
    frame();
    push(pc + 1);
    push(a);
    push(b - 1);
    for (int r = a; r < a + b; r++) {
      ref(r);
    }
    for (int i = b - 1; i < ClassShell.MOST_ARGUMENTS; i++) {
      mv.visitFieldInsn(GETSTATIC, VALUE, "NIL", V);
    }
    stub(stub, "(" + T + F + "III" + V.repeat(ClassShell.MOST_ARGUMENTS + 1) + ")" + result);
  }

  private void result(int pc, int a, int b) {
    if (flow.hasShared()) {
      frame();
      push(0);
      stub("close", "(" + T + F + "I)Z");
      mv.visitJumpInsn(IFNE, way(Way.AT, pc));
    }
    if (b == 2) {
      ref(a);
      if (dirty) {
        frame();
        stub("clear", "(" + T + F + ")V");
      }
      mv.visitInsn(ARETURN);
      return;
    }
    toStack(a, b == 0 ? flow.openFrom(pc) : a + b - 1);
    frame();
    push(a);
    push(b - 1);
    stub("many", "(" + T + F + "II)" + V);
    mv.visitInsn(ARETURN);
  }

  private void iterate(int pc, int a, int to, int count) {
    frame();
    push(pc + 1);
    push(to);
    push(count);
    ref(a);
    ref(a + 1);
    ref(a + 2);
    stub("iterate", "(" + T + F + "III" + V + V + V + ")Lorg/luaj/vm2/Varargs;");
    int temporary = registers.temporary(1);
    mv.visitVarInsn(ASTORE, temporary);
    forget(to);
    mv.visitVarInsn(ALOAD, temporary);
    mv.visitFieldInsn(GETSTATIC, STUBS, "UNWIND", V);
    mv.visitJumpInsn(IF_ACMPEQ, behind(liveBehind(pc, to, registers.count()), to));
    for (int j = 0; j < count; j++) {
      mv.visitVarInsn(ALOAD, temporary);
      if (j == 0) {
        mv.visitMethodInsn(INVOKEVIRTUAL, "org/luaj/vm2/Varargs", "arg1", "()" + V, false);
      } else {
        push(j + 1);
        mv.visitMethodInsn(INVOKEVIRTUAL, "org/luaj/vm2/Varargs", "arg", "(I)" + V, false);
      }
      setRef(to + j);
    }
  }

  private int list(int pc, int a, int b, int c) {
    toStack(a, b == 0 ? flow.openFrom(pc) : a + b + 1);
    frame();
    push(a);
    push(b);
    push(c == 0 ? p.code[pc + 1] >>> 6 : c);
    stub("setList", "(" + T + F + "III)V");
    forget(a + 1);
    return c == 0 ? pc + 2 : pc + 1;
  }

  private void varargs(int a, int b) {
    frame();
    mv.visitVarInsn(ALOAD, SELF);
    push(a);
    push(b - 1);
    stub("varargs", "(" + T + F + C + "II)V");
    dirty = true;
    if (b == 0) {
      forget(a);
    }
    for (int r = a; r < a + b - 1; r++) {
      fromStack(r);
    }
  }

  // ---- arithmetic

  /** Operations on two numbers. */
  private final class Numbers {

    void binary(int pc, int opcode, int a, int b, int c) {
      Kind left = kind(b, first(pc));
      Kind right = kind(c, second(pc));
      boolean longs = left == Kind.LONG && right == Kind.LONG;
      if (longs && opcode != Lua.OP_DIV && opcode != Lua.OP_POW && longs(pc, opcode, a, b, c)) {
        return;
      }
      boolean numbers = left != Kind.OTHER && right != Kind.OTHER && opcode < Op.BAND;
      boolean divides = opcode == Lua.OP_DIV || opcode == Lua.OP_POW;
      boolean floats = left == Kind.DOUBLE || right == Kind.DOUBLE || divides;
      if (opcode != Op.IDIV && numbers && (floats || !level.hasIntegers() && !longs)
          || opcode == Op.IDIV && numbers && floats) {
        int x = numberOperand(b, left, DOUBLE, pc);
        int y = numberOperand(c, right, DOUBLE, pc);
        doubles(opcode, x, y);
        setNumber(a, DOUBLE);
        return;
      }
      generic(pc, opcode, a, b, c);
    }

    private void generic(int pc, int opcode, int a, int b, int c) {
      frame();
      push(pc + 1);
      operand(b);
      operand(c);
      push(opcode < Op.IDIV ? opcode - Lua.OP_ADD : opcode - (Op.IDIV - Arithmetic.IDIV));
      push(p.code[pc]);
      stub("arithmetic", "(" + T + F + "I" + V + V + "II)" + V);
      setOrLeave(pc, a);
    }

    private void doubles(int opcode, int x, int y) {
      if (opcode == Lua.OP_MOD) {
        mv.visitVarInsn(ALOAD, THREAD);
      }
      mv.visitVarInsn(DLOAD, x);
      mv.visitVarInsn(DLOAD, y);
      switch (opcode) {
        case Lua.OP_ADD -> mv.visitInsn(DADD);
        case Lua.OP_SUB -> mv.visitInsn(DSUB);
        case Lua.OP_MUL -> mv.visitInsn(DMUL);
        case Lua.OP_DIV -> mv.visitInsn(DDIV);
        case Lua.OP_MOD -> stub("modulo", "(" + T + "DD)D");
        case Lua.OP_POW -> invoke(NUMBERS, "pow", "(DD)D");
        default -> {
          mv.visitInsn(DDIV);
          mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "floor", "(D)D", false);
        }
      }
    }

    private boolean longs(int pc, int opcode, int a, int b, int c) {
      int x = numberOperand(b, Kind.LONG, LONG, pc);
      int y = numberOperand(c, Kind.LONG, LONG, pc);
      if (opcode == Lua.OP_MOD || opcode == Op.IDIV) {
        mv.visitVarInsn(LLOAD, y);
        mv.visitInsn(LCONST_0);
        mv.visitInsn(LCMP);
        mv.visitJumpInsn(IFEQ, exit(pc));
      }
      mv.visitVarInsn(LLOAD, x);
      mv.visitVarInsn(LLOAD, y);
      switch (opcode) {
        case Lua.OP_ADD -> mv.visitInsn(LADD);
        case Lua.OP_SUB -> mv.visitInsn(LSUB);
        case Lua.OP_MUL -> mv.visitInsn(LMUL);
        case Lua.OP_MOD ->
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "floorMod", "(JJ)J", false);
        case Op.IDIV ->
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "floorDiv", "(JJ)J", false);
        case Op.BAND -> mv.visitInsn(LAND);
        case Op.BOR -> mv.visitInsn(LOR);
        case Op.BXOR -> mv.visitInsn(LXOR);
        case Op.SHL -> stub("shiftLeft", "(JJ)J");
        case Op.SHR -> stub("shiftRight", "(JJ)J");
        default -> throw new Untranslatable("an operation " + opcode);
      }
      if (!level.hasIntegers() && opcode != Lua.OP_MOD) {
        small(pc, opcode, x, y);
      }
      setNumber(a, LONG);
      return true;
    }

    /** Leaves if a result, which is on the stack, is none that fits an int. */
    private void small(int pc, int opcode, int x, int y) {
      int result = registers.temporary(2);
      mv.visitVarInsn(LSTORE, result);
      if (opcode == Lua.OP_MUL) {
        Label go = new Label();
        mv.visitVarInsn(LLOAD, result);
        mv.visitInsn(LCONST_0);
        mv.visitInsn(LCMP);
        mv.visitJumpInsn(IFNE, go);
        mv.visitVarInsn(LLOAD, x);
        mv.visitVarInsn(LLOAD, y);
        mv.visitInsn(LOR);
        mv.visitInsn(LCONST_0);
        mv.visitInsn(LCMP);
        mv.visitJumpInsn(IFLT, exit(pc));
        mv.visitLabel(go);
      }
      mv.visitVarInsn(LLOAD, result);
      mv.visitInsn(L2I);
      mv.visitInsn(I2L);
      mv.visitVarInsn(LLOAD, result);
      mv.visitInsn(LCMP);
      mv.visitJumpInsn(IFNE, exit(pc));
      mv.visitVarInsn(LLOAD, result);
    }
  }

  // ---- conditions

  /** Tests, each with the jump behind it. */
  private final class Conditions {

    void test(int pc, int opcode, int a, int b, int c) {
      Label skip = new Label();
      switch (opcode) {
        case Lua.OP_TEST -> truth(a, c != 0, skip);
        case Lua.OP_TESTSET -> truth(b, c != 0, skip);
        case Lua.OP_EQ -> equal(pc, a != 0, b, c, skip);
        default -> less(pc, opcode == Lua.OP_LE, a != 0, b, c, skip);
      }
      byte[] before = registers.forms.clone();
      if (opcode == Lua.OP_TESTSET) {
        move(a, b);
      }
      jumpBy(pc + 1);
      registers.forms = before;
      mv.visitLabel(skip);
    }

    private void truth(int register, boolean wanted, Label skip) {
      ref(register);
      invoke(Code.LOOP, "isTrue", "(" + V + ")Z");
      mv.visitJumpInsn(wanted ? IFEQ : IFNE, skip);
    }

    private void equal(int pc, boolean wanted, int b, int c, Label skip) {
      if (isPlain(b) || isPlain(c)) {
        operand(b);
        operand(c);
        mv.visitJumpInsn(wanted ? IF_ACMPNE : IF_ACMPEQ, skip);
        return;
      }
      Kind left = kind(b, first(pc));
      Kind right = kind(c, second(pc));
      if (left == Kind.LONG && right == Kind.LONG) {
        compareLongs(pc, b, c);
        mv.visitJumpInsn(wanted ? IFNE : IFEQ, skip);
      } else if (areDoubles(left, right)) {
        compareDoubles(pc, b, left, c, right, DCMPL);
        mv.visitJumpInsn(wanted ? IFNE : IFEQ, skip);
      } else {
        frame();
        push(pc + 1);
        operand(b);
        operand(c);
        push(p.code[pc]);
        stub("equal", "(" + T + F + "I" + V + V + "I)I");
        answer(pc, wanted, skip);
      }
    }

    /** Tells whether an operand is nil or a truth value, which is equal to itself only. */
    private boolean isPlain(int rk) {
      return rk > 0xff && (p.k[rk & 0xff].isnil() || p.k[rk & 0xff].isboolean());
    }

    private void less(int pc, boolean orEqual, boolean wanted, int b, int c, Label skip) {
      Kind left = kind(b, first(pc));
      Kind right = kind(c, second(pc));
      if (left == Kind.LONG && right == Kind.LONG) {
        compareLongs(pc, b, c);
      } else if (areDoubles(left, right)) {
        compareDoubles(pc, b, left, c, right, DCMPG);
      } else {
        frame();
        push(pc + 1);
        operand(b);
        operand(c);
        push(orEqual ? 1 : 0);
        push(p.code[pc]);
        stub("less", "(" + T + F + "I" + V + V + "ZI)I");
        answer(pc, wanted, skip);
        return;
      }
      int skipIf = orEqual ? wanted ? IFGT : IFLE : wanted ? IFGE : IFLT;
      mv.visitJumpInsn(skipIf, skip);
    }

    /** Tells whether both are compared as doubles: a large integer may not be. */
    private boolean areDoubles(Kind left, Kind right) {
      if (level.hasIntegers()) {
        return left == Kind.DOUBLE && right == Kind.DOUBLE;
      }
      return left != Kind.OTHER && right != Kind.OTHER;
    }

    private void compareLongs(int pc, int b, int c) {
      int x = numberOperand(b, Kind.LONG, LONG, pc);
      int y = numberOperand(c, Kind.LONG, LONG, pc);
      mv.visitVarInsn(LLOAD, x);
      mv.visitVarInsn(LLOAD, y);
      mv.visitInsn(LCMP);
    }

    private void compareDoubles(int pc, int b, Kind left, int c, Kind right, int comparison) {
      int x = numberOperand(b, left, DOUBLE, pc);
      int y = numberOperand(c, right, DOUBLE, pc);
      mv.visitVarInsn(DLOAD, x);
      mv.visitVarInsn(DLOAD, y);
      mv.visitInsn(comparison);
    }

    private void answer(int pc, boolean wanted, Label skip) {
      int temporary = registers.temporary(1);
      mv.visitVarInsn(ISTORE, temporary);
      BitSet live = (BitSet) flow.live(pc + 1).clone();
      live.or(flow.live(pc + 2));
      mv.visitVarInsn(ILOAD, temporary);
      mv.visitJumpInsn(IFLT, behind(live));
      mv.visitVarInsn(ILOAD, temporary);
      mv.visitJumpInsn(wanted ? IFEQ : IFNE, skip);
    }
  }

  // ---- numeric loops

  /** Loops over numbers: index, limit, step and variable in four registers. */
  private final class Loops {

    int prepare(int pc, int a) {
      boolean later = (p.code[pc] & 0x3f) == Op.FORPREP_5_4;
      boolean kept = !isShared(a) && !isShared(a + 1) && !isShared(a + 2);
      Kind index = kind(a, first(pc));
      Kind limit = kind(a + 1, second(pc));
      Kind step = kind(a + 2, first(pc));
      if (kept && index == Kind.LONG && limit == Kind.LONG && step == Kind.LONG) {
        numbers(pc, a, LONG, LONG);
      } else if (kept && index == Kind.DOUBLE && limit != Kind.OTHER && step == Kind.DOUBLE) {
        toDouble(pc, a + 1, limit);
        numbers(pc, a, DOUBLE, DOUBLE);
      } else {
        return anything(pc, a, later);
      }
      return later ? begin(pc, a) : subtract(pc, a);
    }

    private void toDouble(int pc, int register, Kind kind) {
      int local = numberOperand(register, kind, DOUBLE, pc);
      mv.visitVarInsn(DLOAD, local);
      setNumber(register, DOUBLE);
    }

    private void numbers(int pc, int a, byte form, byte ofLimit) {
      Kind kind = form == LONG ? Kind.LONG : Kind.DOUBLE;
      numberOperand(a, kind, form, pc);
      numberOperand(a + 2, kind, form, pc);
      numberOperand(a + 1, ofLimit == LONG ? Kind.LONG : Kind.DOUBLE, ofLimit, pc);
      registers.forms[a] = form;
      registers.forms[a + 1] = ofLimit;
      registers.forms[a + 2] = form;
    }

    private void load(int register) {
      byte form = Registers.simplest(registers.forms[register]);
      mv.visitVarInsn(Registers.loadOpcode(form), registers.local(register, form));
    }

    /** One step back: up to 5.3 a loop begins where it goes on. */
    private int subtract(int pc, int a) {
      byte form = registers.forms[a];
      load(a);
      load(a + 2);
      mv.visitInsn(form == LONG ? LSUB : DSUB);
      if (form == LONG && !level.hasIntegers()) {
        new Numbers().small(pc, Lua.OP_SUB, 0, 0);
      }
      setNumber(a, form);
      return Flow.target(p.code, pc);
    }

    private int begin(int pc, int a) {
      byte form = registers.forms[a];
      Label end = new Label();
      load(a + 2);
      mv.visitInsn(form == LONG ? LCONST_0 : DCONST_0);
      mv.visitInsn(form == LONG ? LCMP : DCMPL);
      mv.visitJumpInsn(IFEQ, exit(pc));
      compare(a, end, form == LONG ? LCMP : DCMPL);
      load(a);
      setNumber(a + 3, form);
      jump(pc + 1);
      registers.forms[a + 3] = 0;
      mv.visitLabel(end);
      jump(Flow.target(p.code, pc));
      return -1;
    }

    /** Jumps if the index is past the limit. */
    private void compare(int a, Label end, int comparison) {
      boolean longs = comparison == LCMP;
      Label down = new Label();
      Label go = new Label();
      load(a + 2);
      mv.visitInsn(longs ? LCONST_0 : DCONST_0);
      mv.visitInsn(longs ? LCMP : DCMPL);
      mv.visitJumpInsn(IFLE, down);
      load(a);
      load(a + 1);
      mv.visitInsn(comparison);
      mv.visitJumpInsn(IFGT, end);
      mv.visitJumpInsn(GOTO, go);
      mv.visitLabel(down);
      load(a + 1);
      load(a);
      mv.visitInsn(comparison);
      mv.visitJumpInsn(IFGT, end);
      mv.visitLabel(go);
    }

    private int anything(int pc, int a, boolean later) {
      toStack(a, a + 3);
      frame();
      push(pc + 1);
      push(a);
      if (!later) {
        stub("forPrepare", "(" + T + F + "II)V");
        fromStack(a, a + 3);
        return Flow.target(p.code, pc);
      }
      stub("forBegin", "(" + T + F + "II)Z");
      Label end = new Label();
      mv.visitJumpInsn(IFEQ, end);
      fromStack(a, a + 4);
      jump(pc + 1);
      forget(a);
      mv.visitLabel(end);
      jump(Flow.target(p.code, pc));
      return -1;
    }

    private void fromStack(int from, int to) {
      for (int r = from; r < to; r++) {
        Translator.this.fromStack(r);
      }
    }

    int loop(int pc, int a) {
      int target = Flow.target(p.code, pc);
      byte form = isShared(a) ? 0 : registers.forms[a];
      boolean longs = all(a, LONG);
      if (longs || all(a, DOUBLE)) {
        step(pc, a, target, longs ? LONG : DOUBLE);
        return pc + 1;
      }
      if (form == 0 && !isShared(a)) {
        throw new Untranslatable("a loop without an index");
      }
      mv.visitVarInsn(ALOAD, THREAD);
      ref(a);
      ref(a + 1);
      ref(a + 2);
      stub("forNext", "(" + T + V + V + V + ")" + V);
      int next = registers.temporary(1);
      mv.visitVarInsn(ASTORE, next);
      mv.visitVarInsn(ALOAD, next);
      Label end = new Label();
      mv.visitJumpInsn(IFNULL, end);
      byte[] before = registers.forms.clone();
      mv.visitVarInsn(ALOAD, next);
      setRef(a);
      mv.visitVarInsn(ALOAD, next);
      setRef(a + 3);
      backTo(pc, target);
      jump(target);
      registers.forms = before;
      mv.visitLabel(end);
      return pc + 1;
    }

    /** Jumps if the next index, which is on the stack, is beyond the integers. */
    private void endIfWrapped(int a, Label end) {
      int next = registers.temporary(2);
      mv.visitVarInsn(LSTORE, next);
      load(a);
      mv.visitVarInsn(LLOAD, next);
      mv.visitInsn(LXOR);
      load(a + 2);
      mv.visitVarInsn(LLOAD, next);
      mv.visitInsn(LXOR);
      mv.visitInsn(LAND);
      mv.visitInsn(LCONST_0);
      mv.visitInsn(LCMP);
      mv.visitJumpInsn(IFLT, end);
      mv.visitVarInsn(LLOAD, next);
    }

    private boolean all(int a, byte form) {
      for (int r = a; r < a + 3; r++) {
        if (isShared(r) || !registers.has(r, form)) {
          return false;
        }
      }
      return true;
    }

    private void step(int pc, int a, int target, byte form) {
      for (int r = a; r < a + 3; r++) {
        registers.forms[r] = form;
      }
      Label end = new Label();
      load(a);
      load(a + 2);
      mv.visitInsn(form == LONG ? LADD : DADD);
      if (form == LONG && level.atLeast(Level.LUA_5_4)) {
        endIfWrapped(a, end);
      }
      setNumber(a, form);
      compare(a, end, form == LONG ? LCMP : DCMPG);
      load(a);
      setNumber(a + 3, form);
      backTo(pc, target);
      jump(target);
      forget(a);
      mv.visitLabel(end);
    }
  }
}
