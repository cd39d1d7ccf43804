package io.github.luasearchers.cli;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/**
 * Shows compiled code as PUC's {@code luac} of 5.2 and 5.3 does. Where that has the address of a
 * function there is a number that is its own. Texts hold bytes, one per char.
 */
final class Listing {

  private static final String SIGNATURE = "\u001b";
  private static final String ESCAPED = "\"\\\u0007\b\f\n\r\t\u000b";
  private static final String ESCAPES = "\"\\abfnrtv";

  private final Level level;
  private final boolean full;
  private final StringBuilder text = new StringBuilder();
  private final IdentityHashMap<Prototype, String> numbers = new IdentityHashMap<>();

  private Listing(Level level, boolean full) {
    this.level = level;
    this.full = full;
  }

  /**
   * Returns the listing of a function and of those in it.
   *
   * @param full whether it has constants and variables too
   */
  static LuaString of(Prototype function, Level level, boolean full) {
    Listing listing = new Listing(level, full);
    listing.function(function);
    return LuaText.ofLatin1(listing.text.toString());
  }

  private String address(Prototype function) {
    return numbers.computeIfAbsent(
        function, none -> String.format("0x%08x", (numbers.size() + 1) << 4));
  }

  private void function(Prototype function) {
    header(function);
    for (int pc = 0; pc < function.code.length; pc++) {
      pc = instruction(function, pc);
    }
    if (full) {
      variables(function);
    }
    for (Prototype inner : function.p) {
      function(inner);
    }
  }

  private void header(Prototype f) {
    text.append('\n').append(f.linedefined == 0 ? "main" : "function").append(" <");
    text.append(source(f)).append(':').append(f.linedefined).append(',');
    text.append(f.lastlinedefined).append("> (");
    count(f.code.length, "instruction").append(" at ").append(address(f)).append(")\n");
    text.append(f.numparams).append(f.is_vararg != 0 ? "+" : "");
    text.append(f.numparams == 1 ? " param, " : " params, ");
    count(f.maxstacksize, "slot").append(", ");
    count(f.upvalues.length, "upvalue").append(", ");
    count(f.locvars == null ? 0 : f.locvars.length, "local").append(", ");
    count(f.k.length, "constant").append(", ");
    count(f.p.length, "function").append('\n');
  }

  private static String source(Prototype function) {
    String source = function.source == null ? "=?" : LuaText.toLatin1(function.source);
    if (source.startsWith("@") || source.startsWith("=")) {
      return source.substring(1);
    }
    return source.startsWith(SIGNATURE) ? "(bstring)" : "(string)";
  }

  private StringBuilder count(int number, String what) {
    return text.append(number).append(' ').append(what).append(number == 1 ? "" : "s");
  }

  // ---- instructions

  /** Appends an instruction; returns its place, or that of the last one that belongs to it. */
  private int instruction(Prototype f, int pc) {
    int i = f.code[pc];
    int op = Lua.GET_OPCODE(i);
    int line = f.lineinfo != null && pc < f.lineinfo.length ? f.lineinfo[pc] : 0;
    text.append('\t').append(pc + 1).append("\t[").append(line > 0 ? "" + line : "-").append("]\t");
    String name = Opcodes.name(op);
    text.append(name).append(" ".repeat(Math.max(0, 9 - name.length()))).append('\t');
    operands(i, op);
    int last = comment(f, pc, i, op);
    text.append('\n');
    return last;
  }

  private void operands(int i, int op) {
    switch (Opcodes.format(op)) {
      case Opcodes.ABX -> {
        text.append(Lua.GETARG_A(i));
        if (Opcodes.hasConstant(op)) {
          text.append(' ').append(-1 - Lua.GETARG_Bx(i));
        } else if (Opcodes.hasNumber(op)) {
          text.append(' ').append(Lua.GETARG_Bx(i));
        }
      }
      case Opcodes.ASBX -> text.append(Lua.GETARG_A(i)).append(' ').append(Lua.GETARG_sBx(i));
      case Opcodes.AX -> text.append(-1 - Lua.GETARG_Ax(i));
      default -> {
        text.append(Lua.GETARG_A(i));
        if (Opcodes.hasB(op)) {
          text.append(' ').append(operand(Lua.GETARG_B(i)));
        }
        if (Opcodes.hasC(op)) {
          text.append(' ').append(operand(Lua.GETARG_C(i)));
        }
      }
    }
  }

  /** Returns a register, or the number of a constant below zero. */
  private static int operand(int operand) {
    return Lua.ISK(operand) ? -1 - Lua.INDEXK(operand) : operand;
  }

  private int comment(Prototype f, int pc, int i, int op) {
    int b = Lua.GETARG_B(i);
    int c = Lua.GETARG_C(i);
    switch (op) {
      case Lua.OP_LOADK -> constant(comment(), f, Lua.GETARG_Bx(i));
      case Lua.OP_GETUPVAL, Lua.OP_SETUPVAL -> comment().append(upvalue(f, b));
      case Lua.OP_GETTABUP -> {
        comment().append(upvalue(f, b));
        constantBehind(f, c);
      }
      case Lua.OP_SETTABUP -> {
        comment().append(upvalue(f, Lua.GETARG_A(i)));
        constantBehind(f, b);
        constantBehind(f, c);
      }
      case Lua.OP_GETTABLE, Lua.OP_SELF -> {
        if (Lua.ISK(c)) {
          constant(comment(), f, Lua.INDEXK(c));
        }
      }
      case Lua.OP_SETTABLE -> constants(f, b, c);
      case Lua.OP_CLOSURE -> comment().append(address(f.p[Lua.GETARG_Bx(i)]));
      case Lua.OP_SETLIST -> {
        comment().append(c == 0 ? f.code[pc + 1] : c);
        return c == 0 ? pc + 1 : pc;
      }
      case Lua.OP_EXTRAARG -> constant(comment(), f, Lua.GETARG_Ax(i));
      default -> {
        if (Opcodes.comparesOrComputes(op, level)) {
          constants(f, b, c);
        } else if (Opcodes.format(op) == Opcodes.ASBX) {
          comment().append("to ").append(Lua.GETARG_sBx(i) + pc + 2);
        }
      }
    }
    return pc;
  }

  private StringBuilder comment() {
    return text.append("\t; ");
  }

  private static String upvalue(Prototype f, int index) {
    LuaString name = f.upvalues[index].name;
    return name == null ? "-" : LuaText.toLatin1(name);
  }

  private void constantBehind(Prototype f, int operand) {
    if (Lua.ISK(operand)) {
      constant(text.append(' '), f, Lua.INDEXK(operand));
    }
  }

  private void constants(Prototype f, int b, int c) {
    if (Lua.ISK(b) || Lua.ISK(c)) {
      comment();
      constantOrDash(f, b);
      text.append(' ');
      constantOrDash(f, c);
    }
  }

  private void constantOrDash(Prototype f, int operand) {
    if (Lua.ISK(operand)) {
      constant(text, f, Lua.INDEXK(operand));
    } else {
      text.append('-');
    }
  }

  // ---- constants and variables

  private void constant(StringBuilder to, Prototype f, int index) {
    LuaValue value = f.k[index];
    if (value instanceof LuaString string) {
      quote(to, LuaText.toLatin1(string));
    } else if (value instanceof LuaNumber number) {
      to.append(LuaText.toLatin1(Numbers.text(number, level)));
    } else {
      to.append(value.tojstring());
    }
  }

  private static void quote(StringBuilder to, String string) {
    to.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      int escape = ESCAPED.indexOf(c);
      if (escape >= 0) {
        to.append('\\').append(ESCAPES.charAt(escape));
      } else if (c >= ' ' && c < 0x7f) {
        to.append(c);
      } else {
        to.append(String.format("\\%03d", (int) c));
      }
    }
    to.append('"');
  }

  private void variables(Prototype f) {
    String end = ") for " + address(f) + ":\n";
    text.append("constants (").append(f.k.length).append(end);
    for (int i = 0; i < f.k.length; i++) {
      text.append('\t').append(i + 1).append('\t');
      constant(text, f, i);
      text.append('\n');
    }
    LocVars @Nullable [] locals = f.locvars;
    int count = locals == null ? 0 : locals.length;
    text.append("locals (").append(count).append(end);
    for (int i = 0; i < count; i++) {
      LocVars local = locals[i];
      text.append('\t').append(i).append('\t').append(LuaText.toLatin1(local.varname));
      text.append('\t').append(local.startpc + 1).append('\t').append(local.endpc + 1).append('\n');
    }
    text.append("upvalues (").append(f.upvalues.length).append(end);
    for (int i = 0; i < f.upvalues.length; i++) {
      Upvaldesc upvalue = f.upvalues[i];
      text.append('\t').append(i).append('\t').append(upvalue(f, i)).append('\t');
      text.append(upvalue.instack ? 1 : 0).append('\t').append(upvalue.idx).append('\n');
    }
  }
}
