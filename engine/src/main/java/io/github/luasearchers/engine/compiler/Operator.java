package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.Level;
import org.jspecify.annotations.Nullable;

/** The operators, with their op-codes and how strongly they bind on each side. */
enum Operator {
  ADD(Op.ADD, Arithmetic.ADD, 10, 10),
  SUB(Op.SUB, Arithmetic.SUB, 10, 10),
  MUL(Op.MUL, Arithmetic.MUL, 11, 11),
  DIV(Op.DIV, Arithmetic.DIV, 11, 11),
  MOD(Op.MOD, Arithmetic.MOD, 11, 11),
  POW(Op.POW, Arithmetic.POW, 14, 13),
  IDIV(Op.IDIV, Arithmetic.IDIV, 11, 11),
  BAND(Op.BAND, Arithmetic.BAND, 6, 6),
  BOR(Op.BOR, Arithmetic.BOR, 4, 4),
  BXOR(Op.BXOR, Arithmetic.BXOR, 5, 5),
  SHL(Op.SHL, Arithmetic.SHL, 7, 7),
  SHR(Op.SHR, Arithmetic.SHR, 7, 7),
  CONCAT(Op.CONCAT, 9, 8),
  EQ(Op.EQ, 3, 3),
  LT(Op.LT, 3, 3),
  LE(Op.LE, 3, 3),
  NE(Op.EQ, 3, 3),
  GT(Op.LT, 3, 3),
  GE(Op.LE, 3, 3),
  AND(Op.TESTSET, 2, 2),
  OR(Op.TESTSET, 1, 1),
  UNM(Op.UNM, Arithmetic.UNM, 12, 12),
  BNOT(Op.BNOT, Arithmetic.BNOT, 12, 12),
  NOT(Op.NOT, 12, 12),
  LEN(Op.LEN, 12, 12);

  private static final int NOT_ARITHMETIC = -1;

  private static final @Nullable Operator[] BINARY_5_2 = binaryOperators();
  private static final @Nullable Operator[] BINARY = laterBinaryOperators();

  private final int opcode;
  private final int operation;

  /** How strongly the operator binds what is on its left, and on its right. */
  final int left;

  final int right;

  Operator(int opcode, int left, int right) {
    this(opcode, NOT_ARITHMETIC, left, right);
  }

  Operator(int opcode, int operation, int left, int right) {
    this.opcode = opcode;
    this.operation = operation;
    this.left = left;
    this.right = right;
  }

  private static @Nullable Operator[] binaryOperators() {
    @Nullable Operator[] operators = new Operator[Token.STRING + 1];
    operators['+'] = ADD;
    operators['-'] = SUB;
    operators['*'] = MUL;
    operators['/'] = DIV;
    operators['%'] = MOD;
    operators['^'] = POW;
    operators[Token.CONCAT] = CONCAT;
    operators[Token.EQ] = EQ;
    operators['<'] = LT;
    operators[Token.LE] = LE;
    operators[Token.NE] = NE;
    operators['>'] = GT;
    operators[Token.GE] = GE;
    operators[Token.AND] = AND;
    operators[Token.OR] = OR;
    return operators;
  }

  private static @Nullable Operator[] laterBinaryOperators() {
    @Nullable Operator[] operators = BINARY_5_2.clone();
    operators[Token.IDIV] = IDIV;
    operators['&'] = BAND;
    operators['|'] = BOR;
    operators['~'] = BXOR;
    operators[Token.SHL] = SHL;
    operators[Token.SHR] = SHR;
    return operators;
  }

  /** Returns the binary operator of a token, or null. */
  static @Nullable Operator binary(int token, Level level) {
    return (level.hasIntegers() ? BINARY : BINARY_5_2)[token];
  }

  /** Returns the unary operator of a token, or null. */
  static @Nullable Operator unary(int token, Level level) {
    return switch (token) {
      case Token.NOT -> NOT;
      case '-' -> UNM;
      case '~' -> level.hasIntegers() ? BNOT : null;
      case '#' -> LEN;
      default -> null;
    };
  }

  int opcode() {
    return opcode;
  }

  /** Returns the operation of {@link Arithmetic} that this applies. */
  int operation() {
    return operation;
  }

  boolean isArithmetic() {
    return operation != NOT_ARITHMETIC;
  }
}
