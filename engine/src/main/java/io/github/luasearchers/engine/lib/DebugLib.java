package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.ExternalHook;
import io.github.luasearchers.engine.vm.HostObject;
import io.github.luasearchers.engine.vm.LightUserdata;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import io.github.luasearchers.engine.vm.UserValues;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The debug library: ldblib.c. */
final class DebugLib extends LibraryFunction {

  private static final int DEBUG = 0;
  private static final int GETHOOK = 1;
  private static final int GETINFO = 2;
  private static final int GETLOCAL = 3;
  private static final int GETMETATABLE = 4;
  private static final int GETREGISTRY = 5;
  private static final int GETUPVALUE = 6;
  private static final int GETUSERVALUE = 7;
  private static final int SETHOOK = 8;
  private static final int SETLOCAL = 9;
  private static final int SETMETATABLE = 10;
  private static final int SETUPVALUE = 11;
  private static final int SETUSERVALUE = 12;
  private static final int TRACEBACK = 13;
  private static final int UPVALUEID = 14;
  private static final int UPVALUEJOIN = 15;
  private static final int SETCSTACKLIMIT = 16;

  /** What {@code setcstacklimit} answers since it has no effect: LUAI_MAXCCALLS. */
  private static final LuaValue C_STACK_LIMIT = LuaInteger.valueOf(200);

  private static final LuaString EXTERNAL_HOOK = LuaString.valueOf("external hook");
  private static final LuaString NO_NAME = LuaString.valueOf("");

  private static final LuaString ALL_BUT_LINES = LuaString.valueOf("flnStu");
  private static final LuaString ALL_BUT_LINES_OF_5_4 = LuaString.valueOf("flnSrtu");

  private static final String HOOK_LETTERS = "crl";
  private static final int[] HOOK_EVENTS = {
    Coroutine.HOOK_CALL, Coroutine.HOOK_RETURN, Coroutine.HOOK_LINE
  };

  /** What the functions of one engine share. */
  private static final class Shared {
    final Table userValues = new Table();

    Shared() {
      Table weak = new Table();
      weak.rawset(Event.MODE.name, LuaString.valueOf("k"));
      userValues.setmetatable(weak);
    }
  }

  private final int function;
  private final Shared shared;

  private DebugLib(LuaRuntime lua, String name, int function, Shared shared) {
    super(lua, name);
    this.function = function;
    this.shared = shared;
  }

  @Override
  protected boolean needsFrames() {
    return function != GETMETATABLE && function != TRACEBACK && function != GETUPVALUE;
  }

  static void fill(LuaRuntime lua, Table debug) {
    Shared shared = new Shared();
    debug.presize(0, 16);
    new DebugLib(lua, "debug", DEBUG, shared).addTo(debug);
    new DebugLib(lua, "gethook", GETHOOK, shared).addTo(debug);
    new DebugLib(lua, "getinfo", GETINFO, shared).addTo(debug);
    new DebugLib(lua, "getlocal", GETLOCAL, shared).addTo(debug);
    new DebugLib(lua, "getmetatable", GETMETATABLE, shared).addTo(debug);
    new DebugLib(lua, "getregistry", GETREGISTRY, shared).addTo(debug);
    new DebugLib(lua, "getupvalue", GETUPVALUE, shared).addTo(debug);
    new DebugLib(lua, "getuservalue", GETUSERVALUE, shared).addTo(debug);
    new DebugLib(lua, "sethook", SETHOOK, shared).addTo(debug);
    new DebugLib(lua, "setlocal", SETLOCAL, shared).addTo(debug);
    new DebugLib(lua, "setmetatable", SETMETATABLE, shared).addTo(debug);
    new DebugLib(lua, "setupvalue", SETUPVALUE, shared).addTo(debug);
    new DebugLib(lua, "setuservalue", SETUSERVALUE, shared).addTo(debug);
    new DebugLib(lua, "traceback", TRACEBACK, shared).addTo(debug);
    new DebugLib(lua, "upvalueid", UPVALUEID, shared).addTo(debug);
    new DebugLib(lua, "upvaluejoin", UPVALUEJOIN, shared).addTo(debug);
    if (lua.level().atLeast(Level.LUA_5_4)) {
      new DebugLib(lua, "setcstacklimit", SETCSTACKLIMIT, shared).addTo(debug);
    }
  }

  @Override
  protected Varargs run(Varargs args) {
    return switch (function) {
      case DEBUG -> new DebugPrompt(lua, this).run();
      case GETHOOK -> getHook(args);
      case GETINFO -> getInfo(args);
      case GETLOCAL -> getLocal(args);
      case GETMETATABLE -> lua.metatable(checkAny(args, 1));
      case GETREGISTRY -> lua.registry();
      case GETUPVALUE -> getUpvalue(args);
      case GETUSERVALUE -> getUserValue(args);
      case SETHOOK -> setHook(args);
      case SETLOCAL -> setLocal(args);
      case SETMETATABLE -> setMetatable(args);
      case SETUPVALUE -> setUpvalue(args);
      case SETUSERVALUE -> setUserValue(args);
      case TRACEBACK -> traceback(args);
      case UPVALUEID -> upvalueId(args);
      case UPVALUEJOIN -> joinUpvalue(args);
      case SETCSTACKLIMIT -> setCStackLimit(args);
      default -> throw new IllegalStateException(name());
    };
  }

  // ---- threads

  /** Returns the thread that the arguments begin with, or the running one. */
  private Coroutine thread(Varargs args) {
    return args.arg1() instanceof Coroutine thread ? thread : lua.thread();
  }

  /** Returns how many arguments name the thread. */
  private static int threadArgs(Varargs args) {
    return args.arg1() instanceof Coroutine ? 1 : 0;
  }

  // ---- calls

  private Varargs getInfo(Varargs args) {
    int first = threadArgs(args) + 1;
    LuaString otherwise = level54 ? ALL_BUT_LINES_OF_5_4 : ALL_BUT_LINES;
    String options = LuaText.toLatin1(optString(args, first + 1, otherwise));
    if (level54 && options.startsWith(">")) {
      throw argError(first + 1, "invalid option '>'");
    }
    @Nullable Activation about =
        args.arg(first) instanceof LuaFunction function
            ? Activation.of(lua, function)
            : Activation.at(thread(args), infoLevel(args, first));
    if (about == null) {
      return NIL;
    }
    if (!DebugInfoTable.areValid(options, level54)) {
      throw argError(first + 1, "invalid option");
    }
    return new DebugInfoTable(about).fill(options);
  }

  private int infoLevel(Varargs args, int arg) {
    if (level53) {
      return (int) checkInteger(args, arg);
    }
    @Nullable LuaNumber level = number(args.arg(arg));
    if (level == null) {
      throw argError(arg, "function or level expected");
    }
    return (int) Numbers.toInteger(level.todouble());
  }

  private Activation checkLevel(Varargs args, int arg) {
    @Nullable Activation call = Activation.at(thread(args), (int) checkInt(args, arg));
    if (call == null) {
      throw argError(arg, "level out of range");
    }
    return call;
  }

  private Varargs getLocal(Varargs args) {
    int first = threadArgs(args) + 1;
    int number = (int) checkInt(args, first + 1);
    if (args.arg(first) instanceof LuaFunction function) {
      @Nullable LuaString name = Activation.of(lua, function).localName(number);
      return name == null ? NIL : name;
    }
    Activation call = checkLevel(args, first);
    @Nullable LuaString name = call.localName(number);
    return name == null ? NIL : varargsOf(name, call.local(number));
  }

  private Varargs setLocal(Varargs args) {
    int first = threadArgs(args) + 1;
    if (level53) {
      checkInteger(args, first);
      checkInteger(args, first + 1);
    }
    Activation call = checkLevel(args, first);
    LuaValue value = checkAny(args, first + 2);
    int number = (int) checkInt(args, first + 1);
    @Nullable LuaString name = call.localName(number);
    if (name == null) {
      return NIL;
    }
    call.setLocal(number, value);
    return name;
  }

  private Varargs traceback(Varargs args) {
    int first = threadArgs(args) + 1;
    LuaValue message = args.arg(first);
    boolean isText = message instanceof LuaString || message instanceof LuaNumber;
    if (!isText && !message.isnil()) {
      return message;
    }
    Coroutine thread = thread(args);
    int level = (int) optInt(args, first + 1, thread == lua.thread() ? 1 : 0);
    return lua.traceback(thread, isText ? lua.text(message) : null, level);
  }

  // ---- upvalues

  private Varargs getUpvalue(Varargs args) {
    int number = (int) checkInt(args, 2);
    LuaFunction function = checkFunction(args, 1);
    if (!hasUpvalue(function, number)) {
      return NONE;
    }
    return function instanceof Closure closure
        ? varargsOf(upvalueName(closure, number), closure.upvalue(number))
        : varargsOf(NO_NAME, ((Builtin) function).upvalues().arg(number));
  }

  private Varargs setUpvalue(Varargs args) {
    LuaValue value = checkAny(args, 3);
    int number = (int) checkInt(args, 2);
    LuaFunction function = checkFunction(args, 1);
    if (!hasUpvalue(function, number)) {
      return NONE;
    }
    if (function instanceof Closure closure) {
      closure.setUpvalue(number, value);
      return upvalueName(closure, number);
    }
    return ((Builtin) function).setUpvalue(number, value) ? NO_NAME : NONE;
  }

  /** Returns the name of an upvalue, or what stands for it if the code was stripped of names. */
  private LuaString upvalueName(Closure closure, int number) {
    LuaString name = closure.upvalueName(number);
    if (name.m_length > 0 || !level53) {
      return name;
    }
    return LuaString.valueOf(level54 ? "(no name)" : "(*no name)");
  }

  private Varargs upvalueId(Varargs args) {
    if (level54) {
      int index = (int) checkInteger(args, 2);
      if (!hasUpvalue(checkFunction(args, 1), index)) {
        return NIL;
      }
    }
    int number = checkUpvalue(args, 1);
    return new LightUserdata(
        args.arg1() instanceof Closure closure
            ? closure.upvalueId(number)
            : new BuiltinUpvalue(args.arg1(), number));
  }

  /** Stands for an upvalue of a function that is no Lua function. */
  private record BuiltinUpvalue(LuaValue function, int number) {}

  private Varargs joinUpvalue(Varargs args) {
    int number = checkUpvalue(args, 1);
    int otherNumber = checkUpvalue(args, 3);
    checkLuaFunction(args, 1).joinUpvalue(number, checkLuaFunction(args, 3), otherNumber);
    return NONE;
  }

  private Closure checkLuaFunction(Varargs args, int arg) {
    if (args.arg(arg) instanceof Closure closure) {
      return closure;
    }
    throw argError(arg, "Lua function expected");
  }

  /** Returns the number of an upvalue, which follows its function. */
  private int checkUpvalue(Varargs args, int arg) {
    int number = (int) checkInt(args, arg + 1);
    LuaFunction function = checkFunction(args, arg);
    if (!hasUpvalue(function, number)) {
      throw argError(arg + 1, "invalid upvalue index");
    }
    return number;
  }

  private boolean hasUpvalue(LuaFunction function, int number) {
    return number >= 1 && number <= Activation.of(lua, function).upvalueCount();
  }

  // ---- hooks

  private Varargs setHook(Varargs args) {
    int first = threadArgs(args) + 1;
    Coroutine thread = thread(args);
    if (args.isnoneornil(first)) {
      thread.setHook(null, 0, 0);
      note(thread, NIL);
      return NONE;
    }
    String mask = LuaText.toLatin1(checkString(args, first + 1));
    LuaFunction function = checkFunction(args, first);
    int count = (int) optInt(args, first + 2, 0);
    thread.setHook(function, events(mask, count), count);
    note(thread, function);
    return NONE;
  }

  /** Enters a thread's hook into the table in which 5.4's registry shows them. */
  private void note(Coroutine thread, LuaValue function) {
    if (level54) {
      hookTable().rawset(thread, function);
    }
  }

  private LuaTable hookTable() {
    LuaString name = StringTable.name("_HOOKKEY");
    LuaTable registry = lua.registry();
    if (registry.rawget(name) instanceof LuaTable table) {
      return table;
    }
    Table hooks = new Table();
    hooks.rawset(Event.MODE.name, LuaString.valueOf("k"));
    hooks.setmetatable(hooks);
    registry.rawset(name, hooks);
    return hooks;
  }

  private static int events(String mask, int count) {
    int events = count > 0 ? Coroutine.HOOK_COUNT : 0;
    for (int i = 0; i < HOOK_EVENTS.length; i++) {
      if (mask.indexOf(HOOK_LETTERS.charAt(i)) >= 0) {
        events |= HOOK_EVENTS[i];
      }
    }
    return events;
  }

  private Varargs getHook(Varargs args) {
    Coroutine thread = thread(args);
    @Nullable LuaValue function = thread.hookFunction();
    if (level54 && function == null) {
      return NIL;
    }
    StringBuilder mask = new StringBuilder(3);
    for (int i = 0; i < HOOK_EVENTS.length; i++) {
      if ((thread.hookEvents() & HOOK_EVENTS[i]) != 0) {
        mask.append(HOOK_LETTERS.charAt(i));
      }
    }
    LuaValue shown = function instanceof ExternalHook ? EXTERNAL_HOOK : function;
    return varargsOf(
        shown == null ? NIL : shown,
        LuaString.valueOf(mask.toString()),
        LuaInteger.valueOf(thread.hookCount()));
  }

  // ---- values

  private Varargs setMetatable(Varargs args) {
    LuaValue metatable = args.arg(2);
    if (args.narg() < 2 || !metatable.isnil() && !metatable.istable()) {
      throw level54 ? typeError(args, 2, "nil or table") : argError(2, "nil or table expected");
    }
    lua.setMetatable(args.arg1(), metatable);
    return args.arg1();
  }

  private Varargs getUserValue(Varargs args) {
    int number = level54 ? (int) optInteger(args, 2, 1) : 1;
    LuaValue object = args.arg1();
    if (!isFullUserdata(object) || level54 && !hasUserValue(object, number)) {
      return NIL;
    }
    LuaValue value =
        object instanceof UserValues own ? own.value(number) : shared.userValues.rawget(object);
    return level54 ? varargsOf(value, TRUE) : value;
  }

  private Varargs setUserValue(Varargs args) {
    int number = level54 ? (int) optInteger(args, 3, 1) : 1;
    LuaValue object = args.arg1();
    if (object instanceof LightUserdata && !level53) {
      throw argError(1, "full userdata expected, got light userdata");
    }
    if (!isFullUserdata(object)) {
      throw typeError(args, 1, "userdata");
    }
    LuaValue value = userValue(args);
    if (level54 && !hasUserValue(object, number)) {
      return NIL;
    }
    if (object instanceof UserValues own) {
      own.setValue(number, value);
    } else {
      shared.userValues.rawset(object, value);
    }
    return object;
  }

  private LuaValue userValue(Varargs args) {
    if (level53) {
      return checkAny(args, 2);
    }
    LuaValue value = args.arg(2);
    return value.isnil() ? value : checkTable(args, 2);
  }

  private static boolean isFullUserdata(LuaValue value) {
    return value instanceof LuaUserdata && !(value instanceof LightUserdata);
  }

  /** Tells whether 5.4 gives an object a user value of this number: files have none. */
  private static boolean hasUserValue(LuaValue object, int number) {
    if (object instanceof UserValues own) {
      return number >= 1 && number <= own.valueCount();
    }
    return number == 1 && object instanceof HostObject;
  }

  private Varargs setCStackLimit(Varargs args) {
    checkInteger(args, 1);
    return C_STACK_LIMIT;
  }
}
