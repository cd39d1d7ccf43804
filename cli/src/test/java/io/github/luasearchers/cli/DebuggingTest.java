package io.github.luasearchers.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.debug.ConfigurationDoneArguments;
import org.eclipse.lsp4j.debug.DisconnectArguments;
import org.eclipse.lsp4j.debug.ExitedEventArguments;
import org.eclipse.lsp4j.debug.InitializeRequestArguments;
import org.eclipse.lsp4j.debug.OutputEventArguments;
import org.eclipse.lsp4j.debug.launch.DSPLauncher;
import org.eclipse.lsp4j.debug.services.IDebugProtocolClient;
import org.eclipse.lsp4j.debug.services.IDebugProtocolServer;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DebuggingTest {

  private static final int SECONDS = 20;

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** An editor that only starts the script and listens. */
  private static final class Listener implements IDebugProtocolClient {

    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<Void> initialized = new CompletableFuture<>();
    private final CompletableFuture<Integer> exited = new CompletableFuture<>();

    @Override
    public void initialized() {
      initialized.complete(null);
    }

    @Override
    public void output(OutputEventArguments args) {
      output.append(args.getCategory()).append(':').append(args.getOutput());
    }

    @Override
    public void exited(ExitedEventArguments args) {
      exited.complete(args.getExitCode());
    }
  }

  private Listener debug(InputStream in, OutputStream out) throws Exception {
    Listener listener = new Listener();
    Launcher<IDebugProtocolServer> launcher =
        DSPLauncher.createClientLauncher(listener, in, out, threads, consumer -> consumer);
    launcher.startListening();
    IDebugProtocolServer server = launcher.getRemoteProxy();
    server.initialize(new InitializeRequestArguments()).get(SECONDS, TimeUnit.SECONDS);
    server.launch(Map.of()).get(SECONDS, TimeUnit.SECONDS);
    listener.initialized.get(SECONDS, TimeUnit.SECONDS);
    server.configurationDone(new ConfigurationDoneArguments()).get(SECONDS, TimeUnit.SECONDS);
    listener.exited.get(SECONDS, TimeUnit.SECONDS);
    server.disconnect(new DisconnectArguments()).get(SECONDS, TimeUnit.SECONDS);
    return listener;
  }

  private Future<Integer> run(Streams streams, String option, String script) throws Exception {
    Path file = Files.writeString(folder.resolve("script.lua"), script);
    Command command = new Command(streams, new Environment(Map.of()), new Interrupts(false));
    return threads.submit(() -> command.run(new String[] {option, file.toString()}));
  }

  @Test
  void port_isTold_andOsExitLosesNothing() throws Exception {
    Pipe told = Pipe.open();
    PrintStream err = new PrintStream(Channels.newOutputStream(told.sink()), true, UTF_8);
    Streams streams = new Streams(InputStream.nullInputStream(), err, err, false, false);
    Future<Integer> status = run(streams, "--debug=0", "io.write('no line end') os.exit(0)");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(Channels.newInputStream(told.source()), UTF_8));
    String line = lines.readLine();
    int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Listener editor = debug(socket.getInputStream(), socket.getOutputStream());
      assertThat(editor.output).hasToString("stdout:no line end");
    }
    assertThat(status.get(SECONDS, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void standardStreams_carryTheProtocol_andErrorsArrive() throws Exception {
    Pipe in = Pipe.open();
    Pipe out = Pipe.open();
    PrintStream toEditor = new PrintStream(Channels.newOutputStream(out.sink()), true, UTF_8);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            Channels.newInputStream(in.source()),
            toEditor,
            new PrintStream(err, true, UTF_8),
            false,
            false);
    Future<Integer> status = run(streams, "--debug", "print('out') error('wrong')");
    Listener editor =
        debug(Channels.newInputStream(out.source()), Channels.newOutputStream(in.sink()));
    assertThat(editor.output.toString())
        .contains("stdout:out\n")
        .contains("stderr:")
        .contains("script.lua:1: wrong");
    assertThat(editor.exited).isCompletedWithValue(1);
    assertThat(status.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void wrongPort_isAProblem() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, UTF_8);
    Streams streams = new Streams(InputStream.nullInputStream(), stream, stream, false, false);
    assertThat(run(streams, "--debug=99999", "").get(SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("--debug=99999: give a port");
  }
}
