import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves the files of a folder on a free port of loopback, and prints the port. */
final class Serve {

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]).toRealPath();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
          boolean has = file.startsWith(folder) && Files.isRegularFile(file);
          byte[] content = has ? Files.readAllBytes(file) : new byte[0];
          exchange.sendResponseHeaders(has ? 200 : 404, has ? content.length : -1);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    System.out.println(server.getAddress().getPort());
  }
}
