package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LivePrototype;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Upvaldesc;

/** A function as one version of the text has it: its name, variables and inner functions. */
final class Function {

  final LivePrototype code;
  final @Nullable Function parent;

  /** The instruction of the parent that makes closures of this function. */
  final int madeAt;

  /** What the parent does with it, such as {@code M.start}; empty if it has no name. */
  final String name;

  final List<Variable> locals = new ArrayList<>();
  final List<Variable> upvalues = new ArrayList<>();
  final List<Function> inner = new ArrayList<>();

  private Function(LivePrototype code, @Nullable Function parent, int madeAt, String name) {
    this.code = code;
    this.parent = parent;
    this.madeAt = madeAt;
    this.name = name;
  }

  /** Reads the code of a chunk. */
  static Function of(LivePrototype chunk) throws PatchRefused {
    Function main = new Function(chunk, null, -1, "");
    main.read();
    return main;
  }

  private void read() throws PatchRefused {
    readLocals();
    for (Upvaldesc each : code.upvalues) {
      upvalues.add(upvalue(each));
    }
    int[] places = places();
    for (int i = 0; i < places.length; i++) {
      String name = places[i] < 0 ? "" : new Naming(this).ofClosure(places[i]);
      Function function = new Function(code.inner(i), this, places[i], name);
      inner.add(function);
      function.read();
    }
    findAssignments();
  }

  private void readLocals() {
    for (LocVars each : code.locvars) {
      int register = 0;
      for (Variable other : locals) {
        register += other.end > each.startpc ? 1 : 0;
      }
      String name = LuaText.toJava(each.varname);
      boolean isRepeated = isInLoop(each.startpc, each.endpc);
      locals.add(new Variable(this, name, register, each.startpc, each.endpc, isRepeated));
    }
  }

  /** Tells whether a jump back goes to before the declaration of a variable that has ended. */
  private boolean isInLoop(int start, int end) {
    for (int pc = Math.max(start, end - 2); pc < code.code.length; pc++) {
      int i = code.code[pc];
      int target = pc + 1 + Lua.GETARG_sBx(i);
      boolean isFor = Instruction.isForLoop(i);
      boolean isJump = Instruction.op(i) == Lua.OP_JMP;
      // the variables of a for loop begin where it jumps to
      if (isFor && target <= start || isJump && target < start) {
        return true;
      }
    }
    return false;
  }

  private Variable upvalue(Upvaldesc description) throws PatchRefused {
    LuaString name = description.name;
    if (name == null) {
      throw new PatchRefused("its code has no names of variables");
    }
    Function outer = parent;
    if (outer == null) {
      return new Variable(null, LuaText.toJava(name), -1, 0, 0, false);
    }
    int index = description.idx & 0xff;
    if (!description.instack) {
      return outer.upvalues.get(index);
    }
    Variable local = outer.localFor(index, madeAt);
    if (local == null) {
      throw new PatchRefused("its code has no names of variables");
    }
    local.isCaptured = true;
    return local;
  }

  /** Returns the variable that a closure made at an instruction gets of a register. */
  private @Nullable Variable localFor(int register, int pc) {
    Variable active = local(register, pc);
    // a local function is a variable of its own, which begins after the closure is made
    return active == null ? local(register, pc + 1) : active;
  }

  /** Returns the variable that is in a register when an instruction is executed. */
  @Nullable Variable local(int register, int pc) {
    for (Variable each : locals) {
      if (each.register == register && each.start <= pc && pc < each.end) {
        return each;
      }
    }
    return null;
  }

  /** Returns the variable that begins in a register after one instruction, up to another. */
  @Nullable Variable localThatBegins(int register, int after, int upTo) {
    for (Variable each : locals) {
      if (each.register == register && after < each.start && each.start <= upTo) {
        return each;
      }
    }
    return null;
  }

  private int[] places() {
    int[] places = new int[code.p.length];
    Arrays.fill(places, -1);
    for (int pc = 0; pc < code.code.length; pc++) {
      int i = code.code[pc];
      if (Instruction.op(i) == Lua.OP_CLOSURE && places[Lua.GETARG_Bx(i)] < 0) {
        places[Lua.GETARG_Bx(i)] = pc;
      }
    }
    return places;
  }

  private void findAssignments() {
    for (int pc = 0; pc < code.code.length; pc++) {
      int i = code.code[pc];
      if (Instruction.op(i) == Lua.OP_SETUPVAL) {
        upvalues.get(Lua.GETARG_B(i)).isAssigned = true;
      }
    }
    for (Variable each : locals) {
      for (int pc = each.start; each.isCaptured && pc < each.end; pc++) {
        each.isAssigned |= Instruction.sets(code.code[pc], each.register);
      }
    }
  }

  /** Returns the name with the functions around it, as notes have it. */
  String path() {
    String own = name.startsWith("_ENV.") ? name.substring("_ENV.".length()) : name;
    if (own.isEmpty()) {
      own = parent == null ? "the chunk" : "a function at line " + code.linedefined;
    }
    return parent == null || parent.parent == null ? own : own + " in " + parent.path();
  }

  /** Adds this function and all inside it. */
  void addTo(List<Function> all) {
    all.add(this);
    for (Function each : inner) {
      each.addTo(all);
    }
  }
}
