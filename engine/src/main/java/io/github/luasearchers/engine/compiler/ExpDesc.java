package io.github.luasearchers.engine.compiler;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;

/** An expression whose value may not have been computed yet: PUC's {@code expdesc}. */
final class ExpDesc {

  /** The places that an expression's value can be in. */
  enum Kind {
    /** No value: an empty list. */
    VOID,
    NIL,
    TRUE,
    FALSE,
    /** A constant; {@code info} is its index. */
    CONSTANT,
    /** A number that is not in the constant table yet, in {@code number}. */
    NUMBER,
    /** In a register that is not a variable's, {@code info}. */
    NON_RELOCATABLE,
    /** A local variable's register, {@code info}. */
    LOCAL,
    /** An upvalue; {@code info} is its index. */
    UPVALUE,
    /**
     * A local variable that is a compile-time constant; {@code info} is its place in the scopes.
     */
    COMPILE_TIME,
    /** Element {@code index}, a register or constant, of {@code table}. */
    INDEXED,
    /** The result of a test; {@code info} is the place of its jump. */
    JUMP,
    /** The result of the instruction at {@code info}, which can go into any register. */
    RELOCATABLE,
    /** The results of the call at {@code info}. */
    CALL,
    /** The results of the vararg instruction at {@code info}. */
    VARARG
  }

  Kind kind;
  int info;
  LuaNumber number = LuaInteger.valueOf(0);

  /** For an element: the register or upvalue of the table. */
  int table;

  /** For an element: the key's register or constant. */
  int index;

  /** For an element: whether the table is in an upvalue. */
  boolean tableIsUpvalue;

  /** The jumps that leave the expression if it is true. */
  int whenTrue;

  /** The jumps that leave the expression if it is false. */
  int whenFalse;

  ExpDesc() {
    set(Kind.VOID, 0);
  }

  /** Turns this into another expression. */
  void set(Kind kind, int info) {
    this.kind = kind;
    this.info = info;
    this.whenTrue = CodeBuffer.NO_JUMP;
    this.whenFalse = CodeBuffer.NO_JUMP;
  }

  void setNumber(LuaNumber number) {
    set(Kind.NUMBER, 0);
    this.number = number;
  }

  void setFrom(ExpDesc other) {
    kind = other.kind;
    info = other.info;
    number = other.number;
    table = other.table;
    index = other.index;
    tableIsUpvalue = other.tableIsUpvalue;
    whenTrue = other.whenTrue;
    whenFalse = other.whenFalse;
  }

  boolean hasJumps() {
    return whenTrue != whenFalse;
  }

  boolean isNumeral() {
    return kind == Kind.NUMBER && whenTrue == CodeBuffer.NO_JUMP && whenFalse == CodeBuffer.NO_JUMP;
  }

  boolean hasMultipleResults() {
    return kind == Kind.CALL || kind == Kind.VARARG;
  }

  /** Tells whether an assignment can have this on its left. */
  boolean isVariable() {
    return kind == Kind.LOCAL
        || kind == Kind.UPVALUE
        || kind == Kind.COMPILE_TIME
        || kind == Kind.INDEXED;
  }
}
