package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.compiler.ExpDesc.Kind;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** Parses expressions. {@link Parser} parses the bodies of functions. */
abstract class ExpressionParser {

  /**
   * PUC's LUAI_MAXCCALLS, the deepest nesting: it keeps the recursive parser from using up the
   * thread's stack.
   */
  private static final int MAX_LEVELS = 200;

  /** The levels that PUC has used before it calls the parser. */
  private static final int FIRST_LEVEL = 2;

  /** Binds more weakly than any operator. */
  private static final int NO_PRIORITY = 0;

  private static final int MAX_ITEMS = Integer.MAX_VALUE - 2;

  final Lexer lexer;
  final Scopes scopes;

  /** The function that is being parsed. */
  FunctionState function;

  private final LuaString environment;
  private int level = FIRST_LEVEL;

  ExpressionParser(Lexer lexer) {
    this.lexer = lexer;
    this.scopes = new Scopes(lexer);
    this.function = new FunctionState(lexer, null);
    this.environment = lexer.name("_ENV");
  }

  final LuaString environment() {
    return environment;
  }

  /** Parses a function from its parameters on, and sets {@code e} to the closure. */
  abstract void body(ExpDesc e, boolean isMethod, int line);

  // ---- nesting

  final void enterLevel() {
    level++;
    checkLevels(0);
  }

  final void leaveLevel() {
    level--;
  }

  /** Fails if this many more levels would be too many. */
  final void checkLevels(int more) {
    if (!lexer.level.atLeast(Level.LUA_5_4)) {
      function.checkLimit(level + more, MAX_LEVELS, "C levels");
    } else if (level + more >= MAX_LEVELS) {
      throw new ScriptError(LuaText.of("C stack overflow"));
    }
  }

  // ---- names

  final void variable(ExpDesc e) {
    LuaString name = lexer.checkName();
    scopes.find(function, name, e);
    if (e.kind == Kind.VOID) {
      scopes.find(function, environment, e);
      scopes.fold(function, e); // the environment may be a constant, such as local _ENV <const> = 1
      function.generator.toAnyRegisterOrUpvalue(e);
      ExpDesc key = new ExpDesc();
      function.generator.string(key, name);
      function.generator.index(e, key);
    }
  }

  private void name(ExpDesc e) {
    function.generator.string(e, lexer.checkName());
  }

  /** Parses the field after a point or colon. */
  final void field(ExpDesc e) {
    scopes.fold(function, e);
    function.generator.toAnyRegisterOrUpvalue(e);
    lexer.next();
    ExpDesc key = new ExpDesc();
    name(key);
    function.generator.index(e, key);
  }

  private void bracketedIndex(ExpDesc e) {
    lexer.next();
    expression(e);
    function.generator.toValue(e);
    lexer.checkNext(']');
  }

  // ---- table constructors

  /** A table constructor that is being parsed. */
  private static final class Constructor {
    final int table;

    /** The last element, which is not stored yet. */
    final ExpDesc element = new ExpDesc();

    int records;
    int elements;
    int toStore;

    Constructor(int table) {
      this.table = table;
    }
  }

  private void constructor(ExpDesc e) {
    FunctionState function = this.function;
    int line = lexer.line();
    int place = function.code.abc(Op.NEWTABLE, 0, 0, 0);
    e.set(Kind.RELOCATABLE, place);
    function.generator.toNextRegister(e);
    Constructor constructor = new Constructor(e.info);
    lexer.checkNext('{');
    do {
      if (lexer.token == '}') {
        break;
      }
      closeElement(constructor);
      item(constructor);
    } while (lexer.testNext(',') || lexer.testNext(';'));
    lexer.checkMatch('}', '{', line);
    lastElement(constructor);
    int sized = Op.withB(function.code.get(place), floatingByte(constructor.elements));
    function.code.set(place, Op.withC(sized, floatingByte(constructor.records)));
  }

  private void item(Constructor constructor) {
    boolean isRecord = lexer.token == '[' || lexer.token == Token.NAME && lexer.lookAhead() == '=';
    if (isRecord) {
      record(constructor);
    } else {
      element(constructor);
    }
  }

  private void record(Constructor constructor) {
    FunctionState function = this.function;
    int register = function.freeRegister;
    ExpDesc key = new ExpDesc();
    if (lexer.token == Token.NAME) {
      function.checkLimit(constructor.records, MAX_ITEMS, "items in a constructor");
      name(key);
    } else {
      bracketedIndex(key);
    }
    constructor.records++;
    lexer.checkNext('=');
    int keyOperand = function.generator.toRegisterOrConstant(key);
    ExpDesc value = new ExpDesc();
    expression(value);
    int valueOperand = function.generator.toRegisterOrConstant(value);
    function.code.abc(Op.SETTABLE, constructor.table, keyOperand, valueOperand);
    function.freeRegister = register;
  }

  private void element(Constructor constructor) {
    expression(constructor.element);
    function.checkLimit(constructor.elements, MAX_ITEMS, "items in a constructor");
    constructor.elements++;
    constructor.toStore++;
  }

  private void closeElement(Constructor constructor) {
    ExpDesc element = constructor.element;
    if (element.kind == Kind.VOID) {
      return;
    }
    function.generator.toNextRegister(element);
    element.kind = Kind.VOID;
    if (constructor.toStore == CodeGenerator.FIELDS_PER_FLUSH) {
      flush(constructor, constructor.toStore);
    }
  }

  private void lastElement(Constructor constructor) {
    if (constructor.toStore == 0) {
      return;
    }
    ExpDesc element = constructor.element;
    if (element.hasMultipleResults()) {
      function.generator.setMultipleReturns(element);
      flush(constructor, CodeGenerator.MULTIPLE);
      constructor.elements--;
    } else {
      if (element.kind != Kind.VOID) {
        function.generator.toNextRegister(element);
      }
      flush(constructor, constructor.toStore);
    }
  }

  private void flush(Constructor constructor, int toStore) {
    function.generator.setList(constructor.table, constructor.elements, toStore);
    constructor.toStore = 0;
  }

  /** Returns a size as eight bits, rounded up: eeeeexxx is 1xxx * 2^(eeeee - 1) (luaO_int2fb). */
  private static int floatingByte(int size) {
    int exponent = 0;
    int mantissa = size;
    while (mantissa >= 16) {
      mantissa = mantissa + 1 >> 1;
      exponent++;
    }
    return mantissa < 8 ? mantissa : exponent + 1 << 3 | mantissa - 8;
  }

  // ---- calls

  private void arguments(ExpDesc e, int line) {
    FunctionState function = this.function;
    ExpDesc last = new ExpDesc();
    switch (lexer.token) {
      case '(' -> parenthesizedArguments(last, line);
      case '{' -> constructor(last);
      case Token.STRING -> {
        function.generator.string(last, lexer.string);
        lexer.next();
      }
      default -> throw lexer.syntaxError("function arguments expected");
    }
    int base = e.info;
    int count = CodeGenerator.MULTIPLE;
    if (!last.hasMultipleResults()) {
      if (last.kind != Kind.VOID) {
        function.generator.toNextRegister(last);
      }
      count = function.freeRegister - (base + 1);
    }
    e.set(Kind.CALL, function.code.abc(Op.CALL, base, count + 1, 2));
    function.code.fixLine(line);
    function.freeRegister = base + 1;
  }

  private void parenthesizedArguments(ExpDesc last, int line) {
    lexer.next();
    if (lexer.token != ')') {
      expressions(last);
      function.generator.setMultipleReturns(last);
    }
    lexer.checkMatch(')', '(', line);
  }

  // ---- expressions

  /** Parses a list of expressions, all but the last into registers, and returns their number. */
  final int expressions(ExpDesc last) {
    int count = 1;
    expression(last);
    while (lexer.testNext(',')) {
      function.generator.toNextRegister(last);
      expression(last);
      count++;
    }
    return count;
  }

  final void expression(ExpDesc e) {
    subexpression(e, NO_PRIORITY);
  }

  /**
   * Parses an expression up to an operator that does not bind more strongly, and returns that
   * operator.
   */
  private @Nullable Operator subexpression(ExpDesc e, int priority) {
    enterLevel();
    Operator unary = Operator.unary(lexer.token, lexer.level);
    if (unary != null) {
      int line = lexer.line();
      lexer.next();
      subexpression(e, unary.right);
      function.generator.prefix(unary, e, line);
    } else {
      simple(e);
    }
    Operator op = Operator.binary(lexer.token, lexer.level);
    while (op != null && op.left > priority) {
      int line = lexer.line();
      lexer.next();
      function.generator.infix(op, e);
      ExpDesc right = new ExpDesc();
      Operator next = subexpression(right, op.right);
      function.generator.posfix(op, e, right, line);
      op = next;
    }
    leaveLevel();
    return op;
  }

  private void simple(ExpDesc e) {
    switch (lexer.token) {
      case Token.NUMBER -> e.setNumber(lexer.number);
      case Token.STRING -> function.generator.string(e, lexer.string);
      case Token.NIL -> e.set(Kind.NIL, 0);
      case Token.TRUE -> e.set(Kind.TRUE, 0);
      case Token.FALSE -> e.set(Kind.FALSE, 0);
      case Token.DOTS -> {
        if (!function.isVararg) {
          throw lexer.syntaxError("cannot use '...' outside a vararg function");
        }
        e.set(Kind.VARARG, function.code.abc(Op.VARARG, 0, 1, 0));
      }
      case '{' -> {
        constructor(e);
        return;
      }
      case Token.FUNCTION -> {
        lexer.next();
        body(e, false, lexer.line());
        return;
      }
      default -> {
        suffixed(e);
        scopes.fold(function, e);
        return;
      }
    }
    lexer.next();
  }

  private void primary(ExpDesc e) {
    switch (lexer.token) {
      case Token.NAME -> variable(e);
      case '(' -> {
        int line = lexer.line();
        lexer.next();
        expression(e);
        lexer.checkMatch(')', '(', line);
        function.generator.discharge(e);
      }
      default -> throw unexpected();
    }
  }

  private LuaError unexpected() {
    return lexer.syntaxError("unexpected symbol");
  }

  /** Parses a name or parenthesis with fields, indexes and calls after it. */
  final void suffixed(ExpDesc e) {
    int line = lexer.line();
    primary(e);
    for (; ; ) {
      switch (lexer.token) {
        case '.' -> field(e);
        case '[' -> {
          scopes.fold(function, e);
          function.generator.toAnyRegisterOrUpvalue(e);
          ExpDesc index = new ExpDesc();
          bracketedIndex(index);
          function.generator.index(e, index);
        }
        case ':' -> {
          lexer.next();
          ExpDesc method = new ExpDesc();
          name(method);
          scopes.fold(function, e);
          function.generator.self(e, method);
          arguments(e, line);
        }
        case '(', '{', Token.STRING -> {
          scopes.fold(function, e);
          function.generator.toNextRegister(e);
          arguments(e, line);
        }
        default -> {
          return;
        }
      }
    }
  }
}
