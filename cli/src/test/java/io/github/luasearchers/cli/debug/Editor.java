package io.github.luasearchers.cli.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Unbound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.debug.Breakpoint;
import org.eclipse.lsp4j.debug.ConfigurationDoneArguments;
import org.eclipse.lsp4j.debug.ContinueArguments;
import org.eclipse.lsp4j.debug.DisconnectArguments;
import org.eclipse.lsp4j.debug.EvaluateArguments;
import org.eclipse.lsp4j.debug.ExitedEventArguments;
import org.eclipse.lsp4j.debug.InitializeRequestArguments;
import org.eclipse.lsp4j.debug.OutputEventArguments;
import org.eclipse.lsp4j.debug.ScopesArguments;
import org.eclipse.lsp4j.debug.SetBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetExceptionBreakpointsArguments;
import org.eclipse.lsp4j.debug.Source;
import org.eclipse.lsp4j.debug.SourceBreakpoint;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StackTraceArguments;
import org.eclipse.lsp4j.debug.StoppedEventArguments;
import org.eclipse.lsp4j.debug.TerminatedEventArguments;
import org.eclipse.lsp4j.debug.Variable;
import org.eclipse.lsp4j.debug.VariablesArguments;
import org.eclipse.lsp4j.debug.launch.DSPLauncher;
import org.eclipse.lsp4j.debug.services.IDebugProtocolClient;
import org.eclipse.lsp4j.debug.services.IDebugProtocolServer;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** An editor that debugs one script, over streams in memory. */
final class Editor implements IDebugProtocolClient, AutoCloseable {

  private static final int SECONDS = 10;

  final LuaScriptEngine engine = LuaScriptEngine.builder().build();
  private final Pipe toServer = new Pipe();
  private final Pipe toEditor = new Pipe();
  private final BlockingQueue<StoppedEventArguments> stops = new LinkedBlockingQueue<>();
  private final StringBuffer output = new StringBuffer();
  private final CountDownLatch written = new CountDownLatch(1);
  private final CompletableFuture<Integer> exited = new CompletableFuture<>();
  private final CompletableFuture<Void> initialized = new CompletableFuture<>();
  private final CompletableFuture<Void> terminated = new CompletableFuture<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  final IDebugProtocolServer server;
  int thread;

  Editor() {
    Launcher<IDebugProtocolServer> launcher =
        DSPLauncher.createClientLauncher(
            this, toEditor.in, toServer.out, threads, consumer -> consumer);
    server = launcher.getRemoteProxy();
    launcher.startListening();
  }

  /** Runs a script under the debugger, as the command does. */
  CompletableFuture<Void> run(Path script) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            LuaTable object = new LuaTable();
            object.rawset("run", new Run(script));
            engine.invokeMethod(object, "run");
            ended.complete(null);
          } catch (Exception e) {
            ended.completeExceptionally(e);
          }
        });
    return ended;
  }

  private final class Run extends Unbound {

    private final Path script;

    Run(Path script) {
      this.script = script;
    }

    @Override
    public Builtin bind(LuaRuntime lua) {
      return new Builtin(lua, "run") {
        @Override
        protected Varargs run(Varargs args) {
          debug(lua, script);
          return NONE;
        }
      };
    }
  }

  private void debug(LuaRuntime lua, Path script) {
    DebugServer debugger = DebugServer.start(lua, toServer.in, toEditor.out);
    lua.setStreams(debugger.output(), debugger.errorOutput());
    try {
      debugger.awaitEditor();
      byte[] text = Files.readAllBytes(script);
      lua.call(
          lua.instantiate(lua.compileFile(text, "@" + script), lua.globals()),
          (Varargs) LuaValue.NONE);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      debugger.end(0);
    }
  }

  static Path script(Path folder, String... lines) throws IOException {
    return Files.write(folder.resolve("script.lua"), String.join("\n", lines).getBytes(UTF_8));
  }

  // ---- requests

  static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(SECONDS, TimeUnit.SECONDS);
  }

  void begin(Map<String, Object> arguments) throws Exception {
    get(server.initialize(new InitializeRequestArguments()));
    get(server.launch(arguments));
    get(initialized);
  }

  void configured() throws Exception {
    get(server.configurationDone(new ConfigurationDoneArguments()));
  }

  static SourceBreakpoint line(int line) {
    SourceBreakpoint point = new SourceBreakpoint();
    point.setLine(line);
    return point;
  }

  Breakpoint[] set(Path file, SourceBreakpoint... points) throws Exception {
    Source source = new Source();
    source.setPath(file.toString());
    return set(source, points);
  }

  Breakpoint[] set(Source source, SourceBreakpoint... points) throws Exception {
    SetBreakpointsArguments arguments = new SetBreakpointsArguments();
    arguments.setSource(source);
    arguments.setBreakpoints(points);
    return get(server.setBreakpoints(arguments)).getBreakpoints();
  }

  void stopAtErrors(String... filters) throws Exception {
    SetExceptionBreakpointsArguments arguments = new SetExceptionBreakpointsArguments();
    arguments.setFilters(filters);
    get(server.setExceptionBreakpoints(arguments));
  }

  StoppedEventArguments stopped() throws Exception {
    StoppedEventArguments stop = stops.poll(SECONDS, TimeUnit.SECONDS);
    if (stop == null) {
      throw new AssertionError("no stop; output: " + output);
    }
    thread = stop.getThreadId();
    return stop;
  }

  /** Waits until the script has written something. */
  void written() throws InterruptedException {
    if (!written.await(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing was written");
    }
  }

  StackFrame[] frames() throws Exception {
    return frames(thread);
  }

  StackFrame[] frames(int of) throws Exception {
    StackTraceArguments arguments = new StackTraceArguments();
    arguments.setThreadId(of);
    return get(server.stackTrace(arguments)).getStackFrames();
  }

  int line() throws Exception {
    return frames()[0].getLine();
  }

  Variable[] variables(int reference) throws Exception {
    VariablesArguments arguments = new VariablesArguments();
    arguments.setVariablesReference(reference);
    return get(server.variables(arguments)).getVariables();
  }

  /** Returns the variables of a scope of the topmost call. */
  Variable[] scope(int number) throws Exception {
    return variables(scopeReference(number));
  }

  int scopeReference(int number) throws Exception {
    ScopesArguments arguments = new ScopesArguments();
    arguments.setFrameId(frames()[0].getId());
    return get(server.scopes(arguments)).getScopes()[number].getVariablesReference();
  }

  String evaluate(String code) throws Exception {
    EvaluateArguments arguments = new EvaluateArguments();
    arguments.setExpression(code);
    arguments.setFrameId(frames()[0].getId());
    return get(server.evaluate(arguments)).getResult();
  }

  void goOn() throws Exception {
    get(server.continue_(new ContinueArguments()));
  }

  /** Waits for the end, and returns all that was written. */
  String end() throws Exception {
    get(exited);
    get(terminated);
    get(server.disconnect(new DisconnectArguments()));
    return output.toString();
  }

  /** Drops the connection. */
  void hangUp() throws Exception {
    toServer.out.close();
  }

  // ---- events

  @Override
  public void initialized() {
    initialized.complete(null);
  }

  @Override
  public void stopped(StoppedEventArguments args) {
    stops.add(args);
  }

  @Override
  public void output(OutputEventArguments args) {
    output.append(args.getOutput());
    written.countDown();
  }

  @Override
  public void exited(ExitedEventArguments args) {
    exited.complete(args.getExitCode());
  }

  @Override
  public void terminated(TerminatedEventArguments args) {
    terminated.complete(null);
  }

  @Override
  public void close() throws Exception {
    toServer.out.close();
    toEditor.out.close();
    threads.shutdownNow();
    engine.close();
  }
}
