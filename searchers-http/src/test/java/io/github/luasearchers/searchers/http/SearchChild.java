package io.github.luasearchers.searchers.http;

import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.http.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Searches for one module in a process of its own, prints what it found, and closes nothing. */
final class SearchChild {

  private SearchChild() {}

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.of(arguments[0]).with("cache", arguments[1]);
    try {
      SearchResult result = new HttpSearcherProvider().create(settings).search(arguments[2]);
      System.out.print(
          result instanceof SearchResult.Source source
              ? source.content().asCharSource(StandardCharsets.UTF_8).read()
              : result);
    } catch (IllegalArgumentException e) {
      System.out.print(e.getMessage());
    }
  }

  /** Runs it, with that class path. */
  static String run(String classPath, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, SearchChild.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
