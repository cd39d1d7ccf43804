package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One module of each kind of place has the meaning of each version of Lua that requires it. */
class VersionsTest {

  private static final byte[] MODULE =
      "return tostring(3.0) .. ' ' .. tostring(10 / 2)".getBytes(UTF_8);

  /** Each version comes behind another, and finds what that has left in the caches. */
  private static final List<String> ORDER = List.of("5.2", "5.3", "5.4", "5.2");

  private @TempDir Path temp;

  /** Says where the module is. */
  private interface Place {
    void tell(LuaScriptEngineBuilder engine);
  }

  private static void assertMeanings(Place place) throws ScriptException {
    for (String version : ORDER) {
      LuaScriptEngineBuilder builder = LuaScriptEngine.builder().setting("lua.version", version);
      place.tell(builder);
      try (LuaScriptEngine engine = builder.build()) {
        assertThat(engine.eval("return (require 'versioned')"))
            .as(version)
            .isEqualTo(version.equals("5.2") ? "3 5" : "3.0 5.0");
      }
    }
  }

  @Test
  void classPath() throws Exception {
    Files.write(temp.resolve("versioned.lua"), MODULE);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {temp.toUri().toURL()})) {
      assertMeanings(engine -> engine.classLoader(loader));
    }
  }

  @Test
  void archive() throws Exception {
    Path archive = temp.resolve("modules.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      out.putNextEntry(new ZipEntry("versioned.lua"));
      out.write(MODULE);
    }
    assertMeanings(engine -> engine.setting("lua.jar.path", archive + "!/?.lua"));
  }

  @Test
  void http() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", VersionsTest::answer);
    server.start();
    try {
      String url = "http://localhost:" + server.getAddress().getPort() + "/";
      assertMeanings(
          engine ->
              engine
                  .setting("lua.http.repositories", url)
                  .setting("lua.http.cache", temp.resolve("cache").toString()));
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    boolean found = exchange.getRequestURI().getPath().equals("/versioned.lua");
    exchange.sendResponseHeaders(found ? 200 : 404, found ? MODULE.length : -1);
    if (found) {
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(MODULE);
      }
    }
    exchange.close();
  }
}
