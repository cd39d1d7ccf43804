package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.Level;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/**
 * A function under construction. After its end, the object is reused for the next function of the
 * same depth.
 */
final class FunctionState {

  private static final int MAX_VARIABLES = 200;
  private static final int MAX_UPVALUES = 255;

  /** PUC's SHRT_MAX: the number of variables that debug information can name. */
  private static final int MAX_NAMED_VARIABLES = 32767;

  private static final int MAX_STACK_OF_5_2 = 250;
  private static final int MAX_STACK = 255;
  private static final Prototype[] NO_FUNCTIONS = {};
  private static final LocVars[] NO_VARIABLES = {};
  private static final Upvaldesc[] NO_UPVALUES = {};

  final @Nullable FunctionState outer;
  final CodeBuffer code;
  final CodeGenerator generator;
  final ConstantTable constants = new ConstantTable();

  /** The block that is being parsed, null outside of any. */
  @Nullable Block block;

  /** The first free register. */
  int freeRegister;

  /** The index of the function's first variable among those of the chunk. */
  int firstVariable;

  /** The number of local variables that are visible. */
  int activeVariables;

  /** The number of their registers: compile-time constants have none. */
  int activeRegisters;

  /** The index of the function's first label among those of the chunk. */
  int firstLabel;

  int parameters;
  boolean isVararg;

  private final Lexer lexer;
  private @Nullable FunctionState inner;
  private final List<LocVars> variables = new ArrayList<>();
  private final List<Upvaldesc> upvalues = new ArrayList<>();
  private final BitSet readOnlyUpvalues = new BitSet();
  private final List<Prototype> functions = new ArrayList<>();
  private int lineDefined;
  private int maxStack;

  FunctionState(Lexer lexer, @Nullable FunctionState outer) {
    this.lexer = lexer;
    this.outer = outer;
    this.code = new CodeBuffer(lexer);
    this.generator = new CodeGenerator(this, lexer);
  }

  /** Begins a function inside this one. */
  FunctionState open(int line, int firstVariable, int firstLabel) {
    FunctionState state = inner;
    if (state == null) {
      state = new FunctionState(lexer, this);
      inner = state;
    }
    state.begin(line, firstVariable, firstLabel);
    return state;
  }

  void begin(int line, int firstVariable, int firstLabel) {
    lineDefined = line;
    this.firstVariable = firstVariable;
    this.firstLabel = firstLabel;
    maxStack = 2;
    freeRegister = 0;
    activeVariables = 0;
    activeRegisters = 0;
    parameters = 0;
    isVararg = false;
    block = null;
    code.clear();
    constants.clear();
    variables.clear();
    upvalues.clear();
    readOnlyUpvalues.clear();
    functions.clear();
  }

  /** Returns the whole function. */
  Prototype finish(LuaString source, int lastLine) {
    Prototype function = new FunctionPrototype();
    function.source = source;
    function.linedefined = lineDefined;
    function.lastlinedefined = lastLine;
    function.numparams = parameters;
    function.is_vararg = isVararg ? 1 : 0;
    function.maxstacksize = maxStack;
    function.code = code.code();
    function.lineinfo = code.lines();
    function.k = constants.values();
    function.p = functions.isEmpty() ? NO_FUNCTIONS : functions.toArray(NO_FUNCTIONS);
    function.locvars = variables.isEmpty() ? NO_VARIABLES : variables.toArray(NO_VARIABLES);
    function.upvalues = upvalues.isEmpty() ? NO_UPVALUES : upvalues.toArray(NO_UPVALUES);
    return function;
  }

  /** Adds an inner function. */
  void add(Prototype function) {
    functions.add(function);
  }

  int functionCount() {
    return functions.size();
  }

  // ---- registers

  void checkStack(int count) {
    int size = freeRegister + count;
    if (size > maxStack) {
      checkStackSize(size);
      maxStack = size;
    }
  }

  private void checkStackSize(int size) {
    boolean is52 = lexer.level == Level.LUA_5_2;
    if (size >= (is52 ? MAX_STACK_OF_5_2 : MAX_STACK)) {
      String excess = is52 ? "too complex" : "needs too many registers";
      throw lexer.syntaxError("function or expression " + excess);
    }
  }

  void reserve(int count) {
    checkStack(count);
    freeRegister += count;
  }

  // ---- variables

  /** Adds a local variable's description. */
  LocVars addVariable(LuaString name) {
    if (variables.size() >= MAX_NAMED_VARIABLES) {
      String limit = "too many local variables (limit is " + MAX_NAMED_VARIABLES + ")";
      throw new LuaError(LuaValue.valueOf(limit));
    }
    LocVars variable = new LocVars(name, 0, 0);
    variables.add(variable);
    return variable;
  }

  /** Removes the description that was added last: its variable has no register. */
  void removeVariable() {
    variables.remove(variables.size() - 1);
  }

  /** Returns the index of an upvalue with this name, or -1. */
  int upvalue(LuaString name) {
    for (int i = 0; i < upvalues.size(); i++) {
      if (NameTable.same(upvalues.get(i).name, name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Adds an upvalue and returns its index.
   *
   * @param readOnly whether no assignment may change it
   */
  int addUpvalue(LuaString name, ExpDesc variable, boolean readOnly) {
    checkLimit(upvalues.size() + 1, MAX_UPVALUES, "upvalues");
    boolean inStack = variable.kind == ExpDesc.Kind.LOCAL;
    upvalues.add(new Upvaldesc(name, inStack, variable.info));
    int index = upvalues.size() - 1;
    readOnlyUpvalues.set(index, readOnly);
    return index;
  }

  /** Returns the name of an upvalue that no assignment may change, null for any other. */
  @Nullable LuaString readOnlyUpvalue(int index) {
    return readOnlyUpvalues.get(index) ? upvalues.get(index).name : null;
  }

  /** Marks the block of a variable as one whose end closes upvalues. */
  void markUpvalue(int variable) {
    Block at = block;
    while (at != null && at.activeVariables > variable) {
      at = at.previous;
    }
    if (at != null) {
      at.hasUpvalue = true;
    }
  }

  // ---- limits

  /** Fails if the function would have more variables than it can. */
  void checkVariables(int count) {
    checkLimit(count, MAX_VARIABLES, "local variables");
  }

  void checkLimit(int count, int limit, String what) {
    if (count > limit) {
      String where = lineDefined == 0 ? "main function" : "function at line " + lineDefined;
      throw lexer.syntaxError("too many " + what + " (limit is " + limit + ") in " + where);
    }
  }
}
