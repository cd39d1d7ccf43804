package io.github.luasearchers.searchers.http;

import io.github.luasearchers.testing.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's nginx on loopback, with all that it writes in one folder. */
final class Nginx implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final Process process;

  /**
   * @param folder where its files go
   * @param server what goes between the braces of {@code server}; {@code PORT} is its port
   */
  Nginx(Path folder, String server) throws Exception {
    String program = Program.need("nginx", "nginx-light");
    this.folder = Files.createDirectories(folder);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(configuration, configuration(server.replace("PORT", "127.0.0.1:" + port)));
    process =
        new ProcessBuilder(program, "-p", folder.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    waitUntilItListens();
  }

  private static String configuration(String server) {
    // Started by root, its workers would be somebody who can't read a test's folder.
    String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
    return user
        + """
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log error.log;
        events { worker_connections 256; }
        http {
          log_format plain '$status $request_method $request_uri';
          access_log access.log plain;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          default_type text/plain;
          server {
        """
        + server
        + "\n  }\n}\n";
  }

  private void waitUntilItListens() throws Exception {
    for (int attempt = 0; attempt < 250 && process.isAlive(); attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
    process.destroyForcibly();
    throw new IOException(
        "nginx does not start: " + Files.readString(folder.resolve("output.log")));
  }

  String url(String scheme) {
    return scheme + "://127.0.0.1:" + port + "/";
  }

  String url() {
    return url("http");
  }

  /** Returns what was asked and answered, as {@code 200 GET /a.lua}. */
  List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("access.log"));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
