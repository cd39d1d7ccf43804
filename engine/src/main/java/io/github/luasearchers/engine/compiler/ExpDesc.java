package io.github.luasearchers.engine.compiler;

/** An expression whose value may not have been computed yet: PUC's {@code expdesc}. */
final class ExpDesc {

  /** The places that an expression's value can be in. */
  enum Kind {
    /** No value: the list is empty. */
    VOID,
    NIL,
    TRUE,
    FALSE,
    /** A constant; {@code info} is its index. */
    CONSTANT,
    /** A number that is no constant yet, in {@code number}. */
    NUMBER,
    /** In a register that is nobody's, {@code info}. */
    NON_RELOCATABLE,
    /** A local variable's register, {@code info}. */
    LOCAL,
    /** An upvalue; {@code info} is its index. */
    UPVALUE,
    /** Element {@code index}, a register or constant, of {@code table}. */
    INDEXED,
    /** The truth of a test; {@code info} is its jump's place. */
    JUMP,
    /** What the instruction at {@code info} puts into any register. */
    RELOCATABLE,
    /** What the call at {@code info} returns. */
    CALL,
    /** What the vararg instruction at {@code info} gives. */
    VARARG
  }

  Kind kind;
  int info;
  double number;

  /** Of a number: it comes of a division or power, whose results are floats, be they whole. */
  boolean isFloat;

  /** Of an element: the register or upvalue that the table is in. */
  int table;

  /** Of an element: the key's register or constant. */
  int index;

  /** Of an element: whether the table is in an upvalue. */
  boolean tableIsUpvalue;

  /** The jumps that leave the expression if it is true. */
  int whenTrue;

  /** The jumps that leave the expression if it is false. */
  int whenFalse;

  ExpDesc() {
    set(Kind.VOID, 0);
  }

  /** Makes this another expression. */
  void set(Kind kind, int info) {
    this.kind = kind;
    this.info = info;
    this.whenTrue = CodeBuffer.NO_JUMP;
    this.whenFalse = CodeBuffer.NO_JUMP;
  }

  void setNumber(double number) {
    set(Kind.NUMBER, 0);
    this.number = number;
    this.isFloat = false;
  }

  void setFrom(ExpDesc other) {
    kind = other.kind;
    info = other.info;
    number = other.number;
    isFloat = other.isFloat;
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
    return kind == Kind.LOCAL || kind == Kind.UPVALUE || kind == Kind.INDEXED;
  }
}
