package io.github.luasearchers.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * 200 modules of 3 kB, required by an engine that is the first to see them, and then by a second
 * one. The time is that of making the engine and requiring them all.
 */
final class Modules {

  private static final int MODULES = 200;
  private static final int WARM_UP = 120;

  /** Engines after the first one in each round: a service makes many, and its JVM is warm. */
  private static final int AGAIN = 10;

  private static final int MEASURED = 15;

  private Modules() {}

  static void report() throws IOException, InterruptedException {
    Path root = write();
    try {
      Path lua = folder(root);
      Table table = new Table("200 modules of 3 kB", "ms");
      for (String source : List.of("files", "class path")) {
        for (String peer : List.of(Peer.OURS, Peer.LUAJ, Peer.LUA54)) {
          String classPath = Child.classPath() + File.pathSeparator + root;
          List<Double> figures =
              Child.java(classPath, List.of(), Measure.class, peer, source, lua.toString());
          table.put(source + ", first engine", peer, figures.get(0));
          table.put(source + ", second engine", peer, figures.get(1));
        }
      }
      table.print();
    } finally {
      delete(root);
    }
  }

  static Path folder(Path root) {
    return root.resolve("META-INF/lua");
  }

  static void delete(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /** Writes the modules into a new folder that can be on the class path. */
  static Path write() throws IOException {
    Path root = Files.createTempDirectory("modules");
    Path folder = folder(root);
    for (int round = 0; round < WARM_UP + MEASURED; round++) {
      Path set = Files.createDirectories(folder.resolve("set" + round));
      for (int module = 0; module < MODULES; module++) {
        Files.writeString(set.resolve("m" + module + ".lua"), text(round, module));
      }
    }
    return root;
  }

  /** Returns about 3 kB of Lua as people write it. */
  static String text(int round, int module) {
    StringBuilder text = new StringBuilder("local M = { set = " + round + " }\n");
    for (int i = 0; text.length() < 3000; i++) {
      text.append(
          """

          --- Adds what list number %1$d holds, and counts it.
          function M.sum%1$d_%2$d(list, start)
            local total, count = start or %1$d, 0
            for index, item in ipairs(list) do
              if type(item) == "number" and item ~= %2$d then
                total = total + item * index
                count = count + 1
              elseif item.value then
                total = total .. "value %1$d"
              end
            end
            return total, count
          end
          """
              .formatted(i, module));
    }
    return text.append("\nreturn M\n").toString();
  }

  /** The child. */
  static final class Measure {

    private Measure() {}

    public static void main(String[] args) throws Exception {
      List<Double> first = new ArrayList<>();
      List<Double> second = new ArrayList<>();
      for (int round = 0; round < WARM_UP + MEASURED; round++) {
        first.add(time(args, round));
        for (int again = 0; again < AGAIN; again++) {
          second.add(time(args, round));
        }
      }
      System.out.println(Table.median(first.subList(WARM_UP, first.size())));
      System.out.println(Table.median(second.subList(WARM_UP * AGAIN, second.size())));
    }

    private static double time(String[] args, int round) throws Exception {
      long start = System.nanoTime();
      try (Peer peer = Peer.of(args[0])) {
        if (args[1].equals("files")) {
          peer.searchFolder(Path.of(args[2]));
        } else {
          peer.searchClassPath();
        }
        peer.run("for i = 0, " + (MODULES - 1) + " do require('set" + round + ".m' .. i) end");
        return (System.nanoTime() - start) / 1e6;
      }
    }
  }
}
