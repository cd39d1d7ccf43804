package io.github.luasearchers.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reports at the end of a build which tests were skipped, and what each of them needs. */
public final class LeftOut {

  private final Map<String, List<String>> classesByReason = new TreeMap<>();

  private LeftOut() {}

  /**
   * Prints a summary of the test reports of all modules.
   *
   * @param args the folder of the modules, and the time when the build began: older reports belong
   *     to other builds
   */
  public static void main(String[] args) throws Exception {
    LeftOut leftOut = new LeftOut();
    for (Path report : reports(Path.of(args[0]), Instant.parse(args[1]))) {
      leftOut.add(report);
    }
    System.out.print(leftOut.text());
  }

  private static List<Path> reports(Path root, Instant begin) throws IOException {
    List<Path> reports = new ArrayList<>();
    for (Path module : list(root)) {
      Path folder = module.resolve("target/surefire-reports");
      for (Path file : Files.isDirectory(folder) ? list(folder) : List.<Path>of()) {
        boolean isReport = file.getFileName().toString().matches("TEST-.*\\.xml");
        if (isReport && !Files.getLastModifiedTime(file).toInstant().isBefore(begin)) {
          reports.add(file);
        }
      }
    }
    return reports;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private void add(Path report) throws Exception {
    NodeList skips =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("skipped");
    for (int i = 0; i < skips.getLength(); i++) {
      Element skip = (Element) skips.item(i);
      String name = ((Element) skip.getParentNode()).getAttribute("classname");
      classesByReason
          .computeIfAbsent(reason(skip), reason -> new ArrayList<>())
          .add(name.substring(name.lastIndexOf('.') + 1));
    }
  }

  /**
   * Returns the reason as one line: the message, or what a failed assumption's stack begins with.
   */
  private static String reason(Element skip) {
    String stack = skip.getTextContent().replaceFirst("(?s)\\n\\tat .*", "");
    String type = skip.getAttribute("type") + ": ";
    String assumed = stack.startsWith(type) ? stack.substring(type.length()) : stack;
    String message = skip.hasAttribute("message") ? skip.getAttribute("message") : assumed;
    String line = message.replaceAll("\\s+", " ").replace("Assumption failed: ", "").strip();
    return line.isEmpty() ? "for a reason that it does not give" : line;
  }

  private String text() {
    if (classesByReason.isEmpty()) {
      return "No test was left out.\n";
    }
    int count = classesByReason.values().stream().mapToInt(List::size).sum();
    StringBuilder text = new StringBuilder("Left out: " + count + " tests\n");
    classesByReason.forEach(
        (reason, classes) ->
            text.append("  " + reason + ": " + classes.size() + " of ")
                .append(String.join(", ", new TreeSet<>(classes)) + "\n"));
    return text.toString();
  }
}
