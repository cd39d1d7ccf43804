package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.compiler.ExpDesc.Kind;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * The blocks of all functions under construction with their local variables: with {@link Gotos},
 * PUC's {@code Dyndata}.
 */
final class Scopes {

  final Gotos gotos;

  private final Lexer lexer;
  private Variable[] variables = new Variable[32];
  private int variableCount;

  Scopes(Lexer lexer) {
    this.lexer = lexer;
    this.gotos = Gotos.of(lexer, this);
  }

  // ---- local variables

  /** Returns how many variables the functions under construction have declared. */
  int variableCount() {
    return variableCount;
  }

  /** Declares a variable, which is not visible yet. */
  Variable declare(FunctionState function, LuaString name) {
    Variable variable = new Variable(name, function.addVariable(name));
    function.checkVariables(variableCount + 1 - function.firstVariable);
    if (variableCount == variables.length) {
      variables = Arrays.copyOf(variables, variableCount * 2);
    }
    variables[variableCount++] = variable;
    return variable;
  }

  /** Makes some of the declared variables visible. */
  void activate(FunctionState function, int count) {
    for (int i = 0; i < count; i++) {
      Variable variable = variable(function, function.activeVariables++);
      variable.register = function.activeRegisters++;
      variable.debug.startpc = function.code.pc();
    }
  }

  /** Makes the variable that was declared last visible as a constant with a value. */
  void activateConstant(FunctionState function, ExpDesc value) {
    Variable variable = variable(function, function.activeVariables++);
    variable.kind = Variable.Kind.COMPILE_TIME;
    variable.value = value;
    if (value.kind == Kind.CONSTANT) {
      variable.text = function.constants.string(value.info);
    }
    function.removeVariable();
  }

  void deactivate(FunctionState function, int downTo) {
    variableCount -= function.activeVariables - downTo;
    while (function.activeVariables > downTo) {
      Variable variable = variable(function, --function.activeVariables);
      if (variable.kind != Variable.Kind.COMPILE_TIME) {
        variable.debug.endpc = function.code.pc();
        function.activeRegisters--;
      }
    }
  }

  Variable variable(FunctionState function, int index) {
    return variables[function.firstVariable + index];
  }

  // ---- names

  /**
   * Finds the meaning of a name: a variable of this function or of an enclosing one, or nothing.
   */
  void find(@Nullable FunctionState function, LuaString name, ExpDesc variable) {
    find(function, name, variable, true);
  }

  private void find(
      @Nullable FunctionState function, LuaString name, ExpDesc variable, boolean used) {
    if (function == null) {
      variable.set(Kind.VOID, 0);
      return;
    }
    int local = local(function, name);
    if (local >= 0) {
      findLocal(function, local, variable, used);
      return;
    }
    int upvalue = function.upvalue(name);
    if (upvalue < 0) {
      find(function.outer, name, variable, false);
      if (variable.kind == Kind.VOID || variable.kind == Kind.COMPILE_TIME) {
        return;
      }
      boolean readOnly = function.outer != null && readOnly(function.outer, variable) != null;
      upvalue = function.addUpvalue(name, variable, readOnly);
    }
    variable.set(Kind.UPVALUE, upvalue);
  }

  private void findLocal(FunctionState function, int local, ExpDesc variable, boolean used) {
    Variable found = variable(function, local);
    if (found.kind == Variable.Kind.COMPILE_TIME) {
      variable.set(Kind.COMPILE_TIME, function.firstVariable + local);
      return;
    }
    variable.set(Kind.LOCAL, found.register);
    if (!used) {
      function.markUpvalue(local);
    }
  }

  private int local(FunctionState function, LuaString name) {
    int first = function.firstVariable;
    for (int i = first + function.activeVariables - 1; i >= first; i--) {
      if (NameTable.same(variables[i].name, name)) {
        return i - first;
      }
    }
    return -1;
  }

  // ---- constants

  /** Fails if an assignment to a variable is not allowed ({@code check_readonly}). */
  void checkAssignment(FunctionState function, ExpDesc variable) {
    LuaString name = readOnly(function, variable);
    if (name != null) {
      String text = LuaText.excerptOfLatin1(name);
      throw lexer.semanticError("attempt to assign to const variable '" + text + "'");
    }
  }

  /** Returns the name of a variable that no assignment may change, null for any other. */
  private @Nullable LuaString readOnly(FunctionState function, ExpDesc variable) {
    if (!lexer.level.atLeast(Level.LUA_5_4)) {
      return null;
    }
    return switch (variable.kind) {
      case COMPILE_TIME -> variables[variable.info].name;
      case UPVALUE -> function.readOnlyUpvalue(variable.info);
      case LOCAL -> readOnlyLocal(function, variable.info);
      default -> null;
    };
  }

  private @Nullable LuaString readOnlyLocal(FunctionState function, int register) {
    int i = register;
    Variable variable = variable(function, i);
    while (variable.kind == Variable.Kind.COMPILE_TIME || variable.register != register) {
      variable = variable(function, ++i);
    }
    return variable.kind == Variable.Kind.REGULAR ? null : variable.name;
  }

  /** Turns a compile-time constant into its value. */
  void fold(FunctionState function, ExpDesc e) {
    if (e.kind != Kind.COMPILE_TIME) {
      return;
    }
    Variable variable = variables[e.info];
    ExpDesc value = variable.value;
    if (variable.text != null) {
      function.generator.string(e, variable.text);
    } else if (value != null) {
      e.setFrom(value);
    }
  }

  // ---- blocks

  Block enter(FunctionState function, boolean isLoop) {
    Block block = new Block(function, isLoop, gotos.labels.size(), gotos.gotos.size());
    function.block = block;
    return block;
  }

  void leave(FunctionState function, Block block) {
    gotos.leave(function, block);
    function.block = block.previous;
    function.freeRegister = function.activeRegisters;
    if (block.previous == null) {
      gotos.checkResolved(block);
    }
  }
}
