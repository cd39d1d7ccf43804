package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each connection as no decent server would. */
final class RawServer implements AutoCloseable {

  /** What to do with a connection whose request has been read. */
  @FunctionalInterface
  interface Answer {
    void to(Socket socket, OutputStream out) throws Exception;
  }

  /** What to do with a connection that asks for a path. */
  @FunctionalInterface
  interface PathAnswer {
    void to(String path, Socket socket, OutputStream out) throws Exception;
  }

  private final ServerSocket listener;
  private final AtomicInteger connections = new AtomicInteger();

  RawServer(Answer answer) throws IOException {
    this((path, socket, out) -> answer.to(socket, out));
  }

  RawServer(PathAnswer answer) throws IOException {
    listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> accept(answer), "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Makes a server that says one thing and closes the connection in order. */
  static RawServer saying(String answer) throws IOException {
    return new RawServer((socket, out) -> write(out, answer));
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private void accept(PathAnswer answer) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        Thread thread = new Thread(() -> serve(socket, answer), "raw-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void serve(Socket socket, PathAnswer answer) {
    try (socket) {
      String head = readHead(socket.getInputStream());
      answer.to(head.replaceFirst("(?s)^\\S* (\\S*).*", "$1"), socket, socket.getOutputStream());
    } catch (Exception e) {
      // The client has gone, as it should from most of these.
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int last = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      last = (last << 8) | c;
      if (last == 0x0D0A0D0A) {
        break;
      }
    }
    return head.toString();
  }

  int connections() {
    return connections.get();
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/";
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
