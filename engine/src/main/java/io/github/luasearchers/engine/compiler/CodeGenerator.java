package io.github.luasearchers.engine.compiler;

import static io.github.luasearchers.engine.compiler.CodeBuffer.NO_JUMP;

import io.github.luasearchers.engine.compiler.ExpDesc.Kind;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Generates the instructions of expressions. Names in comments are those of PUC's {@code lcode.c}.
 */
final class CodeGenerator {

  /** The number of elements that one instruction stores into a new table. */
  static final int FIELDS_PER_FLUSH = 50;

  /** A number of results or values that is only known when the call is made. */
  static final int MULTIPLE = -1;

  private final FunctionState function;
  private final CodeBuffer code;
  private final Lexer lexer;

  CodeGenerator(FunctionState function, Lexer lexer) {
    this.function = function;
    this.code = function.code;
    this.lexer = lexer;
  }

  // ---- registers

  private void free(int register) {
    if (!Op.isConstant(register) && register >= function.activeRegisters) {
      function.freeRegister--;
    }
  }

  private void free(ExpDesc e) {
    if (e.kind == Kind.NON_RELOCATABLE) {
      free(e.info);
    }
  }

  // ---- constants

  void string(ExpDesc e, LuaString string) {
    e.set(Kind.CONSTANT, function.constants.index(string));
  }

  /** Puts a constant into a register (luaK_codek). */
  private void loadConstant(int register, int index) {
    if (index <= Op.MAX_BX) {
      code.add(Op.abx(Op.LOADK, register, index));
    } else {
      code.add(Op.abx(Op.LOADKX, register, 0));
      code.add(Op.ax(Op.EXTRAARG, index));
    }
  }

  /** Puts a number into the next register. */
  void loadNumber(LuaNumber number) {
    loadConstant(function.freeRegister, function.constants.index(number));
    function.reserve(1);
  }

  // ---- from expressions to values

  /** Sets how many results are wanted of a call or vararg (luaK_setreturns). */
  void setReturns(ExpDesc e, int results) {
    // Only for these two kinds is the information the place of an instruction.
    if (e.kind == Kind.CALL) {
      code.set(e.info, Op.withC(code.get(e.info), results + 1));
    } else if (e.kind == Kind.VARARG) {
      int withB = Op.withB(code.get(e.info), results + 1);
      code.set(e.info, Op.withA(withB, function.freeRegister));
      function.reserve(1);
    }
  }

  void setMultipleReturns(ExpDesc e) {
    setReturns(e, MULTIPLE);
  }

  void setOneReturn(ExpDesc e) {
    if (e.kind == Kind.CALL) {
      e.kind = Kind.NON_RELOCATABLE;
      e.info = Op.a(code.get(e.info));
    } else if (e.kind == Kind.VARARG) {
      code.set(e.info, Op.withB(code.get(e.info), 2));
      e.kind = Kind.RELOCATABLE;
    }
  }

  /** Fetches a variable's value (luaK_dischargevars). */
  void discharge(ExpDesc e) {
    switch (e.kind) {
      case LOCAL -> e.kind = Kind.NON_RELOCATABLE;
      case UPVALUE -> {
        e.info = code.abc(Op.GETUPVAL, 0, e.info, 0);
        e.kind = Kind.RELOCATABLE;
      }
      case INDEXED -> {
        free(e.index);
        if (!e.tableIsUpvalue) {
          free(e.table);
        }
        e.info = code.abc(e.tableIsUpvalue ? Op.GETTABUP : Op.GETTABLE, 0, e.table, e.index);
        e.kind = Kind.RELOCATABLE;
      }
      case CALL, VARARG -> setOneReturn(e);
      default -> {
        // It already is one value in a known place.
      }
    }
  }

  private void dischargeTo(ExpDesc e, int register) {
    discharge(e);
    switch (e.kind) {
      case NIL -> code.loadNil(register, 1);
      case FALSE, TRUE -> code.abc(Op.LOADBOOL, register, e.kind == Kind.TRUE ? 1 : 0, 0);
      case CONSTANT -> loadConstant(register, e.info);
      case NUMBER -> loadConstant(register, function.constants.index(e.number));
      case RELOCATABLE -> code.set(e.info, Op.withA(code.get(e.info), register));
      case NON_RELOCATABLE -> {
        if (register != e.info) {
          code.abc(Op.MOVE, register, e.info, 0);
        }
      }
      default -> {
        return;
      }
    }
    e.info = register;
    e.kind = Kind.NON_RELOCATABLE;
  }

  private void dischargeToAny(ExpDesc e) {
    if (e.kind != Kind.NON_RELOCATABLE) {
      function.reserve(1);
      dischargeTo(e, function.freeRegister - 1);
    }
  }

  /** Puts a value into a register (exp2reg). */
  private void toRegister(ExpDesc e, int register) {
    dischargeTo(e, register);
    if (e.kind == Kind.JUMP) {
      e.whenTrue = code.concat(e.whenTrue, e.info);
    }
    if (e.hasJumps()) {
      resolveJumps(e, register);
    }
    e.set(Kind.NON_RELOCATABLE, register);
  }

  private void resolveJumps(ExpDesc e, int register) {
    int loadFalse = NO_JUMP;
    int loadTrue = NO_JUMP;
    if (code.needsValue(e.whenTrue) || code.needsValue(e.whenFalse)) {
      int over = e.kind == Kind.JUMP ? NO_JUMP : code.jump();
      loadFalse = loadBoolean(register, 0, 1);
      loadTrue = loadBoolean(register, 1, 0);
      code.patchToHere(over);
    }
    int end = code.label();
    code.patch(e.whenFalse, end, register, loadFalse);
    code.patch(e.whenTrue, end, register, loadTrue);
  }

  private int loadBoolean(int register, int value, int skip) {
    code.label();
    return code.abc(Op.LOADBOOL, register, value, skip);
  }

  void toNextRegister(ExpDesc e) {
    discharge(e);
    free(e);
    function.reserve(1);
    toRegister(e, function.freeRegister - 1);
  }

  int toAnyRegister(ExpDesc e) {
    discharge(e);
    if (e.kind == Kind.NON_RELOCATABLE) {
      if (!e.hasJumps()) {
        return e.info;
      }
      if (e.info >= function.activeRegisters) {
        toRegister(e, e.info);
        return e.info;
      }
    }
    toNextRegister(e);
    return e.info;
  }

  /** Puts a value into a register unless it is in an upvalue (luaK_exp2anyregup). */
  void toAnyRegisterOrUpvalue(ExpDesc e) {
    if (e.kind != Kind.UPVALUE || e.hasJumps()) {
      toAnyRegister(e);
    }
  }

  void toValue(ExpDesc e) {
    if (e.hasJumps()) {
      toAnyRegister(e);
    } else {
      discharge(e);
    }
  }

  /** Converts a value to a register or constant, as operands B and C hold it (luaK_exp2RK). */
  int toRegisterOrConstant(ExpDesc e) {
    toValue(e);
    switch (e.kind) {
      case TRUE, FALSE, NIL -> {
        if (function.constants.count() > Op.MAX_RK) {
          return toAnyRegister(e);
        }
        e.info = function.constants.index(simpleConstant(e.kind));
        e.kind = Kind.CONSTANT;
        return e.info | Op.CONSTANT;
      }
      case NUMBER -> {
        e.info = function.constants.index(e.number);
        e.kind = Kind.CONSTANT;
      }
      case CONSTANT -> {}
      default -> {
        return toAnyRegister(e);
      }
    }
    return e.info <= Op.MAX_RK ? e.info | Op.CONSTANT : toAnyRegister(e);
  }

  private static LuaValue simpleConstant(Kind kind) {
    if (kind == Kind.NIL) {
      return LuaValue.NIL;
    }
    return kind == Kind.TRUE ? LuaValue.TRUE : LuaValue.FALSE;
  }

  // ---- variables and elements

  void store(ExpDesc variable, ExpDesc value) {
    switch (variable.kind) {
      case LOCAL -> {
        free(value);
        toRegister(value, variable.info);
        return;
      }
      case UPVALUE -> code.abc(Op.SETUPVAL, toAnyRegister(value), variable.info, 0);
      default -> {
        int operand = toRegisterOrConstant(value);
        int op = variable.tableIsUpvalue ? Op.SETTABUP : Op.SETTABLE;
        code.abc(op, variable.table, variable.index, operand);
      }
    }
    free(value);
  }

  /**
   * Turns {@code e} into its method {@code key}, with {@code e} as the first argument (luaK_self).
   */
  void self(ExpDesc e, ExpDesc key) {
    int object = toAnyRegister(e);
    free(e);
    e.info = function.freeRegister;
    e.kind = Kind.NON_RELOCATABLE;
    function.reserve(2);
    code.abc(Op.SELF, e.info, object, toRegisterOrConstant(key));
    free(key);
  }

  /** Turns {@code table} into its element {@code key} (luaK_indexed). */
  void index(ExpDesc table, ExpDesc key) {
    table.table = table.info;
    table.index = toRegisterOrConstant(key);
    table.tableIsUpvalue = table.kind == Kind.UPVALUE;
    table.kind = Kind.INDEXED;
  }

  /** Stores values that wait in registers into a new table (luaK_setlist). */
  void setList(int table, int elements, int toStore) {
    int batch = (elements - 1) / FIELDS_PER_FLUSH + 1;
    int count = toStore == MULTIPLE ? 0 : toStore;
    if (batch <= Op.MAX_C) {
      code.abc(Op.SETLIST, table, count, batch);
    } else if (batch <= Op.MAX_AX) {
      code.abc(Op.SETLIST, table, count, 0);
      code.add(Op.ax(Op.EXTRAARG, batch));
    } else {
      throw lexer.syntaxError("constructor too long");
    }
    function.freeRegister = table + 1;
  }

  void returnValues(int first, int count) {
    code.abc(Op.RETURN, first, count + 1, 0);
  }

  // ---- conditions

  private void invert(ExpDesc e) {
    int place = code.control(e.info);
    int test = code.get(place);
    code.set(place, Op.withA(test, Op.a(test) ^ 1));
  }

  private int jumpIf(ExpDesc e, boolean condition) {
    if (e.kind == Kind.RELOCATABLE) {
      int instruction = code.get(e.info);
      if (Op.opcode(instruction) == Op.NOT) {
        code.removeLast();
        return code.conditionalJump(Op.TEST, Op.b(instruction), 0, condition ? 0 : 1);
      }
    }
    dischargeToAny(e);
    free(e);
    return code.conditionalJump(Op.TESTSET, Op.NO_REGISTER, e.info, condition ? 1 : 0);
  }

  /** Continues here if the expression is true, jumps if not (luaK_goiftrue). */
  void goIfTrue(ExpDesc e) {
    discharge(e);
    int jump =
        switch (e.kind) {
          case JUMP -> {
            invert(e);
            yield e.info;
          }
          case CONSTANT, NUMBER, TRUE -> NO_JUMP;
          default -> jumpIf(e, false);
        };
    e.whenFalse = code.concat(e.whenFalse, jump);
    code.patchToHere(e.whenTrue);
    e.whenTrue = NO_JUMP;
  }

  /** Continues here if the expression is false, jumps if not (luaK_goiffalse). */
  void goIfFalse(ExpDesc e) {
    discharge(e);
    int jump =
        switch (e.kind) {
          case JUMP -> e.info;
          case NIL, FALSE -> NO_JUMP;
          default -> jumpIf(e, true);
        };
    e.whenTrue = code.concat(e.whenTrue, jump);
    code.patchToHere(e.whenFalse);
    e.whenFalse = NO_JUMP;
  }

  private void not(ExpDesc e) {
    discharge(e);
    switch (e.kind) {
      case NIL, FALSE -> e.kind = Kind.TRUE;
      case CONSTANT, NUMBER, TRUE -> e.kind = Kind.FALSE;
      case JUMP -> invert(e);
      default -> {
        dischargeToAny(e);
        free(e);
        e.info = code.abc(Op.NOT, 0, e.info, 0);
        e.kind = Kind.RELOCATABLE;
      }
    }
    int jumps = e.whenFalse;
    e.whenFalse = e.whenTrue;
    e.whenTrue = jumps;
    code.removeValues(e.whenFalse);
    code.removeValues(e.whenTrue);
  }

  // ---- operators

  void prefix(Operator op, ExpDesc e, int line) {
    switch (op) {
      case NOT -> not(e);
      case LEN -> unary(Op.LEN, e, line);
      default -> {
        if (!folds(op, e, e)) {
          unary(op.opcode(), e, line);
        }
      }
    }
  }

  private void unary(int op, ExpDesc e, int line) {
    int operand = toAnyRegister(e);
    free(e);
    finish(e, code.abc(op, 0, operand, 0), line);
  }

  /** Computes an operation on constants, and tells whether it could. */
  private boolean folds(Operator op, ExpDesc left, ExpDesc right) {
    if (!left.isNumeral() || !right.isNumeral()) {
      return false;
    }
    LuaNumber result = ConstantFolding.fold(op, left.number, right.number, lexer.level);
    if (result == null) {
      return false;
    }
    left.number = result;
    return true;
  }

  private void finish(ExpDesc e, int place, int line) {
    e.info = place;
    e.kind = Kind.RELOCATABLE;
    code.fixLine(line);
  }

  /** Prepares the first operand, before the second one is read (luaK_infix). */
  void infix(Operator op, ExpDesc e) {
    switch (op) {
      case AND -> goIfTrue(e);
      case OR -> goIfFalse(e);
      case CONCAT -> toNextRegister(e);
      default -> {
        if (!op.isArithmetic() || !e.isNumeral()) {
          toRegisterOrConstant(e);
        }
      }
    }
  }

  /** Applies an operator to both operands (luaK_posfix). */
  void posfix(Operator op, ExpDesc left, ExpDesc right, int line) {
    switch (op) {
      case AND -> {
        discharge(right);
        right.whenFalse = code.concat(right.whenFalse, left.whenFalse);
        left.setFrom(right);
      }
      case OR -> {
        discharge(right);
        right.whenTrue = code.concat(right.whenTrue, left.whenTrue);
        left.setFrom(right);
      }
      case CONCAT -> concat(left, right, line);
      default -> {
        if (op.isArithmetic()) {
          arithmetic(op, left, right, line);
        } else {
          compare(op, left, right);
        }
      }
    }
  }

  private void concat(ExpDesc left, ExpDesc right, int line) {
    toValue(right);
    if (right.kind == Kind.RELOCATABLE && Op.opcode(code.get(right.info)) == Op.CONCAT) {
      free(left);
      code.set(right.info, Op.withB(code.get(right.info), left.info));
      left.kind = Kind.RELOCATABLE;
      left.info = right.info;
    } else {
      toNextRegister(right);
      binary(Op.CONCAT, left, right, line);
    }
  }

  private void arithmetic(Operator op, ExpDesc left, ExpDesc right, int line) {
    if (!folds(op, left, right)) {
      binary(op.opcode(), left, right, line);
    }
  }

  private void binary(int op, ExpDesc left, ExpDesc right, int line) {
    int second = toRegisterOrConstant(right);
    int first = toRegisterOrConstant(left);
    if (first > second) {
      free(left);
      free(right);
    } else {
      free(right);
      free(left);
    }
    finish(left, code.abc(op, 0, first, second), line);
  }

  private void compare(Operator op, ExpDesc left, ExpDesc right) {
    int first = toRegisterOrConstant(left);
    int second = toRegisterOrConstant(right);
    free(right);
    free(left);
    boolean swapped = op == Operator.GT || op == Operator.GE;
    int condition = op == Operator.NE ? 0 : 1;
    left.info =
        swapped
            ? code.conditionalJump(op.opcode(), condition, second, first)
            : code.conditionalJump(op.opcode(), condition, first, second);
    left.kind = Kind.JUMP;
  }
}
