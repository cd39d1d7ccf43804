package io.github.luasearchers.engine.jit;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LSTORE;

import java.util.ArrayList;
import java.util.List;

/**
 * The registers of a function as local variables of Java's. Each has the forms in which its value
 * is at hand: a sum of {@link #LONG}, {@link #DOUBLE} and {@link #REF}; 0 if it has no value.
 */
final class Registers {

  static final byte LONG = 1;
  static final byte DOUBLE = 2;
  static final byte REF = 4;

  private final int count;
  private final int[] locals;
  private final List<Integer> single = new ArrayList<>();
  private final List<Integer> pairs = new ArrayList<>();
  private int usedSingle;
  private int usedPairs;
  private int nextLocal;

  /** The forms at the instruction that is being translated. */
  byte[] forms;

  Registers(int count, int parameters) {
    this.count = count;
    locals = new int[3 * count];
    forms = new byte[count];
    for (int i = 0; i < parameters; i++) {
      locals[2 * count + i] = Code.FIRST_LOCAL + i;
    }
    nextLocal = Code.FIRST_LOCAL + parameters;
  }

  int count() {
    return count;
  }

  /** Returns a local variable of one or two slots that is in use up to {@link #release}. */
  int temporary(int slots) {
    List<Integer> all = slots == 1 ? single : pairs;
    int used = slots == 1 ? usedSingle++ : usedPairs++;
    if (used == all.size()) {
      all.add(variable(slots));
    }
    return all.get(used);
  }

  /** Lets all temporaries be used again. */
  void release() {
    usedSingle = 0;
    usedPairs = 0;
  }

  private int variable(int slots) {
    int made = nextLocal;
    nextLocal += slots;
    return made;
  }

  /** Returns the variable that holds a register in one form. */
  int local(int register, byte form) {
    int at = (form >> 1) * count + register;
    if (locals[at] == 0) {
      locals[at] = variable(form == REF ? 1 : 2);
    }
    return locals[at];
  }

  boolean has(int register, byte form) {
    return (forms[register] & form) != 0;
  }

  static int loadOpcode(byte form) {
    return form == REF ? ALOAD : form == LONG ? LLOAD : DLOAD;
  }

  static int storeOpcode(byte form) {
    return form == REF ? ASTORE : form == LONG ? LSTORE : DSTORE;
  }

  /** Returns the one form to give a value back in. */
  static byte simplest(byte forms) {
    if ((forms & REF) != 0) {
      return REF;
    }
    return (forms & LONG) != 0 ? LONG : DOUBLE;
  }

  /** Returns the forms where two ways meet: those of both, and of different ones a reference. */
  static byte meet(byte one, byte other) {
    if (one == 0 || other == 0) {
      return 0;
    }
    byte both = (byte) (one & other);
    return both == 0 ? REF : both;
  }
}
