package io.github.luasearchers.engine.compiler;

import org.jspecify.annotations.Nullable;

/** The operators, with their op-codes and how strongly they bind on each side. */
enum Operator {
  ADD(Op.ADD, 6, 6),
  SUB(Op.SUB, 6, 6),
  MUL(Op.MUL, 7, 7),
  DIV(Op.DIV, 7, 7),
  MOD(Op.MOD, 7, 7),
  POW(Op.POW, 10, 9),
  CONCAT(Op.CONCAT, 5, 4),
  EQ(Op.EQ, 3, 3),
  LT(Op.LT, 3, 3),
  LE(Op.LE, 3, 3),
  NE(Op.EQ, 3, 3),
  GT(Op.LT, 3, 3),
  GE(Op.LE, 3, 3),
  AND(Op.TESTSET, 2, 2),
  OR(Op.TESTSET, 1, 1),
  UNM(Op.UNM, 8, 8),
  NOT(Op.NOT, 8, 8),
  LEN(Op.LEN, 8, 8);

  private static final @Nullable Operator[] BINARY = binaryOperators();

  private final int opcode;

  /** How strongly the operator binds what is on its left, and on its right. */
  final int left;

  final int right;

  Operator(int opcode, int left, int right) {
    this.opcode = opcode;
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

  /** Returns the binary operator of a token, or null. */
  static @Nullable Operator binary(int token) {
    return BINARY[token];
  }

  /** Returns the unary operator of a token, or null. */
  static @Nullable Operator unary(int token) {
    return switch (token) {
      case Token.NOT -> NOT;
      case '-' -> UNM;
      case '#' -> LEN;
      default -> null;
    };
  }

  int opcode() {
    return opcode;
  }

  boolean isArithmetic() {
    return opcode >= Op.ADD && opcode <= Op.POW;
  }
}
