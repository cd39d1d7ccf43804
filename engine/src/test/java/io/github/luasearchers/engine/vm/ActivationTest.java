package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** What the debug library sees of calls. */
final class ActivationTest {

  private final Shell shell = new Shell();

  @Test
  void level_tellsAboutItsCall() {
    List<String> seen = new ArrayList<>();
    shell.set(
        "look",
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            for (int level = 0; ; level++) {
              Activation at = Activation.at(shell.lua.thread(), level);
              if (at == null) {
                return NONE;
              }
              seen.add(at.nameWhat() + " " + at.name() + " " + at.currentLine());
            }
          }
        });
    shell.run("local t = {}\nfunction t.m(self)\n  look()\nend\nlocal function f() t:m() end\nf()");
    assertThat(seen).containsExactly("global look -1", "method m 3", "local f 5", " null 6");
  }

  @Test
  void locals_canBeReadAndSet() {
    shell.set(
        "change",
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            Activation caller = Activation.at(shell.lua.thread(), 1);
            assertThat(caller.localName(1)).hasToString("a");
            assertThat(caller.localName(2)).hasToString("b");
            assertThat(caller.localName(-1)).hasToString("(*vararg)");
            assertThat(caller.localName(-2)).isNull();
            assertThat(caller.local(-1).toint()).isEqualTo(3);
            caller.setLocal(2, valueOf(20));
            return NONE;
          }
        });
    assertThat(
            shell.eval(
                "local function f(a, ...) local b = 2 change() return a + b end"
                    + " return f(1, 3)"))
        .isEqualTo("21");
  }

  @Test
  void hook_seesLines() {
    List<Integer> lines = new ArrayList<>();
    VarArgFunction hook =
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            lines.add(args.arg(2).toint());
            return NONE;
          }
        };
    shell.lua.thread().setHook(hook, Coroutine.HOOK_LINE, 0);
    shell.run("local x = 1\nfor i = 1, 2 do\n  x = x + i\nend\nreturn x");
    shell.lua.thread().setHook(null, 0, 0);
    assertThat(lines).containsExactly(1, 2, 3, 2, 3, 2, 5);
  }

  @Test
  void hook_countsAndSeesCalls() {
    List<String> events = new ArrayList<>();
    VarArgFunction hook =
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            events.add(args.arg1().tojstring());
            return NONE;
          }
        };
    shell.lua.thread().setHook(hook, Coroutine.HOOK_CALL | Coroutine.HOOK_RETURN, 0);
    shell.run("local function f() return 1 end f()");
    assertThat(events).containsExactly("call", "call", "return", "return");
    events.clear();
    shell.lua.thread().setHook(hook, Coroutine.HOOK_COUNT, 100);
    shell.run("for i = 1, 1000 do end");
    assertThat(events).hasSize(10).containsOnly("count");
  }

  @Test
  void upvalues_canBeReadSetAndJoined() {
    Varargs both =
        shell.run("local x, y = 1, 2 return function() return x end, function() return y end");
    Closure first = (Closure) both.arg(1);
    Closure second = (Closure) both.arg(2);
    assertThat(first.upvalueName(1)).hasToString("x");
    first.setUpvalue(1, LuaValue.valueOf(5));
    assertThat(first.call().toint()).isEqualTo(5);
    assertThat(sameVariable(first, second)).isFalse();
    second.joinUpvalue(1, first, 1);
    assertThat(second.call().toint()).isEqualTo(5);
    assertThat(sameVariable(first, second)).isTrue();
  }

  private static boolean sameVariable(Closure first, Closure second) {
    return first.upvalueId(1) == second.upvalueId(1);
  }
}
