package io.github.luasearchers.searchers.http;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of modules that a repository is asked for. They guard against dependency confusion: if
 * {@code company.*} is excluded from a public repository, nobody there can serve such a module.
 */
record NamePatterns(List<Pattern> include, List<Pattern> exclude) {

  /**
   * Parses two lists of patterns, separated by commas, in which {@code *} stands for any
   * characters. {@code a.*} matches {@code a} too, since a module and its submodules have one
   * owner.
   */
  static NamePatterns parse(String include, String exclude) {
    return new NamePatterns(patterns(include), patterns(exclude));
  }

  private static List<Pattern> patterns(String list) {
    return Splitter.on(',')
        .trimResults()
        .omitEmptyStrings()
        .splitToStream(list)
        .map(NamePatterns::pattern)
        .collect(Collectors.toUnmodifiableList());
  }

  private static Pattern pattern(String glob) {
    String below = glob.endsWith(".*") ? "(\\..*)?" : "";
    String base = below.isEmpty() ? glob : glob.substring(0, glob.length() - 2);
    String regex =
        Splitter.on('*').splitToStream(base).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(regex + below, Pattern.DOTALL);
  }

  boolean admit(String moduleName) {
    return matches(include, moduleName) && !matches(exclude, moduleName);
  }

  private static boolean matches(List<Pattern> patterns, String moduleName) {
    return patterns.stream().anyMatch(p -> p.matcher(moduleName).matches());
  }
}
