package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.Coroutine;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.debug.EvaluateArguments;
import org.eclipse.lsp4j.debug.EvaluateResponse;
import org.eclipse.lsp4j.debug.ExceptionBreakMode;
import org.eclipse.lsp4j.debug.ExceptionInfoResponse;
import org.eclipse.lsp4j.debug.Scope;
import org.eclipse.lsp4j.debug.ScopesResponse;
import org.eclipse.lsp4j.debug.SetVariableArguments;
import org.eclipse.lsp4j.debug.SetVariableResponse;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StackFramePresentationHint;
import org.eclipse.lsp4j.debug.StackTraceArguments;
import org.eclipse.lsp4j.debug.StackTraceResponse;
import org.eclipse.lsp4j.debug.Variable;
import org.eclipse.lsp4j.debug.VariablesArguments;
import org.eclipse.lsp4j.debug.VariablesArgumentsFilter;
import org.eclipse.lsp4j.debug.VariablesResponse;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Looks into a stopped script, in the script's thread. */
final class Inspection {

  private final Debugger debugger;
  private final Sources sources;
  private final ThreadNames threads;

  Inspection(Debugger debugger, Sources sources, ThreadNames threads) {
    this.debugger = debugger;
    this.sources = sources;
    this.threads = threads;
  }

  private Stop stop() {
    @Nullable Stop stop = debugger.stop();
    if (stop == null) {
      throw new IllegalStateException("the script is running");
    }
    return stop;
  }

  // ---- calls

  StackTraceResponse stackTrace(StackTraceArguments args) {
    Stop stop = stop();
    Coroutine thread = threads.find(args.getThreadId(), debugger.lua().coroutines());
    List<Activation> calls = stop.calls(thread);
    int first = args.getStartFrame() == null ? 0 : Math.min(args.getStartFrame(), calls.size());
    int most = args.getLevels() == null ? 0 : args.getLevels();
    int end = most == 0 ? calls.size() : Math.min(calls.size(), first + most);
    List<StackFrame> frames = new ArrayList<>();
    for (Activation call : calls.subList(first, end)) {
      frames.add(frame(stop, thread, call));
    }
    StackTraceResponse response = new StackTraceResponse();
    response.setStackFrames(frames.toArray(StackFrame[]::new));
    response.setTotalFrames(calls.size());
    return response;
  }

  private StackFrame frame(Stop stop, Coroutine thread, Activation call) {
    StackFrame frame = new StackFrame();
    frame.setId(stop.frame(thread, call));
    frame.setName(name(call));
    frame.setLine(Math.max(call.currentLine(), 0));
    frame.setColumn(call.currentLine() > 0 ? 1 : 0);
    if (call.what().equals("C")) {
      frame.setPresentationHint(StackFramePresentationHint.SUBTLE);
    } else {
      frame.setSource(sources.source(LuaText.toJava(call.source())));
    }
    return frame;
  }

  private static String name(Activation call) {
    @Nullable LuaString name = call.name();
    if (name != null) {
      return LuaText.toJava(name);
    }
    return switch (call.what()) {
      case "main" -> "main chunk";
      case "C" -> "[C]";
      default -> "function <" + LuaText.toJava(call.shortSource()) + ":" + call.lineDefined() + ">";
    };
  }

  // ---- variables

  ScopesResponse scopes(int number) {
    Stop stop = stop();
    Frame frame = stop.frame(number);
    Scope[] scopes = {
      scope("Locals", stop.handles().ofLocals(frame), "locals"),
      scope("Upvalues", stop.handles().ofUpvalues(frame), null),
      scope("Globals", stop.handles().of(frame.globals()), null)
    };
    scopes[2].setExpensive(true);
    ScopesResponse response = new ScopesResponse();
    response.setScopes(scopes);
    return response;
  }

  private static Scope scope(String name, int reference, @Nullable String hint) {
    Scope scope = new Scope();
    scope.setName(name);
    scope.setVariablesReference(reference);
    scope.setPresentationHint(hint);
    return scope;
  }

  VariablesResponse variables(VariablesArguments args) {
    @Nullable VariablesArgumentsFilter filter = args.getFilter();
    @Nullable Boolean indexed =
        filter == null ? null : (Boolean) (filter == VariablesArgumentsFilter.INDEXED);
    int start = args.getStart() == null ? 0 : args.getStart();
    int count = args.getCount() == null ? 0 : args.getCount();
    VariablesResponse response = new VariablesResponse();
    response.setVariables(
        stop().handles().variables(args.getVariablesReference(), indexed, start, count));
    return response;
  }

  SetVariableResponse setVariable(SetVariableArguments args) {
    Stop stop = stop();
    LuaValue value = run(stop.topFrame(), args.getValue()).arg1();
    Variable set = stop.handles().set(args.getVariablesReference(), args.getName(), value);
    SetVariableResponse response = new SetVariableResponse();
    response.setValue(set.getValue());
    response.setType(set.getType());
    response.setVariablesReference(set.getVariablesReference());
    return response;
  }

  private Varargs run(Frame frame, String code) {
    return new Evaluation(debugger.lua(), frame).run(code);
  }

  EvaluateResponse evaluate(EvaluateArguments args) {
    Stop stop = stop();
    @Nullable Integer number = args.getFrameId();
    Frame frame = number == null || number == 0 ? stop.topFrame() : stop.frame(number);
    Varargs values = run(frame, args.getExpression());
    Variable first = stop.handles().variable("", values.arg1());
    StringBuilder text = new StringBuilder(first.getValue());
    for (int i = 2; i <= values.narg(); i++) {
      text.append(", ").append(new Shown(debugger.lua()).of(values.arg(i)));
    }
    EvaluateResponse response = new EvaluateResponse();
    response.setResult(text.toString());
    response.setType(first.getType());
    response.setVariablesReference(first.getVariablesReference());
    response.setIndexedVariables(first.getIndexedVariables());
    response.setNamedVariables(first.getNamedVariables());
    return response;
  }

  ExceptionInfoResponse exceptionInfo() {
    Stop stop = stop();
    ExceptionInfoResponse response = new ExceptionInfoResponse();
    response.setExceptionId("error");
    response.setDescription(stop.text());
    response.setBreakMode(ExceptionBreakMode.ALWAYS);
    return response;
  }
}
