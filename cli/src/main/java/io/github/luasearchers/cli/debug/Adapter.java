package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.vm.Coroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.eclipse.lsp4j.debug.Breakpoint;
import org.eclipse.lsp4j.debug.Capabilities;
import org.eclipse.lsp4j.debug.ConfigurationDoneArguments;
import org.eclipse.lsp4j.debug.ContinueArguments;
import org.eclipse.lsp4j.debug.ContinueResponse;
import org.eclipse.lsp4j.debug.DisconnectArguments;
import org.eclipse.lsp4j.debug.EvaluateArguments;
import org.eclipse.lsp4j.debug.EvaluateResponse;
import org.eclipse.lsp4j.debug.ExceptionInfoArguments;
import org.eclipse.lsp4j.debug.ExceptionInfoResponse;
import org.eclipse.lsp4j.debug.InitializeRequestArguments;
import org.eclipse.lsp4j.debug.NextArguments;
import org.eclipse.lsp4j.debug.PauseArguments;
import org.eclipse.lsp4j.debug.ScopesArguments;
import org.eclipse.lsp4j.debug.ScopesResponse;
import org.eclipse.lsp4j.debug.SetBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetBreakpointsResponse;
import org.eclipse.lsp4j.debug.SetExceptionBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetExceptionBreakpointsResponse;
import org.eclipse.lsp4j.debug.SetVariableArguments;
import org.eclipse.lsp4j.debug.SetVariableResponse;
import org.eclipse.lsp4j.debug.SourceArguments;
import org.eclipse.lsp4j.debug.SourceBreakpoint;
import org.eclipse.lsp4j.debug.SourceResponse;
import org.eclipse.lsp4j.debug.StackTraceArguments;
import org.eclipse.lsp4j.debug.StackTraceResponse;
import org.eclipse.lsp4j.debug.StepInArguments;
import org.eclipse.lsp4j.debug.StepOutArguments;
import org.eclipse.lsp4j.debug.TerminateArguments;
import org.eclipse.lsp4j.debug.ThreadsResponse;
import org.eclipse.lsp4j.debug.VariablesArguments;
import org.eclipse.lsp4j.debug.VariablesResponse;
import org.eclipse.lsp4j.debug.services.IDebugProtocolServer;
import org.jspecify.annotations.Nullable;

/** Answers the editor's requests. Its methods run in the thread that reads them. */
final class Adapter implements IDebugProtocolServer {

  private final Debugger debugger;
  private final Sources sources;
  private final Inspection inspection;
  private final ThreadNames threads;

  /** Counted down when the editor has set everything and the script may begin. */
  private final CountDownLatch configured = new CountDownLatch(1);

  /** Counted down when the editor has left. */
  private final CountDownLatch left = new CountDownLatch(1);

  private final Runnable initialized;
  private int points;

  Adapter(Debugger debugger, Sources sources, ThreadNames threads, Runnable initialized) {
    this.debugger = debugger;
    this.sources = sources;
    this.threads = threads;
    this.inspection = new Inspection(debugger, sources, threads);
    this.initialized = initialized;
  }

  CountDownLatch configured() {
    return configured;
  }

  CountDownLatch left() {
    return left;
  }

  /** Goes on without an editor, which has left or is not to be heard any more. */
  void leave() {
    debugger.release();
    configured.countDown();
    left.countDown();
  }

  private static <T> CompletableFuture<T> done(T answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  // ---- the session

  @Override
  public CompletableFuture<Capabilities> initialize(InitializeRequestArguments args) {
    return done(Abilities.all());
  }

  @Override
  public CompletableFuture<Void> launch(Map<String, Object> args) {
    return begin(args);
  }

  @Override
  public CompletableFuture<Void> attach(Map<String, Object> args) {
    return begin(args);
  }

  private CompletableFuture<Void> begin(Map<String, Object> args) {
    if (args.get("pathMappings") instanceof Map<?, ?> mappings) {
      mappings.forEach((own, editors) -> sources.map(own.toString(), editors.toString()));
    }
    if (Boolean.TRUE.equals(args.get("stopOnEntry"))) {
      debugger.pause();
    }
    // the event goes out behind the answer
    ForkJoinPool.commonPool().execute(initialized);
    return done();
  }

  @Override
  public CompletableFuture<Void> configurationDone(ConfigurationDoneArguments args) {
    configured.countDown();
    return done();
  }

  @Override
  public CompletableFuture<Void> disconnect(DisconnectArguments args) {
    if (Boolean.TRUE.equals(args.getTerminateDebuggee())) {
      debugger.terminate();
    }
    debugger.release();
    configured.countDown();
    return done(); // the editor is gone once it has this answer
  }

  @Override
  public CompletableFuture<Void> terminate(TerminateArguments args) {
    configured.countDown();
    debugger.terminate();
    return done();
  }

  // ---- breakpoints

  @Override
  public CompletableFuture<SetBreakpointsResponse> setBreakpoints(SetBreakpointsArguments args) {
    @Nullable String key = sources.keyOf(args.getSource());
    SourceBreakpoint @Nullable [] wanted = args.getBreakpoints();
    List<Point> set = new ArrayList<>();
    List<Breakpoint> answers = new ArrayList<>();
    for (SourceBreakpoint each : wanted == null ? new SourceBreakpoint[0] : wanted) {
      Point point =
          new Point(
              ++points,
              each.getLine(),
              each.getCondition(),
              each.getHitCondition(),
              each.getLogMessage());
      set.add(point);
      Breakpoint answer = new Breakpoint();
      answer.setId(point.id);
      answer.setLine(point.line);
      answer.setVerified(key != null);
      answers.add(answer);
    }
    if (key != null) {
      debugger.points().set(key, set);
    }
    SetBreakpointsResponse response = new SetBreakpointsResponse();
    response.setBreakpoints(answers.toArray(Breakpoint[]::new));
    return done(response);
  }

  @Override
  public CompletableFuture<SetExceptionBreakpointsResponse> setExceptionBreakpoints(
      SetExceptionBreakpointsArguments args) {
    List<String> filters = List.of(args.getFilters());
    debugger.stopAt(
        filters.contains(Abilities.ALL)
            ? Debugger.Errors.ALL
            : filters.contains(Abilities.UNCAUGHT)
                ? Debugger.Errors.UNCAUGHT
                : Debugger.Errors.NONE);
    return done(new SetExceptionBreakpointsResponse());
  }

  // ---- going on

  @Override
  public CompletableFuture<ContinueResponse> continue_(ContinueArguments args) {
    debugger.resume(null);
    ContinueResponse response = new ContinueResponse();
    response.setAllThreadsContinued(true);
    return done(response);
  }

  @Override
  public CompletableFuture<Void> next(NextArguments args) {
    debugger.resume(Step.Kind.OVER);
    return done();
  }

  @Override
  public CompletableFuture<Void> stepIn(StepInArguments args) {
    debugger.resume(Step.Kind.IN);
    return done();
  }

  @Override
  public CompletableFuture<Void> stepOut(StepOutArguments args) {
    debugger.resume(Step.Kind.OUT);
    return done();
  }

  @Override
  public CompletableFuture<Void> pause(PauseArguments args) {
    debugger.pause();
    return done();
  }

  // ---- what is asked while the script is stopped

  @Override
  public CompletableFuture<ThreadsResponse> threads() {
    ThreadsResponse response = new ThreadsResponse();
    if (debugger.stop() == null) {
      response.setThreads(ThreadNames.mainOnly());
      return done(response);
    }
    return debugger.ask(
        () -> {
          List<Coroutine> all = debugger.lua().coroutines();
          response.setThreads(threads.describe(all));
          return response;
        });
  }

  @Override
  public CompletableFuture<StackTraceResponse> stackTrace(StackTraceArguments args) {
    return debugger.ask(() -> inspection.stackTrace(args));
  }

  @Override
  public CompletableFuture<ScopesResponse> scopes(ScopesArguments args) {
    return debugger.ask(() -> inspection.scopes(args.getFrameId()));
  }

  @Override
  public CompletableFuture<VariablesResponse> variables(VariablesArguments args) {
    return debugger.ask(() -> inspection.variables(args));
  }

  @Override
  public CompletableFuture<SetVariableResponse> setVariable(SetVariableArguments args) {
    return debugger.ask(() -> inspection.setVariable(args));
  }

  @Override
  public CompletableFuture<EvaluateResponse> evaluate(EvaluateArguments args) {
    return debugger.ask(() -> inspection.evaluate(args));
  }

  @Override
  public CompletableFuture<ExceptionInfoResponse> exceptionInfo(ExceptionInfoArguments args) {
    return debugger.ask(inspection::exceptionInfo);
  }

  @Override
  public CompletableFuture<SourceResponse> source(SourceArguments args) {
    @Nullable Integer own = args.getSource() == null ? null : args.getSource().getSourceReference();
    int reference = own == null || own == 0 ? args.getSourceReference() : own;
    @Nullable String text = sources.text(debugger.lua(), reference);
    if (text == null) {
      return CompletableFuture.failedFuture(Refusal.of("the text of this chunk is not known"));
    }
    SourceResponse response = new SourceResponse();
    response.setContent(text);
    response.setMimeType("text/x-lua");
    return done(response);
  }
}
