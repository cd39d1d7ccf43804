package com.example.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, as GitHub reads it: its blocks, headings, links and tables. */
final class Page {

  /** Names the project's folder to a process that is started elsewhere than in a module. */
  static final String ROOT_PROPERTY = "docs.root";

  static final Path ROOT =
      Path.of(System.getProperty(ROOT_PROPERTY, "..")).toAbsolutePath().normalize();

  private static final Pattern FENCE = Pattern.compile("( *)```(\\w*)");
  private static final Pattern CAPTION = Pattern.compile(".*`([^`]+)`:");
  private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

  private final Path file;
  private final List<Block> blocks = new ArrayList<>();

  /** The lines that are in no block; in place of those that are, nothing. */
  private final List<String> prose = new ArrayList<>();

  private Page(Path file, List<String> lines) {
    this.file = file;
    String above = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int end = end(lines, i);
        add(lines.subList(i + 1, end), fence.group(1), fence.group(2), above, i + 1);
        prose.addAll(Collections.nCopies(end - i + 1, ""));
        i = end;
        above = "";
      } else {
        prose.add(lines.get(i));
        above = lines.get(i).isBlank() ? above : lines.get(i);
      }
    }
  }

  private int end(List<String> lines, int start) {
    for (int i = start + 1; i < lines.size(); i++) {
      if (lines.get(i).strip().equals("```")) {
        return i;
      }
    }
    throw new IllegalStateException(name() + ":" + (start + 1) + ": the block has no end");
  }

  private void add(List<String> lines, String indent, String language, String above, int line) {
    StringBuilder text = new StringBuilder();
    for (String each : lines) {
      text.append(each.startsWith(indent) ? each.substring(indent.length()) : each).append('\n');
    }
    Matcher caption = CAPTION.matcher(above.strip());
    Optional<String> named = caption.matches() ? Optional.of(caption.group(1)) : Optional.empty();
    blocks.add(new Block(name() + ":" + line, language, named, text.toString()));
  }

  static Page read(Path file) {
    try {
      return new Page(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Page named(String name) {
    return read(ROOT.resolve(name));
  }

  /** Returns all pages that a reader may open: those at the root, and those of docs. */
  static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(each -> each.toString().endsWith(".md"))
            .sorted()
            .map(Page::read)
            .forEach(pages::add);
      }
    }
    return pages;
  }

  Path file() {
    return file;
  }

  /** Returns the name from the root: {@code docs/guide.md}. */
  String name() {
    return ROOT.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
  }

  List<Block> blocks() {
    return blocks;
  }

  List<Block> blocks(String language) {
    return blocks.stream().filter(each -> each.language().equals(language)).toList();
  }

  /** Returns what each heading is called in links. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : prose) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String slug = slug(heading.group(1));
        int before = seen.merge(slug, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? slug : slug + "-" + before);
      }
    }
    return anchors;
  }

  private static String slug(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  /** Returns the places that the page links to. */
  List<String> links() {
    String text = CODE.matcher(String.join("\n", prose)).replaceAll("code");
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      links.add(link.group(1));
    }
    return links;
  }

  /** Returns what stands between backquotes in a line of text. */
  List<String> code() {
    return code(String.join("\n", prose));
  }

  static List<String> code(String text) {
    List<String> code = new ArrayList<>();
    Matcher matcher = CODE.matcher(text);
    while (matcher.find()) {
      code.add(matcher.group(1));
    }
    return code;
  }

  /** Returns the rows of the tables below one heading, or of all; the heads are among them. */
  List<List<String>> rows(String heading) {
    List<List<String>> rows = new ArrayList<>();
    String current = "";
    for (String line : prose) {
      Matcher matcher = HEADING.matcher(line);
      current = matcher.matches() ? matcher.group(1) : current;
      if (line.startsWith("|") && (heading.isEmpty() || heading.equals(current))) {
        String cells = line.strip().replaceAll("^\\||\\|$", "");
        rows.add(Stream.of(cells.split("\\|", -1)).map(String::strip).toList());
      }
    }
    return rows;
  }

  @Override
  public String toString() {
    return name();
  }
}
