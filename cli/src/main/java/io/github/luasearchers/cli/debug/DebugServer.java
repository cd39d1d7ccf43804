package io.github.luasearchers.cli.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.debug.ExitedEventArguments;
import org.eclipse.lsp4j.debug.OutputEventArguments;
import org.eclipse.lsp4j.debug.StoppedEventArguments;
import org.eclipse.lsp4j.debug.TerminatedEventArguments;
import org.eclipse.lsp4j.debug.launch.DSPLauncher;
import org.eclipse.lsp4j.debug.services.IDebugProtocolClient;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.debug.messages.DebugResponseMessage;
import org.jspecify.annotations.Nullable;

/**
 * A debug adapter for one universe and one editor: first {@link #start} in an evaluation, then
 * {@link #awaitEditor}, then the script, then {@link #end}. What the script writes to {@link
 * #output} and {@link #errorOutput} the editor shows.
 */
public final class DebugServer implements Debugger.Listener {

  /** How long the end waits for an editor to take note. */
  private static final long SECONDS_TO_LEAVE = 2;

  private final Debugger debugger;
  private final ThreadNames threads = new ThreadNames();
  private final Adapter adapter;
  private final IDebugProtocolClient editor;
  private final Future<Void> listening;
  private final ExecutorService executor;
  private final PrintStream output;
  private final PrintStream errorOutput;

  private DebugServer(LuaRuntime lua, InputStream in, OutputStream out) {
    Sources sources = new Sources();
    debugger = new Debugger(lua, sources, this);
    adapter = new Adapter(debugger, sources, threads, this::initialized);
    executor = Executors.newCachedThreadPool(DebugServer::daemon);
    Launcher<IDebugProtocolClient> launcher =
        DSPLauncher.createServerLauncher(adapter, in, out, executor, this::noteTheEnd);
    editor = launcher.getRemoteProxy();
    output = new PrintStream(new Output(text -> write("stdout", text)), false, UTF_8);
    errorOutput = new PrintStream(new Output(text -> write("stderr", text)), true, UTF_8);
    listening = launcher.startListening();
    executor.execute(this::leaveAtTheEnd);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "lua-debug");
    thread.setDaemon(true);
    return thread;
  }

  /** Passes messages on. Once the answer to {@code disconnect} is written, the editor has left. */
  private MessageConsumer noteTheEnd(MessageConsumer next) {
    return message -> {
      next.consume(message);
      if (message instanceof DebugResponseMessage answer && isLast(answer)) {
        adapter.leave();
      }
    };
  }

  private static boolean isLast(DebugResponseMessage answer) {
    return "disconnect".equals(answer.getMethod());
  }

  /** Goes on without the editor when its stream ends. */
  private void leaveAtTheEnd() {
    try {
      listening.get();
    } catch (InterruptedException | ExecutionException e) {
      Thread.currentThread().interrupt();
    } finally {
      adapter.leave();
    }
  }

  /**
   * Begins to serve an editor, and to look at the universe: at coroutines that there are as well as
   * at those to come. To be called in an evaluation; the thread is the one that runs the script.
   *
   * @param in what the editor sends
   * @param out what it gets
   */
  public static DebugServer start(LuaRuntime lua, InputStream in, OutputStream out) {
    DebugServer server = new DebugServer(lua, in, out);
    server.debugger.runsIn(Thread.currentThread());
    server.debugger.install();
    return server;
  }

  /**
   * Waits for an editor on a port of this machine, and serves it as {@link #start} does.
   *
   * @param port 0 for any
   * @param told gets one line with the port, on which an editor can then connect
   * @throws IOException if the port can't be had
   */
  public static DebugServer listen(LuaRuntime lua, int port, PrintStream told) throws IOException {
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      told.println("lua: waiting for a debugger on port " + server.getLocalPort());
      told.flush();
      Socket socket = server.accept();
      return start(lua, socket.getInputStream(), socket.getOutputStream());
    }
  }

  /** Returns where the script is to write. */
  public PrintStream output() {
    return output;
  }

  /** Returns where the script is to write errors. */
  public PrintStream errorOutput() {
    return errorOutput;
  }

  /** Waits until the editor has set its breakpoints, or left. */
  public void awaitEditor() throws InterruptedException {
    adapter.configured().await();
  }

  /**
   * Tells the editor that the script has ended. All that it has written has arrived before.
   *
   * @param status the exit status
   */
  public void end(int status) {
    boolean interrupted = Thread.interrupted(); // the script was stopped by that
    output.flush();
    errorOutput.flush();
    ExitedEventArguments exited = new ExitedEventArguments();
    exited.setExitCode(status);
    editor.exited(exited);
    editor.terminated(new TerminatedEventArguments());
    try {
      boolean gone = adapter.left().await(SECONDS_TO_LEAVE, TimeUnit.SECONDS);
      listening.cancel(!gone);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    executor.shutdownNow();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- what the editor is told

  private void initialized() {
    editor.initialized();
  }

  @Override
  public void stopped(
      String reason, @Nullable String text, Coroutine thread, @Nullable Point point) {
    output.flush();
    StoppedEventArguments stopped = new StoppedEventArguments();
    stopped.setReason(reason);
    stopped.setText(text);
    stopped.setThreadId(threads.of(thread));
    stopped.setAllThreadsStopped(true);
    if (point != null) {
      stopped.setHitBreakpointIds(new Integer[] {point.id});
    }
    editor.stopped(stopped);
  }

  @Override
  public void logged(String text) {
    write("console", text);
  }

  private void write(String category, String text) {
    OutputEventArguments event = new OutputEventArguments();
    event.setCategory(category);
    event.setOutput(text);
    editor.output(event);
  }
}
