package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Functions that call from the middle of their bodies, as C functions do, and what may yield. */
final class LeavingCallsTest {

  private final Shell shell = new Shell(Level.LUA_5_4);
  private final LuaRuntime lua = shell.lua;

  /** A function that takes its arguments from the stack. */
  private static final class Function extends StackFunction {
    private final BiFunction<Function, Varargs, Varargs> body;

    Function(LuaRuntime lua, String name, BiFunction<Function, Varargs, Varargs> body) {
      super(lua, name);
      this.body = body;
    }

    @Override
    protected Varargs runAt(Coroutine thread, int base, int count) {
      LuaValue[] args = new LuaValue[count];
      for (int i = 0; i < count; i++) {
        args[i] = thread.slot(base + i);
      }
      return body.apply(this, varargsOf(args));
    }
  }

  /** The rest of a function: {@code k}, of {@code lua_pcallk} if there is something to catch. */
  private static final class Then extends Continuation {
    private final BiFunction<String, Varargs, Varargs> rest;
    private final boolean catches;
    private final @Nullable LuaValue handler;

    Then(BiFunction<String, Varargs, Varargs> rest, boolean catches, @Nullable LuaValue handler) {
      this.rest = rest;
      this.catches = catches;
      this.handler = handler;
    }

    @Override
    protected Varargs resume(Varargs results) {
      return rest.apply("k", results);
    }

    @Override
    protected boolean catches() {
      return catches;
    }

    @Override
    protected @Nullable LuaValue handler() {
      return handler;
    }

    @Override
    protected Varargs fail(LuaError error) {
      if (!catches) {
        throw error;
      }
      return rest.apply("k failed", error.getMessageObject());
    }
  }

  private static Varargs mark(String mark, Varargs values) {
    return LuaValue.varargsOf(LuaValue.valueOf(mark), values);
  }

  private static Then then(BiFunction<String, Varargs, Varargs> rest) {
    return new Then(rest, false, null);
  }

  private void set(String name, BiFunction<Function, Varargs, Varargs> body) {
    shell.set(name, new Function(lua, name, body));
  }

  private Varargs caught(Supplier<Varargs> call) {
    try {
      return mark("returned", call.get());
    } catch (LuaError e) {
      return mark("failed", e.getMessageObject());
    }
  }

  @BeforeEach
  void setFunctions() {
    set(
        "callk",
        (self, args) ->
            mark(
                "direct",
                lua.callOrLeave(args.arg1(), args.subargs(2), then(LeavingCallsTest::mark))));
    set(
        "pcallk",
        (self, args) -> {
          LuaValue handler = args.arg(2).isnil() ? null : args.arg(2);
          Then rest = new Then(LeavingCallsTest::mark, true, handler);
          return caught(() -> lua.callOrLeave(args.arg1(), args.subargs(3), rest));
        });
    set("yieldk", (self, args) -> lua.yieldThen(args, then(LeavingCallsTest::mark)));
    set("call", (self, args) -> lua.call(args.arg1(), args.subargs(2)));
    set(
        "pcall_",
        (self, args) ->
            caught(
                () ->
                    lua.callGuarded(
                        args.arg1(), LuaValue.NONE, args.arg(2).isnil() ? null : args.arg(2))));
  }

  /** Whatever a test has done, nothing nests and nothing waits any more. */
  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(lua.thread()).isSameAs(lua.mainThread());
    assertThat(lua.thread().waiting).isZero();
    assertThat(lua.thread().javaCalls).isZero();
    assertThat(lua.thread().leavable).isZero();
    assertThat(lua.thread().ci.isFirst()).isTrue();
    assertThat(nesting()).isEqualTo("197");
  }

  private String nesting() {
    return shell.eval(
        "local n = 0 local function f() n = n + 1 call(f) end pcall(call, f) return n");
  }

  private void assertOutput(String code, String... lines) {
    shell.run(code);
    assertThat(shell.output()).isEqualTo(String.join("\n", lines) + "\n");
  }

  // ---- yields

  @Test
  void call_returnsWhereNothingYields() {
    assertOutput(
        "print(callk(function(...) return ... end, 1, 2, 3))"
            + " print(coroutine.wrap(function() return callk(math.max, 1, 2, 3, 4, 5) end)())",
        "direct\t1\t2\t3",
        "direct\t5");
  }

  @Test
  void call_goesOnInItsContinuationAfterAYield() {
    assertOutput(
        "local co = coroutine.wrap(function() print(callk(function(a)"
            + "   local b = coroutine.yield(a + 1) local c = coroutine.yield(b + 1)"
            + "   return b, c end, 1)) return 'end' end)"
            + " print(co()) print(co(5)) print(co(7))",
        "2",
        "6",
        "k\t5\t7",
        "end");
  }

  @Test
  void body_isAFunctionThatLeaves() {
    assertOutput(
        "local co = coroutine.create(callk)"
            + " print(coroutine.resume(co, coroutine.yield, 1, 2)) print(coroutine.status(co))"
            + " print(coroutine.resume(co, 3, 4)) print(coroutine.status(co))",
        "true\t1\t2",
        "suspended",
        "true\tk\t3\t4",
        "dead");
  }

  @Test
  void yield_goesOnInItsContinuation() {
    assertOutput(
        "local co = coroutine.wrap(function() return yieldk(1, 2) end)"
            + " print(co()) print(co(3, 4))"
            + " co = coroutine.wrap(yieldk) print(co(1)) print(co(2))",
        "1\t2",
        "k\t3\t4",
        "1",
        "k\t2");
  }

  @Test
  void yield_failsBelowAPlainCall() {
    assertOutput(
        "local co = coroutine.wrap(function()"
            + "   print(callk(function() return pcall(call, coroutine.yield, 1) end))"
            + "   print(call(function() return pcall(callk, coroutine.yield, 1) end))"
            + "   print(pcall_(yieldk)) end) co() print(pcall(callk, yieldk))",
        "direct\tfalse\tattempt to yield across a C-call boundary",
        "false\tattempt to yield across a C-call boundary",
        "failed\tattempt to yield across a C-call boundary",
        "false\tattempt to yield from outside a coroutine");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 150})
  void calls_nest(int depth) {
    assertThat(
            shell.eval(
                "local function f(n) if n == 0 then return coroutine.yield('y') end"
                    + " return callk(f, n - 1) end"
                    + " local co = coroutine.wrap(f) local y = co("
                    + depth
                    + ") local t = table.pack(co('z')) return y .. #t .. t[1] .. t[#t]"))
        .isEqualTo("y" + (depth + 1) + "kz");
  }

  @Test
  void calls_nestAsDeepAsInC() {
    assertOutput(
        "local function f(n) if n == 0 then return coroutine.yield('y') end"
            + "   return callk(f, n - 1) end"
            + " print(coroutine.resume(coroutine.create(f), 250))",
        "false\tC stack overflow");
  }

  @Test
  void metamethod_yields() {
    assertOutput(
        "local t = setmetatable({}, {__index = function(t, k) return coroutine.yield(k) end,"
            + "   __add = function(a, b) return callk(coroutine.yield, 'add') end})"
            + " local co = coroutine.wrap(function()"
            + "   return callk(function() local a = t.x return a, t + 1, 9 end) end)"
            + " print(co()) print(co('X')) print(co('sum'))",
        "x",
        "add",
        "k\tX\tk\t9");
  }

  @Test
  void continuation_yieldsAndCallsAgain() {
    set(
        "twice",
        (self, args) ->
            lua.callOrLeave(
                args.arg1(),
                LuaValue.valueOf(1),
                then(
                    (k, first) ->
                        mark(
                            "direct",
                            lua.callOrLeave(
                                args.arg1(),
                                first,
                                then(
                                    (again, second) ->
                                        lua.yieldThen(second, then(LeavingCallsTest::mark))))))));
    assertOutput(
        "local co = coroutine.wrap(function() return 'all', twice(coroutine.yield) end)"
            + " print(co()) print(co('a')) print(co('b')) print(co('c'))",
        "1",
        "a",
        "b",
        "all\tk\tc");
  }

  @Test
  void coroutine_leavesOnlyTheLoopsAboveItsResume() {
    assertOutput(
        "local function body(name) return callk(function()"
            + "   return coroutine.yield(name) end) end"
            + " local outer = coroutine.wrap(function() return callk(function()"
            + "   local inner = coroutine.wrap(body) print(inner('inner'))"
            + "   coroutine.yield('outer') return inner('done') end) end)"
            + " print(outer()) print(outer())",
        "inner",
        "outer",
        "k\tk\tdone");
  }

  @Test
  void coroutines_leaveInTurn() {
    set(
        "resumek",
        (self, args) ->
            lua.resume(
                (Coroutine) args.arg1(),
                LuaValue.NONE,
                then(
                    (k, results) ->
                        lua.callOrLeave(args.arg(2), results, then(LeavingCallsTest::mark)))));
    // the loop in which the inner one is suspended is the one that the outer one leaves
    assertOutput(
        "local outer = coroutine.wrap(function() return callk(function()"
            + "   local inner = coroutine.create(function()"
            + "     callk(coroutine.yield, 'inner') end)"
            + "   return resumek(inner, coroutine.yield) end) end)"
            + " print(outer()) print(outer('x'))",
        "inner",
        "k\tk\tx");
  }

  @Test
  void coroutines_areSuspendedByTheThousand() {
    assertThat(
            shell.eval(
                "local all, sum = {}, 0 for i = 1, 1000 do all[i] = coroutine.wrap(function()"
                    + "   local k, v = callk(function() return coroutine.yield() + i end)"
                    + "   sum = sum + v end) all[i]() end"
                    + " for i = 1000, 1, -1 do all[i](1) end return sum"))
        .isEqualTo("501500");
  }

  @Test
  void coroutine_isClosedWhileItWaits() {
    assertOutput(
        "local co = coroutine.create(function() local x <close> = setmetatable({},"
            + "   {__close = function() print('closed') end}) callk(coroutine.yield, 1) end)"
            + " print(coroutine.resume(co)) print(coroutine.close(co), coroutine.status(co))",
        "true\t1",
        "closed",
        "true\tdead");
  }

  // ---- errors

  @Test
  void error_isCaughtDirectlyOrByTheContinuation() {
    assertOutput(
        "local function f(yields) if yields then coroutine.yield('y') end error('e', 0) end"
            + " local co = coroutine.wrap(function() print(pcallk(f, nil, false))"
            + "   print(pcallk(f, nil, true)) print(pcall(callk, f, true)) return 'end' end)"
            + " print(co()) print(co()) print(co())",
        "failed\te",
        "y",
        "k failed\te",
        "y",
        "false\te",
        "end");
  }

  @Test
  void handler_isThatOfTheInnermostCall() {
    assertOutput(
        "local function handler(name) return function(m) return name .. '(' .. m .. ')' end end"
            + " local function f(yields) if yields then coroutine.yield('y') end error('e', 0) end"
            + " local co = coroutine.wrap(function() return xpcall(function()"
            + "   print(pcallk(f, nil, false)) print(pcallk(f, handler('inner'), false))"
            + "   print(pcallk(f, nil, true)) print(pcallk(f, handler('inner'), true))"
            + "   print(pcall_(f)) print(pcall_(f, handler('inner'))) print(pcall_(nil))"
            + "   f() end, handler('outer')) end)"
            + " print(co()) print(co()) print(co())",
        "failed\te",
        "failed\tinner(e)",
        "y",
        "k failed\te",
        "y",
        "k failed\tinner(e)",
        "failed\te",
        "failed\tinner(e)",
        "failed\tattempt to call a nil value",
        "false\touter(e)");
  }

  @Test
  void error_isCaughtByAFunctionThatThenLeaves() {
    set(
        "retry",
        (self, args) ->
            lua.callOrLeave(
                args.arg1(),
                LuaValue.NONE,
                new Then(
                    (k, m) -> lua.callOrLeave(args.arg(2), m, then(LeavingCallsTest::mark)),
                    true,
                    null)));
    assertOutput(
        "local co = coroutine.wrap(function() return callk(function()"
            + "   return retry(function() coroutine.yield('y') error('e', 0) end,"
            + "     coroutine.yield) end) end)"
            + " print(co()) print(co()) print(co('z'))",
        "y",
        "e",
        "k\tk\tz");
  }

  @Test
  void stop_passesFunctionsThatCatch() {
    set(
        "stop",
        (self, args) -> {
          throw new ScriptExit(1, false);
        });
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    shell.run(
                        "local co = coroutine.wrap(function() return pcallk(function()"
                            + " coroutine.yield() pcallk(stop) end) end) co() co()")))
        .isInstanceOf(ScriptExit.class);
  }

  // ---- other threads

  @Test
  void idleCoroutine_runsWhatItIsGiven() {
    Coroutine thread = Coroutine.idle(lua);
    assertThat(thread.getStatus()).isEqualTo("dead");
    assertThat(thread.statusCode()).isZero();
    thread.start(shell.load("local a = ... return coroutine.yield(a)"));
    assertThat(thread.resume(LuaValue.valueOf("x")).tojstring()).isEqualTo("(true,x)");
    assertThat(thread.statusCode()).isEqualTo(1);
    assertThat(thread.resume(LuaValue.valueOf("y")).tojstring()).isEqualTo("(true,y)");
    assertThat(thread.statusCode()).isZero();
    thread.start(shell.load("error('e', 0)"));
    assertThat(thread.resume(LuaValue.NONE).tojstring()).isEqualTo("(false,e)");
    assertThat(thread.statusCode()).isEqualTo(2);
  }

  @Test
  void call_runsOnAnIdleThread() {
    Coroutine idle = Coroutine.idle(lua);
    set("on", (self, args) -> lua.callOn(idle, args.arg1(), args.subargs(2)));
    shell.set("idle", idle);
    assertOutput(
        "local function f(...) return coroutine.running() == idle, coroutine.isyieldable(), ... end"
            + " print(on(f, 1)) print(coroutine.wrap(function() return on(f, 2) end)())"
            + " print(pcall(on, error, 'e')) print(on(f, 3)) print(coroutine.status(idle))",
        "true\tfalse\t1",
        "true\tfalse\t2",
        "false\te",
        "true\tfalse\t3",
        "dead");
    assertThat(idle.waiting + idle.javaCalls).isZero();
  }

  @Test
  void call_runsOnTheThreadThatWaits() {
    set(
        "onMain",
        (self, args) ->
            caught(() -> lua.callGuardedOn(lua.mainThread(), args.arg1(), args.subargs(2), null)));
    assertOutput(
        "local main = coroutine.running() local function f(...)"
            + "   local co = coroutine.wrap(function(...) return callk(coroutine.yield, ...) end)"
            + "   return coroutine.running() == main, co(...), co('again') end"
            + " local co co = coroutine.create(function() print(onMain(f, 1))"
            + "   print(onMain(function() print(coroutine.status(co)) error('e', 0) end))"
            + "   print(coroutine.running() == co) return coroutine.yield('y') end)"
            + " print(coroutine.resume(co)) print(coroutine.resume(co, 'end'))"
            + " print(onMain(f, 2))",
        "returned\ttrue\t1\tk\tagain",
        "normal",
        "failed\te",
        "true",
        "true\ty",
        "true\tend",
        "returned\ttrue\t2\tk\tagain");
  }

  // ---- the rest

  @Test
  void calls_areFoundFromTheBottom() {
    set(
        "depths",
        (self, args) -> {
          Activation top = Activation.at(lua.thread(), 0);
          Activation same = Activation.atDepth(lua.thread(), top.depth());
          Activation bottom = Activation.atDepth(lua.thread(), 0);
          return LuaValue.varargsOf(
              LuaValue.valueOf(top.depth()),
              LuaValue.valueOf(same.function() == self),
              LuaValue.valueOf(bottom.what()));
        });
    assertOutput(
        "print(depths()) local function f() return (select('#', depths())), depths() end print(f())"
            + " print(coroutine.wrap(function() return pcall(depths) end)())",
        "1\ttrue\tmain",
        "3\t2\ttrue\tmain",
        "true\t2\ttrue\tLua");
  }

  @Test
  void function_isNamedAfterItsModule() {
    assertThat(lua.loadedName(shell.run("return string.rep").arg1())).isEqualTo("string.rep");
    assertThat(lua.loadedName(shell.run("return function() end").arg1())).isNull();
  }

  @Test
  void operations_haveTheNumbersOfTheApi() {
    LuaValue seven = LuaValue.valueOf(7);
    LuaValue two = LuaValue.valueOf(2);
    String[] results = {
      "9", "5", "14", "1", "49.0", "3.5", "3", "2", "7", "5", "28", "1", "-7", "-8"
    };
    for (int i = 0; i < results.length; i++) {
      LuaValue b = i < 12 ? two : seven;
      assertThat(lua.text(lua.arith(i, seven, b)).tojstring()).isEqualTo(results[i]);
    }
    LuaValue text = LuaValue.valueOf("7");
    assertThat(lua.arith(0, text, two).toint()).isEqualTo(9);
    LuaValue table =
        shell.run("return setmetatable({}, {__shl = function() return 'm' end})").arg1();
    assertThat(lua.arith(10, table, two).tojstring()).isEqualTo("m");
    assertThat(lua.lessOrEqual(two, two) && !lua.lessOrEqual(seven, two)).isTrue();
  }
}
