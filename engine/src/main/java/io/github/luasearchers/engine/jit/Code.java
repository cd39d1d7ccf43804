package io.github.luasearchers.engine.jit;

/** Names of what generated classes refer to. */
final class Code {

  static final String VM = "io/github/luasearchers/engine/vm/";
  static final String NAME = VM + "Compiled";
  static final String CODE = VM + "CompiledCode";
  static final String STUBS = VM + "Stubs";
  static final String LOOP = VM + "Interpreter";
  static final String VALUE = "org/luaj/vm2/LuaValue";

  static final String V = "Lorg/luaj/vm2/LuaValue;";
  static final String S = "Lorg/luaj/vm2/LuaString;";
  static final String T = "L" + VM + "Coroutine;";
  static final String C = "L" + VM + "Closure;";
  static final String F = "L" + VM + "CallInfo;";
  static final String SITE = "L" + VM + "Site;";

  // the local variables of each translation

  static final int THREAD = 0;
  static final int SELF = 1;
  static final int FRAME = 2;
  static final int FIRST_LOCAL = 3;

  private Code() {}
}
