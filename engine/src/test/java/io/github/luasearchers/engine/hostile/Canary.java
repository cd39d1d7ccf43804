package io.github.luasearchers.engine.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.script.ScriptException;

/** What must be as it was after each hostile script: files, the JVM, and a neighbour engine. */
final class Canary implements AutoCloseable {

  private static final String NEIGHBOUR =
      "local t = {} for i = 1, 50 do t[i] = i end"
          + " return ('x'):rep(3) .. table.concat(t, ',') .. #package.searchers .. type(io.open)"
          + " .. tostring(math.pi) .. tostring(pcall(error, 'e')) .. type(require 'string')"
          + " .. #('a b'):gsub(' ', '-') .. tostring(getmetatable('').__add)";

  private final Path dir;
  private final Path modules;
  private final Path secret;
  private final LuaScriptEngine neighbour = LuaScriptEngine.builder().build();
  private final Object song;
  private final TreeMap<String, String> files;
  private final Properties properties;
  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();
  private final TreeSet<String> threads = threads();

  Canary(Path dir) throws IOException, ScriptException {
    this.dir = dir;
    modules = Files.createDirectories(dir.resolve("modules"));
    Path secrets = Files.createDirectories(dir.resolve("secrets"));
    secret = Files.writeString(secrets.resolve("stolen.lua"), "return 'escaped'");
    Files.writeString(secrets.resolve("data"), "password = ::escaped::");
    Files.writeString(modules.resolve("good.lua"), "return 'good'");
    Files.writeString(modules.resolve("loop.lua"), "return require 'loop'");
    Files.writeString(modules.resolve("data.txt"), "return 'escaped'");
    Files.createSymbolicLink(modules.resolve("link.lua"), secret);
    Files.createSymbolicLink(modules.resolve("linked"), secrets);
    byte[] dump = ((String) neighbour.eval("return 'x'")).getBytes(UTF_8);
    Files.write(modules.resolve("binary.lua"), binary(dump));
    song = neighbour.eval(NEIGHBOUR);
    files = files();
    properties = (Properties) System.getProperties().clone();
  }

  private static byte[] binary(byte[] rest) {
    byte[] bytes = new byte[rest.length + 5];
    byte[] head = {27, 'L', 'u', 'a', 0x52};
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(rest, 0, bytes, head.length, rest.length);
    return bytes;
  }

  Path modules() {
    return modules;
  }

  Path secret() {
    return secret;
  }

  LuaScriptEngine neighbour() {
    return neighbour;
  }

  /** Returns what has changed. */
  List<String> complaints() throws IOException, ScriptException {
    List<String> complaints = new ArrayList<>();
    complain(complaints, "files", files, files());
    complain(complaints, "system properties", properties, System.getProperties());
    complain(complaints, "locale", locale, Locale.getDefault());
    complain(complaints, "time zone", zone, TimeZone.getDefault());
    complain(complaints, "neighbour", song, neighbour.eval(NEIGHBOUR));
    complain(complaints, "interrupted", false, Thread.currentThread().isInterrupted());
    return complaints;
  }

  /** Returns the names of the threads that were not there before. */
  TreeSet<String> newThreads() {
    TreeSet<String> now = threads();
    now.removeAll(threads);
    return now;
  }

  private static void complain(List<String> to, String what, Object before, Object after) {
    if (!before.equals(after)) {
      to.add(what + ": " + before + " has become " + after);
    }
  }

  private TreeMap<String, String> files() throws IOException {
    TreeMap<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(dir)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        all.put(
            path.toString(), Files.isRegularFile(path) ? Files.readString(path, UTF_8) : "no file");
      }
    }
    return all;
  }

  private static TreeSet<String> threads() {
    TreeSet<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      names.add(thread.getName());
    }
    return names;
  }

  @Override
  public void close() {
    neighbour.close();
  }
}
