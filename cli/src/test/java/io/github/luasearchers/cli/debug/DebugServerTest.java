package io.github.luasearchers.cli.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.debug.ExceptionInfoArguments;
import org.eclipse.lsp4j.debug.NextArguments;
import org.eclipse.lsp4j.debug.PauseArguments;
import org.eclipse.lsp4j.debug.SetVariableArguments;
import org.eclipse.lsp4j.debug.Source;
import org.eclipse.lsp4j.debug.SourceArguments;
import org.eclipse.lsp4j.debug.SourceBreakpoint;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StepInArguments;
import org.eclipse.lsp4j.debug.StepOutArguments;
import org.eclipse.lsp4j.debug.TerminateArguments;
import org.eclipse.lsp4j.debug.Thread;
import org.eclipse.lsp4j.debug.Variable;
import org.eclipse.lsp4j.debug.VariablesArguments;
import org.eclipse.lsp4j.debug.VariablesArgumentsFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DebugServerTest {

  @TempDir private Path folder;
  private final Editor editor = new Editor();

  @AfterEach
  void close() throws Exception {
    editor.close();
  }

  /** Starts a script that has these breakpoints. */
  private Path debug(List<SourceBreakpoint> points, String... lines) throws Exception {
    Path script = Editor.script(folder, lines);
    editor.run(script);
    editor.begin(Map.of());
    editor.set(script, points.toArray(SourceBreakpoint[]::new));
    editor.configured();
    return script;
  }

  private Path debug(int line, String... lines) throws Exception {
    return debug(List.of(Editor.line(line)), lines);
  }

  private static List<String> names(StackFrame[] frames) {
    return Arrays.stream(frames).map(StackFrame::getName).toList();
  }

  private static List<String> shown(Variable[] variables) {
    return Arrays.stream(variables).map(each -> each.getName() + "=" + each.getValue()).toList();
  }

  // ---- breakpoints

  @Test
  void breakpoint_stops_andTheScriptGoesOn() throws Exception {
    Path script = debug(2, "local a = 1", "local b = a + 1", "print(a, b)");
    assertThat(editor.stopped().getReason()).isEqualTo("breakpoint");
    StackFrame[] frames = editor.frames();
    assertThat(frames[0].getLine()).isEqualTo(2);
    assertThat(frames[0].getSource().getPath()).isEqualTo(script.toRealPath().toString());
    assertThat(editor.scope(0)).extracting(Variable::getName).containsExactly("a");
    editor.goOn();
    assertThat(editor.end()).isEqualTo("1\t2\n");
  }

  @Test
  void condition_decides_andItsErrorIsTold() throws Exception {
    SourceBreakpoint point = Editor.line(2);
    point.setCondition("i == 3");
    SourceBreakpoint wrong = Editor.line(4);
    wrong.setCondition("nothing.x");
    debug(List.of(point, wrong), "for i = 1, 5 do", "  local x = i", "end", "print('end')");
    editor.stopped();
    assertThat(editor.evaluate("i")).isEqualTo("3");
    editor.goOn();
    assertThat(editor.end()).contains("condition of a breakpoint").endsWith("end\n");
  }

  @Test
  void hitCondition_counts() throws Exception {
    SourceBreakpoint point = Editor.line(2);
    point.setHitCondition("4");
    debug(List.of(point), "for i = 1, 4 do", "  local x = i", "end");
    editor.stopped();
    assertThat(editor.evaluate("i")).isEqualTo("4");
    editor.goOn();
    editor.end();
  }

  @Test
  void logPoint_writes_andDoesNotStop() throws Exception {
    SourceBreakpoint point = Editor.line(2);
    point.setLogMessage("i is {i}, twice {i * 2}, {nothing.x}");
    debug(List.of(point), "for i = 1, 2 do", "  local x = i", "end");
    assertThat(editor.end()).contains("i is 1, twice 2, {").contains("i is 2, twice 4");
  }

  @Test
  void breakpointsOfAFile_canBeTakenAway_whileItRuns() throws Exception {
    Path script = debug(2, "for i = 1, 10 do", "  local x = i", "end", "print('end')");
    editor.stopped();
    editor.set(script);
    editor.goOn();
    assertThat(editor.end()).isEqualTo("end\n");
  }

  // ---- steps

  @Test
  void steps_goOverIntoAndOut() throws Exception {
    debug(
        5,
        "local function f(x)",
        "  local y = x + 1",
        "  return y",
        "end",
        "local a = f(1)",
        "local b = f(a)",
        "print(a, b)");
    editor.stopped();
    Editor.get(editor.server.next(new NextArguments()));
    assertThat(editor.stopped().getReason()).isEqualTo("step");
    assertThat(editor.line()).isEqualTo(6);
    Editor.get(editor.server.stepIn(new StepInArguments()));
    editor.stopped();
    assertThat(editor.line()).isEqualTo(2);
    assertThat(names(editor.frames())).startsWith("f", "main chunk");
    Editor.get(editor.server.stepOut(new StepOutArguments()));
    editor.stopped();
    assertThat(editor.line()).isEqualTo(7);
    editor.goOn();
    assertThat(editor.end()).isEqualTo("2\t3\n");
  }

  @Test
  void stepOver_staysOutOfCoroutines_andLeavesOneThatYields() throws Exception {
    debug(
        6,
        "local co = coroutine.wrap(function()",
        "  local x = 1",
        "  coroutine.yield(x)",
        "  x = 2",
        "end)",
        "co()",
        "print('after')");
    editor.stopped();
    Editor.get(editor.server.next(new NextArguments()));
    editor.stopped();
    assertThat(editor.line()).isEqualTo(7);
    editor.goOn();
    editor.end();
  }

  // ---- pause, from the first moment and at any time

  @Test
  void stopOnEntry_stopsAtTheFirstLine() throws Exception {
    Path script = Editor.script(folder, "local a = 1", "print(a)");
    editor.run(script);
    editor.begin(Map.of("stopOnEntry", true));
    editor.configured();
    assertThat(editor.stopped().getReason()).isEqualTo("pause");
    assertThat(editor.line()).isEqualTo(1);
    editor.goOn();
    editor.end();
  }

  @Test
  void pause_stopsALoop_beforeAnyBreakpoint_alsoInACoroutine() throws Exception {
    debug(
        List.of(),
        "go = true",
        "coroutine.wrap(function()",
        "  print('in')",
        "  while go do",
        "    local x = 1",
        "  end",
        "end)()",
        "print('out')");
    editor.written();
    Editor.get(editor.server.pause(new PauseArguments()));
    assertThat(editor.stopped().getReason()).isEqualTo("pause");
    assertThat(editor.evaluate("go")).isEqualTo("true");
    editor.evaluate("go = false");
    editor.goOn();
    assertThat(editor.end()).isEqualTo("in\nout\n");
  }

  // ---- coroutines

  @Test
  void coroutines_areThreads_alsoThoseMadeBefore() throws Exception {
    editor.engine.eval(
        "before = coroutine.create(function() coroutine.yield(1)\n"
            + " local late = 2\n"
            + " return late end) coroutine.resume(before)");
    Path script = Editor.script(folder, "local co = before", "coroutine.resume(co)");
    editor.run(script);
    editor.begin(Map.of());
    editor.set(script, Editor.line(2));
    editor.configured();
    editor.stopped();
    Thread[] threads = Editor.get(editor.server.threads()).getThreads();
    assertThat(threads).extracting(Thread::getName).first().isEqualTo("main");
    assertThat(threads).hasSize(2);
    assertThat(threads[1].getName()).endsWith("(suspended)");
    assertThat(names(editor.frames(threads[1].getId()))).hasSizeGreaterThan(1);
    Editor.get(editor.server.stepIn(new StepInArguments()));
    assertThat(editor.stopped().getThreadId()).isEqualTo(threads[1].getId());
    assertThat(editor.line()).isEqualTo(2);
    editor.goOn();
    editor.end();
  }

  // ---- errors

  @Test
  void uncaughtError_stops_whereItIsRaised() throws Exception {
    Path script = Editor.script(folder, "pcall(error, 'caught')", "local x", "x.y = 1");
    CompletableFuture<Void> ended = editor.run(script);
    editor.begin(Map.of());
    editor.stopAtErrors("uncaught");
    editor.configured();
    assertThat(editor.stopped().getText()).endsWith("attempt to index a nil value (local 'x')");
    assertThat(editor.line()).isEqualTo(3);
    assertThat(
            Editor.get(editor.server.exceptionInfo(new ExceptionInfoArguments())).getDescription())
        .contains("local 'x'");
    editor.goOn();
    editor.end();
    assertThatThrownBy(() -> Editor.get(ended)).hasMessageContaining("local 'x'");
  }

  @Test
  void errorInCoroutine_stops_althoughResumeReturnsIt() throws Exception {
    Path script =
        Editor.script(
            folder,
            "local co = coroutine.create(function()",
            "  error('in')",
            "end)",
            "print(coroutine.resume(co))");
    editor.run(script);
    editor.begin(Map.of());
    editor.stopAtErrors("uncaught");
    editor.configured();
    assertThat(editor.stopped().getText()).endsWith("in");
    assertThat(editor.frames()[1].getLine()).isEqualTo(2);
    editor.goOn();
    assertThat(editor.end()).startsWith("false\t");
  }

  @Test
  void caughtErrors_stopOnlyIfAllAreWanted() throws Exception {
    Path script = Editor.script(folder, "print(pcall(error, 'caught'))");
    editor.run(script);
    editor.begin(Map.of());
    editor.stopAtErrors("all");
    editor.configured();
    assertThat(editor.stopped().getText()).isEqualTo("caught");
    editor.goOn();
    assertThat(editor.end()).isEqualTo("false\tcaught\n");
  }

  // ---- variables

  @Test
  void scopes_haveLocalsUpvaluesAndGlobals() throws Exception {
    debug(
        4,
        "global = 'g'",
        "local up = {1, 2, name = 'n'}",
        "local function f(a, ...)",
        "  return up, a, ...",
        "end",
        "print(f(1, 'more'))");
    editor.stopped();
    assertThat(shown(editor.scope(0))).containsExactly("a=1", "(vararg 1)=\"more\"");
    Variable[] upvalues = editor.scope(1);
    assertThat(shown(upvalues)).containsExactly("up=table with 2 items");
    assertThat(shown(editor.variables(upvalues[0].getVariablesReference())))
        .containsExactly("[1]=1", "[2]=2", "name=\"n\"");
    assertThat(shown(editor.scope(2))).contains("global=\"g\"");
    editor.goOn();
    editor.end();
  }

  @Test
  void longTables_comeInPages() throws Exception {
    debug(2, "local t = {x = 1} for i = 1, 250 do t[i] = i end", "print(#t)");
    editor.stopped();
    Variable table = editor.scope(0)[0];
    assertThat(table.getIndexedVariables()).isEqualTo(250);
    assertThat(table.getNamedVariables()).isEqualTo(1);
    VariablesArguments page = new VariablesArguments();
    page.setVariablesReference(table.getVariablesReference());
    page.setFilter(VariablesArgumentsFilter.INDEXED);
    page.setStart(240);
    page.setCount(100);
    Variable[] last = Editor.get(editor.server.variables(page)).getVariables();
    assertThat(shown(last)).hasSize(10).startsWith("[241]=241").endsWith("[250]=250");
    page.setFilter(VariablesArgumentsFilter.NAMED);
    assertThat(shown(Editor.get(editor.server.variables(page)).getVariables()))
        .containsExactly("x=1");
    editor.goOn();
    editor.end();
  }

  @Test
  void variables_canBeSet() throws Exception {
    debug(3, "local a, t = 1, {5}", "local up = 1", "print(a, t[1], up, g)");
    editor.stopped();
    SetVariableArguments set = new SetVariableArguments();
    set.setVariablesReference(editor.scopeReference(0));
    set.setName("a");
    set.setValue("a + 10");
    assertThat(Editor.get(editor.server.setVariable(set)).getValue()).isEqualTo("11");
    set.setVariablesReference(editor.scope(0)[1].getVariablesReference());
    set.setName("[1]");
    set.setValue("'six'");
    assertThat(Editor.get(editor.server.setVariable(set)).getValue()).isEqualTo("\"six\"");
    set.setName("none");
    assertThatThrownBy(() -> Editor.get(editor.server.setVariable(set)))
        .hasMessageContaining("no variable none");
    editor.evaluate("up = a * 2");
    editor.evaluate("g = 'new'");
    editor.goOn();
    assertThat(editor.end()).isEqualTo("11\tsix\t22\tnew\n");
  }

  @Test
  void evaluate_seesTheFrame_andTellsErrors() throws Exception {
    debug(2, "local a = 20", "print(a)");
    editor.stopped();
    assertThat(editor.evaluate("a + 1, 'x'")).isEqualTo("21, \"x\"");
    assertThat(editor.evaluate("string.rep('a', 2)")).isEqualTo("\"aa\"");
    assertThatThrownBy(() -> editor.evaluate("nothing.x")).hasMessageContaining("nothing");
    assertThatThrownBy(() -> editor.evaluate("1 +")).hasMessageContaining("near");
    editor.goOn();
    editor.end();
  }

  @Test
  void runningScript_refusesQuestions() throws Exception {
    debug(List.of(), "go = true", "print('in')", "while go do end");
    editor.written();
    assertThatThrownBy(() -> editor.frames(1)).hasMessageContaining("running");
    assertThat(Editor.get(editor.server.threads()).getThreads()).hasSize(1);
    Editor.get(editor.server.pause(new PauseArguments()));
    editor.stopped();
    editor.evaluate("go = false");
    editor.goOn();
    editor.end();
  }

  // ---- sources

  @Test
  void chunksWithoutFiles_areServed_andTakeBreakpoints() throws Exception {
    debug(2, "local f = load('local a = 1\\nreturn a', '@archive.jar!/mod.lua')", "f()", "f()");
    editor.stopped();
    Editor.get(editor.server.stepIn(new StepInArguments()));
    editor.stopped();
    Source source = editor.frames()[0].getSource();
    assertThat(source.getName()).isEqualTo("mod.lua");
    SourceArguments ask = new SourceArguments();
    ask.setSource(source);
    ask.setSourceReference(source.getSourceReference());
    assertThat(Editor.get(editor.server.source(ask)).getContent())
        .isEqualTo("local a = 1\nreturn a");
    editor.set(source, Editor.line(2));
    editor.goOn();
    editor.stopped();
    assertThat(editor.line()).isEqualTo(2);
    editor.set(source);
    editor.goOn();
    editor.end();
  }

  @Test
  void pathMapping_leadsToFilesThatTheEditorHasElsewhere() throws Exception {
    Path script = Editor.script(folder, "local a = 1", "print(a)");
    editor.run(script);
    editor.begin(Map.of("pathMappings", Map.of(folder.toRealPath().toString(), "/editor/project")));
    editor.set(Path.of("/editor/project/script.lua"), Editor.line(2));
    editor.configured();
    editor.stopped();
    assertThat(editor.frames()[0].getSource().getPath()).isEqualTo("/editor/project/script.lua");
    editor.goOn();
    editor.end();
  }

  // ---- the end

  @Test
  void outputWithoutALineEnd_arrivesBeforeTheEnd() throws Exception {
    debug(List.of(), "io.write('no line end')", "os.exit(0)");
    assertThat(editor.end()).isEqualTo("no line end");
  }

  @Test
  void terminate_endsALoop() throws Exception {
    debug(List.of(), "while true do pcall(function() while true do end end) end");
    Editor.get(editor.server.terminate(new TerminateArguments()));
    editor.end();
  }

  @Test
  void editorThatHangsUp_leavesTheScriptRunning() throws Exception {
    Path done = folder.resolve("done");
    Path script =
        Editor.script(
            folder, "local a = 1", "local b = 2", "io.open([[" + done + "]], 'w'):close()");
    CompletableFuture<Void> ended = editor.run(script);
    editor.begin(Map.of());
    editor.set(script, Editor.line(2));
    editor.configured();
    editor.stopped();
    editor.hangUp();
    Editor.get(ended);
    assertThat(Files.exists(done)).isTrue();
  }
}
