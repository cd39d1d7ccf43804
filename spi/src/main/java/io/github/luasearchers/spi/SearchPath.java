package io.github.luasearchers.spi;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of templates in which the name of a module takes the place of each {@code ?}: Lua's notion
 * of a path (Lua's manual, {@code package.searchpath}), for places that are no file system.
 *
 * <p>{@code lua/?.lua;lua/?/init.lua} makes of the module {@code a.b} the candidates {@code
 * lua/a/b.lua} and {@code lua/a/b/init.lua}. The dots of a name become slashes. Empty templates are
 * skipped.
 *
 * <p>A path never changes; any thread may use it.
 *
 * @param templates the templates, in the order in which they are tried
 * @since 0.1.0
 */
public record SearchPath(List<String> templates) {

  /**
   * Copies the list.
   *
   * @throws NullPointerException if the list is null or has a null
   */
  public SearchPath {
    templates = List.copyOf(templates);
  }

  /**
   * Reads what one candidate names.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Reader {

    /**
     * Looks for one candidate.
     *
     * @param candidate a template with the module's name filled in
     * @return the module; or a {@link SearchResult.NotFound} with sentences of the reader's own; or
     *     empty where the sentence {@code no file '<candidate>'} says it all
     * @throws IOException if the candidate is there, or may be, and can't be read
     */
    Optional<SearchResult> read(String candidate) throws IOException;
  }

  /**
   * Parses a path. White space around templates does not count.
   *
   * @param path templates with semicolons between them
   * @throws NullPointerException if it is null
   */
  public static SearchPath parse(String path) {
    requireNonNull(path, "path");
    List<String> templates = new ArrayList<>();
    int start = 0;
    while (start <= path.length()) {
      int semicolon = path.indexOf(';', start);
      int end = semicolon < 0 ? path.length() : semicolon;
      String template = path.substring(start, end).trim();
      if (!template.isEmpty()) {
        templates.add(template);
      }
      start = end + 1;
    }
    return new SearchPath(templates);
  }

  /**
   * Returns the candidates for a module, in the order of the templates. The name is taken as it is;
   * {@link #search} is the method that refuses names which could leave a root.
   */
  public List<String> candidates(String moduleName) {
    String part = moduleName.replace('.', '/');
    List<String> candidates = new ArrayList<>(templates.size());
    for (String template : templates) {
      candidates.add(template.replace("?", part));
    }
    return candidates;
  }

  /**
   * Tries the candidates for a module, one after another, until one is found.
   *
   * <p>A name that is not {@link ModuleName#isPlain plain} names no module here: the answer is a
   * sentence and the reader is not asked.
   *
   * @param moduleName the name given to {@code require}
   * @param reader looks for one candidate
   * @return the first result that is a module, or the sentences of all candidates
   * @throws IOException if the reader throws it
   */
  public SearchResult search(String moduleName, Reader reader) throws IOException {
    if (!ModuleName.isPlain(moduleName)) {
      return SearchResult.notFound(
          "no file for module '" + Excerpt.line(moduleName) + "' (not a plain name)");
    }
    List<String> sentences = new ArrayList<>();
    String part = moduleName.replace('.', '/');
    for (String template : templates) {
      String candidate = template.replace("?", part);
      Optional<SearchResult> result = reader.read(candidate);
      if (result.isEmpty()) {
        sentences.add("no file '" + candidate + "'");
      } else if (result.get() instanceof SearchResult.NotFound missing) {
        sentences.addAll(missing.sentences());
      } else {
        return result.get();
      }
    }
    return SearchResult.notFound(sentences);
  }

  /** Returns the path as {@link #parse} takes it. */
  @Override
  public String toString() {
    return String.join(";", templates);
  }
}
