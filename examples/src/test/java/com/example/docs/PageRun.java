package com.example.docs;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;

/**
 * Runs one page in the folder that it is started in, as the package's note says, and prints a line
 * for each thing that is not as the page has it: {@code docs/guide.md:12: ...}.
 */
final class PageRun implements AutoCloseable {

  private static final Pattern VALUE = Pattern.compile("(?s)(.*?)\\s*// -> (.*?)\\s*");
  private static final Pattern PRINTED = Pattern.compile("--> (.*)");
  private static final Pattern MAIN = Pattern.compile("exec:java -Dexec\\.mainClass=(\\w+)");
  private static final String LUA =
      "javax.script.ScriptEngine lua ="
          + " new javax.script.ScriptEngineManager().getEngineByName(\"lua\");";

  /** Kept, so that it stays quiet: what it says of reloads is no page's text. */
  private static final Logger RELOADS = Logger.getLogger("io.github.luasearchers.engine.live");

  private final String version;
  private final PrintStream report = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> sources;
  private final JShell shell = JShell.builder().executionEngine("local").build();
  private final PageFiles files = new PageFiles();

  /** Whether something has run since the last {@code text}. */
  private boolean ran;

  /** Whether the block before is for other versions, and so is the text that it prints. */
  private boolean skipped;

  /** The files of Java that no block has run yet. */
  private final Set<String> idle = new HashSet<>();

  private PageRun(List<String> sources, String version) {
    this.sources = sources;
    this.version = version;
    RELOADS.setLevel(Level.OFF);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      shell.addToClasspath(entry);
    }
    evaluate("the start", LUA);
    ran = false;
  }

  /**
   * Runs a page.
   *
   * @param args the page, and the version of Lua, which is also that of the engine {@code lua}
   */
  public static void main(String[] args) throws Exception {
    Page page = Page.read(Path.of(args[0]));
    try (PageRun run = new PageRun(sources(), args[1])) {
      for (Block block : page.blocks()) {
        run.take(block);
      }
      for (String file : run.idle) {
        run.complain(page.name(), "nothing runs " + file);
      }
    }
    System.exit(0); // Whatever threads the page has started.
  }

  /** Returns the sources that tests compile and run. */
  private static List<String> sources() throws Exception {
    List<String> sources = new ArrayList<>();
    for (String module : List.of("examples/src", "searchers-http/src/test")) {
      try (Stream<Path> found = Files.walk(Page.ROOT.resolve(module))) {
        for (Path file : found.filter(each -> each.toString().endsWith(".java")).toList()) {
          sources.add(Files.readString(file));
        }
      }
    }
    return sources;
  }

  private void take(Block block) throws Exception {
    if (!block.isFor(version) || (skipped && block.language().equals("text"))) {
      skipped = true;
      return;
    }
    skipped = false;
    switch (block.language()) {
      case "java" -> java(block);
      case "lua" -> lua(block);
      case "sh" -> shell(block);
      case "text" -> text(block);
      default -> files.write(block);
    }
  }

  private void complain(String place, String what) {
    report.println(place + ": " + what);
  }

  // ---- Java

  private void java(Block block) throws Exception {
    if (block.file().isEmpty()) {
      for (String piece : Pieces.of(block.text())) {
        run(block.place(), piece);
      }
    } else if (sources.stream().noneMatch(each -> ("\n" + each).contains("\n" + block.text()))) {
      files.write(block);
      idle.add(block.file().get());
    }
  }

  private void run(String place, String piece) {
    Matcher value = VALUE.matcher(piece);
    if (!value.matches()) {
      evaluate(place, piece);
      return;
    }
    String found = evaluate(place, value.group(1));
    if (!value.group(2).equals(found)) {
      complain(place, value.group(1) + " is " + found + " and not " + value.group(2));
    }
  }

  /** Compiles and runs a piece, and returns its value as JShell shows it. */
  private String evaluate(String place, String piece) {
    ran = true;
    String result = "";
    for (SnippetEvent event : shell.eval(piece)) {
      if (event.status() != Snippet.Status.VALID && event.causeSnippet() == null) {
        shell
            .diagnostics(event.snippet())
            .forEach(each -> complain(place, piece + "\n  " + each.getMessage(null)));
        complain(place, "does not compile: " + piece);
      }
      if (event.exception() != null) {
        complain(place, piece + " throws " + ShellErrors.text(event.exception()));
      }
      result = event.value() == null ? result : event.value();
    }
    return result;
  }

  // ---- Lua

  private void lua(Block block) throws Exception {
    if (block.file().isPresent()) {
      files.write(block);
      return;
    }
    List<String> expected = PRINTED.matcher(block.text()).results().map(r -> r.group(1)).toList();
    if (!expected.isEmpty()) {
      printed.reset();
    }
    evaluate(block.place(), "lua.eval(" + Pieces.literal(block.text()) + ")");
    if (!expected.isEmpty()) {
      compare(block.place(), String.join("\n", expected));
    }
  }

  // ---- what is printed

  private void text(Block block) {
    if (ran) {
      compare(block.place(), block.text());
    } else {
      complain(block.place(), PagesTest.UNCHECKED);
    }
  }

  private void compare(String place, String expected) {
    String found = printed.toString(StandardCharsets.UTF_8);
    if (!words(found).equals(words(expected))) {
      complain(place, "this is printed:\n" + found);
    }
    printed.reset();
    ran = false;
  }

  /** Returns the lines, in which any white space is as good as another. */
  private static List<List<String>> words(String text) {
    return text.strip().lines().map(each -> Arrays.asList(each.strip().split("\\s+"))).toList();
  }

  // ---- commands

  private void shell(Block block) throws Exception {
    Matcher main = MAIN.matcher(block.text());
    ran = false;
    while (main.find()) {
      String file = "src/main/java/" + main.group(1) + ".java";
      if (idle.remove(file)) {
        printed.reset();
        Optional<String> problem = files.run(main.group(1));
        problem.ifPresent(each -> complain(block.place(), each));
        ran = true;
      }
    }
  }

  @Override
  public void close() {
    shell.close();
  }
}
