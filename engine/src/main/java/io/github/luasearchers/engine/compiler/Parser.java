package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.compiler.ExpDesc.Kind;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Prototype;

/** Parses statements, and with them a whole chunk. */
final class Parser extends ExpressionParser {

  private final LuaString source;
  private final Gotos gotos;
  private final boolean is5_4;

  Parser(Lexer lexer, LuaString source) {
    super(lexer);
    this.source = source;
    this.gotos = scopes.gotos;
    this.is5_4 = lexer.level.atLeast(Level.LUA_5_4);
  }

  // ---- functions

  /** Parses the chunk: a vararg function with one upvalue, the environment. */
  Prototype chunk() {
    function.begin(0, 0, 0);
    Block block = scopes.enter(function, false);
    function.isVararg = true;
    ExpDesc environment = new ExpDesc();
    environment.set(Kind.LOCAL, 0);
    function.addUpvalue(environment(), environment, false);
    lexer.next();
    statements();
    lexer.check(Token.EOS);
    return close(block, 0);
  }

  @Override
  void body(ExpDesc e, boolean isMethod, int line) {
    FunctionState outer = function;
    function = outer.open(line, scopes.variableCount(), scopes.gotos.labels.size());
    Block block = scopes.enter(function, false);
    lexer.checkNext('(');
    if (isMethod) {
      scopes.declare(function, lexer.name("self"));
      scopes.activate(function, 1);
    }
    parameters();
    lexer.checkNext(')');
    statements();
    int lastLine = lexer.line();
    lexer.checkMatch(Token.END, Token.FUNCTION, line);
    // PUC makes the closure before it ends the function.
    e.set(Kind.RELOCATABLE, outer.code.add(Op.abx(Op.CLOSURE, 0, outer.functionCount())));
    outer.generator.toNextRegister(e);
    outer.add(close(block, lastLine));
    function = outer;
  }

  private Prototype close(Block block, int lastLine) {
    function.generator.returnValues(0, 0);
    scopes.leave(function, block);
    return function.finish(source, lastLine);
  }

  private void parameters() {
    int count = 0;
    if (lexer.token != ')') {
      do {
        switch (lexer.token) {
          case Token.NAME -> {
            scopes.declare(function, lexer.checkName());
            count++;
          }
          case Token.DOTS -> {
            lexer.next();
            function.isVararg = true;
          }
          default -> throw lexer.syntaxError("<name> or '...' expected");
        }
      } while (!function.isVararg && lexer.testNext(','));
    }
    scopes.activate(function, count);
    function.parameters = function.activeVariables;
    function.reserve(function.activeVariables);
  }

  // ---- blocks

  private boolean endsBlock(boolean withUntil) {
    switch (lexer.token) {
      case Token.ELSE, Token.ELSEIF, Token.END, Token.EOS -> {
        return true;
      }
      case Token.UNTIL -> {
        return withUntil;
      }
      default -> {
        return false;
      }
    }
  }

  private void statements() {
    while (!endsBlock(true)) {
      boolean last = lexer.token == Token.RETURN;
      statement();
      if (last) {
        return;
      }
    }
  }

  private void block() {
    Block block = scopes.enter(function, false);
    statements();
    scopes.leave(function, block);
  }

  private Block currentBlock() {
    Block block = function.block;
    if (block == null) {
      throw new IllegalStateException("no block");
    }
    return block;
  }

  private void statement() {
    int line = lexer.line();
    enterLevel();
    switch (lexer.token) {
      case ';' -> lexer.next();
      case Token.IF -> ifStatement(line);
      case Token.WHILE -> whileStatement(line);
      case Token.DO -> {
        lexer.next();
        block();
        lexer.checkMatch(Token.END, Token.DO, line);
      }
      case Token.FOR -> forStatement(line);
      case Token.REPEAT -> repeatStatement(line);
      case Token.FUNCTION -> functionStatement(line);
      case Token.LOCAL -> {
        lexer.next();
        if (lexer.testNext(Token.FUNCTION)) {
          localFunction();
        } else {
          localStatement();
        }
      }
      case Token.DOUBLE_COLON -> {
        lexer.next();
        labelStatement(lexer.checkName(), line);
      }
      case Token.RETURN -> {
        lexer.next();
        returnStatement();
      }
      case Token.BREAK, Token.GOTO -> {
        if (is5_4) {
          jumpStatement();
        } else {
          gotoStatement(function.code.jump());
        }
      }
      default -> expressionStatement();
    }
    function.freeRegister = function.activeRegisters;
    leaveLevel();
  }

  // ---- goto

  /** Parses a goto or break up to Lua 5.3, where the jump comes before the rest is read. */
  private void gotoStatement(int jump) {
    int line = lexer.line();
    LuaString name = gotos.breakName;
    if (lexer.testNext(Token.GOTO)) {
      name = lexer.checkName();
    } else {
      lexer.next();
    }
    gotos.jumpForward(function, currentBlock(), name, line, jump);
  }

  /** Parses a goto or break of Lua 5.4. */
  private void jumpStatement() {
    boolean isBreak = lexer.token == Token.BREAK;
    int line = lexer.line();
    lexer.next();
    LuaString name = gotos.breakName;
    if (!isBreak) {
      line = lexer.line();
      name = lexer.checkName();
    }
    if (isBreak || !gotos.jumpBack(function, name)) {
      gotos.jumpForward(function, currentBlock(), name, line, function.code.jump());
    }
  }

  private void labelStatement(LuaString name, int line) {
    Block block = currentBlock();
    Label label;
    if (is5_4) {
      lexer.checkNext(Token.DOUBLE_COLON);
      skipEmptyStatements();
      gotos.checkUnused(function.firstLabel, name);
      label = gotos.add(function, name, line);
    } else {
      gotos.checkUnused(block.firstLabel, name);
      lexer.checkNext(Token.DOUBLE_COLON);
      label = gotos.add(function, name, line);
      skipEmptyStatements();
    }
    if (endsBlock(false)) {
      // At a block's end its variables are out of scope already.
      label.activeVariables = block.activeVariables;
      label.registers = block.activeRegisters;
    }
    gotos.resolveGotos(function, block, label);
  }

  private void skipAfterJump() {
    if (is5_4) {
      while (lexer.testNext(';')) {}
    } else {
      skipEmptyStatements();
    }
  }

  private void skipEmptyStatements() {
    while (lexer.token == ';' || lexer.token == Token.DOUBLE_COLON) {
      statement();
    }
  }

  // ---- conditions and loops

  /** Parses a condition and returns the jumps that are taken if it is false. */
  private int condition() {
    ExpDesc e = new ExpDesc();
    expression(e);
    if (e.kind == Kind.NIL) {
      e.kind = Kind.FALSE;
    }
    function.generator.goIfTrue(e);
    return e.whenFalse;
  }

  private void ifStatement(int line) {
    int ends = thenBlock(CodeBuffer.NO_JUMP);
    while (lexer.token == Token.ELSEIF) {
      ends = thenBlock(ends);
    }
    if (lexer.testNext(Token.ELSE)) {
      block();
    }
    lexer.checkMatch(Token.END, Token.IF, line);
    function.code.patchToHere(ends);
  }

  /**
   * Parses {@code [if | elseif] condition then block} and returns the jumps to the end of the whole
   * statement.
   */
  private int thenBlock(int ends) {
    lexer.next();
    ExpDesc e = new ExpDesc();
    expression(e);
    lexer.checkNext(Token.THEN);
    Block block;
    int otherwise;
    if (lexer.token == Token.GOTO && !is5_4 || lexer.token == Token.BREAK) {
      function.generator.goIfFalse(e);
      block = scopes.enter(function, false);
      gotoStatement(e.whenTrue);
      skipAfterJump();
      if (endsBlock(false)) {
        scopes.leave(function, block);
        return ends;
      }
      otherwise = function.code.jump();
    } else {
      function.generator.goIfTrue(e);
      block = scopes.enter(function, false);
      otherwise = e.whenFalse;
    }
    statements();
    scopes.leave(function, block);
    int all = ends;
    if (lexer.token == Token.ELSE || lexer.token == Token.ELSEIF) {
      all = function.code.concat(ends, function.code.jump());
    }
    function.code.patchToHere(otherwise);
    return all;
  }

  private void whileStatement(int line) {
    CodeBuffer code = function.code;
    lexer.next();
    int start = code.label();
    int exit = condition();
    Block loop = scopes.enter(function, true);
    lexer.checkNext(Token.DO);
    block();
    code.patchList(code.jump(), start);
    lexer.checkMatch(Token.END, Token.WHILE, line);
    scopes.leave(function, loop);
    code.patchToHere(exit);
  }

  private void repeatStatement(int line) {
    CodeBuffer code = function.code;
    int start = code.label();
    Block loop = scopes.enter(function, true);
    Block scope = scopes.enter(function, false);
    lexer.next();
    statements();
    lexer.checkMatch(Token.UNTIL, Token.REPEAT, line);
    int again = condition();
    if (scope.hasUpvalue && !is5_4) {
      code.patchClose(again, scope.activeRegisters);
    }
    scopes.leave(function, scope);
    if (scope.hasUpvalue && is5_4) {
      int exit = code.jump();
      code.patchToHere(again);
      code.close(scope.activeRegisters);
      again = code.jump();
      code.patchToHere(exit);
    }
    code.patchList(again, start);
    scopes.leave(function, loop);
  }

  private void forStatement(int line) {
    Block loop = scopes.enter(function, true);
    lexer.next();
    LuaString name = lexer.checkName();
    switch (lexer.token) {
      case '=' -> numericFor(name, line);
      case ',', Token.IN -> genericFor(name);
      default -> throw lexer.syntaxError("'=' or 'in' expected");
    }
    lexer.checkMatch(Token.END, Token.FOR, line);
    scopes.leave(function, loop);
  }

  private void numericFor(LuaString name, int line) {
    int base = function.freeRegister;
    declareHidden("(for index)");
    declareHidden("(for limit)");
    declareHidden("(for step)");
    scopes.declare(function, name);
    lexer.checkNext('=');
    expressionToRegister();
    lexer.checkNext(',');
    expressionToRegister();
    if (lexer.testNext(',')) {
      expressionToRegister();
    } else {
      function.generator.loadNumber(LuaInteger.valueOf(1));
    }
    scopes.activate(function, 3);
    if (is5_4) {
      forBody5_4(base, line, 1, true);
    } else {
      forBody(base, line, 1, true);
    }
  }

  /** Declares a variable that a loop needs, and that Lua 5.4 names after its purpose no more. */
  private void declareHidden(String name) {
    scopes.declare(function, lexer.name(is5_4 ? "(for state)" : name));
  }

  private void expressionToRegister() {
    ExpDesc e = new ExpDesc();
    expression(e);
    function.generator.toNextRegister(e);
  }

  private void genericFor(LuaString first) {
    int base = function.freeRegister;
    int hidden = is5_4 ? 4 : 3;
    declareHidden("(for generator)");
    declareHidden("(for state)");
    declareHidden("(for control)");
    if (is5_4) {
      declareHidden("(for closing value)");
    }
    scopes.declare(function, first);
    int variables = 1;
    while (lexer.testNext(',')) {
      scopes.declare(function, lexer.checkName());
      variables++;
    }
    lexer.checkNext(Token.IN);
    int line = lexer.line();
    ExpDesc e = new ExpDesc();
    adjust(hidden, expressions(e), e);
    scopes.activate(function, hidden);
    if (is5_4) {
      markToClose();
    }
    function.checkStack(3);
    if (is5_4) {
      forBody5_4(base, line, variables, false);
    } else {
      forBody(base, line, variables, false);
    }
  }

  private void markToClose() {
    Block block = currentBlock();
    block.hasUpvalue = true;
    block.isInsideToClose = true;
  }

  private void forBody(int base, int line, int variables, boolean numeric) {
    CodeBuffer code = function.code;
    lexer.checkNext(Token.DO);
    int prepare = numeric ? code.jumping(Op.FORPREP, base) : code.jump();
    forBlock(variables);
    code.patchToHere(prepare);
    int end;
    if (numeric) {
      end = code.jumping(Op.FORLOOP, base);
    } else {
      code.abc(Op.TFORCALL, base, 0, variables);
      code.fixLine(line);
      end = code.jumping(Op.TFORLOOP, base + 2);
    }
    code.patchList(end, prepare + 1);
    code.fixLine(line);
  }

  /** Parses a loop of Lua 5.4, whose first instruction skips the loop or begins it. */
  private void forBody5_4(int base, int line, int variables, boolean numeric) {
    CodeBuffer code = function.code;
    lexer.checkNext(Token.DO);
    int prepare = code.jumping(numeric ? Op.FORPREP_5_4 : Op.TFORPREP, base);
    forBlock(variables);
    int end;
    if (numeric) {
      end = code.jumping(Op.FORLOOP, base);
      code.patchList(end, prepare + 1);
      code.fixLine(line);
      code.patchToHere(prepare);
    } else {
      code.patchToHere(prepare);
      code.abc(Op.TFORCALL_5_4, base, 0, variables);
      code.fixLine(line);
      end = code.jumping(Op.TFORLOOP_5_4, base);
      code.patchList(end, prepare + 1);
      code.fixLine(line);
    }
  }

  private void forBlock(int variables) {
    Block block = scopes.enter(function, false);
    scopes.activate(function, variables);
    function.reserve(variables);
    block();
    scopes.leave(function, block);
  }

  // ---- declarations and assignments

  private void functionStatement(int line) {
    lexer.next();
    ExpDesc name = new ExpDesc();
    variable(name);
    while (lexer.token == '.') {
      field(name);
    }
    boolean isMethod = lexer.token == ':';
    if (isMethod) {
      field(name);
    }
    ExpDesc body = new ExpDesc();
    body(body, isMethod, line);
    scopes.checkAssignment(function, name);
    function.generator.store(name, body);
    function.code.fixLine(line);
  }

  private void localFunction() {
    Variable variable = scopes.declare(function, lexer.checkName());
    scopes.activate(function, 1);
    ExpDesc body = new ExpDesc();
    body(body, false, lexer.line());
    // Debuggers see the variable only from here on.
    variable.debug.startpc = function.code.pc();
  }

  private void localStatement() {
    int variables = 0;
    Variable last;
    Variable toClose = null;
    do {
      last = scopes.declare(function, lexer.checkName());
      attribute(last);
      if (last.kind == Variable.Kind.TO_CLOSE) {
        if (toClose != null) {
          throw lexer.semanticError("multiple to-be-closed variables in local list");
        }
        toClose = last;
      }
      variables++;
    } while (lexer.testNext(','));
    ExpDesc e = new ExpDesc();
    int values = lexer.testNext('=') ? expressions(e) : 0;
    if (variables == values && last.kind == Variable.Kind.CONSTANT && isConstant(e)) {
      scopes.activate(function, variables - 1);
      scopes.activateConstant(function, e);
    } else {
      adjust(variables, values, e);
      scopes.activate(function, variables);
    }
    if (toClose != null) {
      markToClose();
      function.code.abc(Op.TBC, toClose.register, 0, 0);
    }
  }

  /** Parses the attribute that a variable may have in Lua 5.4. */
  private void attribute(Variable variable) {
    if (!is5_4 || !lexer.testNext('<')) {
      return;
    }
    LuaString name = lexer.checkName();
    lexer.checkNext('>');
    String text = LuaText.excerptOfLatin1(name);
    switch (text) {
      case "const" -> variable.kind = Variable.Kind.CONSTANT;
      case "close" -> variable.kind = Variable.Kind.TO_CLOSE;
      default -> throw lexer.semanticError("unknown attribute '" + text + "'");
    }
  }

  /** Tells whether the compiler knows an expression's value ({@code luaK_exp2const}). */
  private static boolean isConstant(ExpDesc e) {
    return !e.hasJumps()
        && switch (e.kind) {
          case NIL, TRUE, FALSE, NUMBER, CONSTANT -> true;
          default -> false;
        };
  }

  /** Adjusts the number of values to the number of variables. */
  private void adjust(int variables, int values, ExpDesc last) {
    CodeGenerator generator = function.generator;
    int missing = variables - values;
    if (last.hasMultipleResults()) {
      int results = Math.max(missing + 1, 0);
      generator.setReturns(last, results);
      if (results > 1) {
        function.reserve(results - 1);
      }
      return;
    }
    if (last.kind != Kind.VOID) {
      generator.toNextRegister(last);
    }
    if (missing > 0) {
      int register = function.freeRegister;
      function.reserve(missing);
      function.code.loadNil(register, missing);
    }
  }

  /** A variable on the left of an assignment: PUC's {@code LHS_assign}. */
  private static final class Target {
    final @Nullable Target previous;
    final ExpDesc variable = new ExpDesc();

    Target(@Nullable Target previous) {
      this.previous = previous;
    }
  }

  private void expressionStatement() {
    Target target = new Target(null);
    ExpDesc e = target.variable;
    suffixed(e);
    if (lexer.token == '=' || lexer.token == ',') {
      assignment(target, 1);
      return;
    }
    if (e.kind != Kind.CALL) {
      throw lexer.syntaxError("syntax error");
    }
    function.code.set(e.info, Op.withC(function.code.get(e.info), 1));
  }

  private void assignment(Target target, int variables) {
    if (!target.variable.isVariable()) {
      throw lexer.syntaxError("syntax error");
    }
    scopes.checkAssignment(function, target.variable);
    ExpDesc e = new ExpDesc();
    if (lexer.testNext(',')) {
      Target next = new Target(target);
      suffixed(next.variable);
      if (next.variable.kind != Kind.INDEXED) {
        keepAside(target, next.variable);
      }
      nextTarget(next, variables);
    } else {
      lexer.checkNext('=');
      int values = expressions(e);
      if (values == variables) {
        function.generator.setOneReturn(e);
        function.generator.store(target.variable, e);
        return;
      }
      adjust(variables, values, e);
      if (values > variables) {
        function.freeRegister -= values - variables;
      }
    }
    e.set(Kind.NON_RELOCATABLE, function.freeRegister - 1);
    function.generator.store(target.variable, e);
  }

  /** Goes on with the target after some others: in Lua 5.4 each is a level of its own. */
  private void nextTarget(Target next, int variables) {
    if (lexer.level.atLeast(Level.LUA_5_4)) {
      enterLevel();
      assignment(next, variables + 1);
      leaveLevel();
    } else {
      checkLevels(variables);
      assignment(next, variables + 1);
    }
  }

  /**
   * Copies a variable that the assignment changes if an earlier target uses it as table or index
   * (check_conflict).
   */
  private void keepAside(Target targets, ExpDesc variable) {
    int copy = function.freeRegister;
    boolean conflict = false;
    boolean isLocal = variable.kind == Kind.LOCAL;
    for (Target target = targets; target != null; target = target.previous) {
      ExpDesc e = target.variable;
      if (e.kind != Kind.INDEXED) {
        continue;
      }
      if (e.tableIsUpvalue != isLocal && e.table == variable.info) {
        conflict = true;
        e.tableIsUpvalue = false;
        e.table = copy;
      }
      if (isLocal && e.index == variable.info) {
        conflict = true;
        e.index = copy;
      }
    }
    if (conflict) {
      function.code.abc(isLocal ? Op.MOVE : Op.GETUPVAL, copy, variable.info, 0);
      function.reserve(1);
    }
  }

  private void returnStatement() {
    CodeGenerator generator = function.generator;
    int first = 0;
    int count = 0;
    if (!endsBlock(true) && lexer.token != ';') {
      ExpDesc e = new ExpDesc();
      count = expressions(e);
      if (e.hasMultipleResults()) {
        generator.setMultipleReturns(e);
        if (e.kind == Kind.CALL && count == 1 && !currentBlock().isInsideToClose) {
          function.code.set(e.info, Op.withOpcode(function.code.get(e.info), Op.TAILCALL));
        }
        first = function.activeRegisters;
        count = CodeGenerator.MULTIPLE;
      } else if (count == 1) {
        first = generator.toAnyRegister(e);
      } else {
        generator.toNextRegister(e);
        first = function.activeRegisters;
      }
    }
    generator.returnValues(first, count);
    lexer.testNext(';');
  }
}
