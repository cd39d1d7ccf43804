package io.github.luasearchers.searchers.http.redis;

import io.github.luasearchers.testing.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/** A real Redis server on loopback, which keeps nothing on disk. */
final class RedisServer implements AutoCloseable {

  private final int port;
  private Process process;

  RedisServer(Path folder) throws Exception {
    String program = Program.need("redis-server");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    process = start(program, folder);
  }

  private Process start(String program, Path folder) throws Exception {
    Process started =
        new ProcessBuilder(
                program,
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toString(),
                "--user",
                "lua",
                "on",
                ">pass-word",
                "~*",
                "+@all")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    for (int attempt = 0; attempt < 200; attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return started;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
    started.destroyForcibly();
    throw new IOException("redis-server does not start: see " + folder.resolve("redis.log"));
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  String urlWithPassword() {
    return "redis://lua:pass-word@127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
