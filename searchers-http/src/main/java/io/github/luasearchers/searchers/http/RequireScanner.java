package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.integrity.RepositoryPaths;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the modules that Lua code names where it requires them: {@code require "a"}, {@code
 * require("a")} and {@code pcall(require, "a")}. Names that are put together at run time are not
 * found, and none is found in comments and strings. Nothing is run.
 */
final class RequireScanner {

  private static final String REQUIRE = "require";

  private final String code;
  private final Set<String> modules = new LinkedHashSet<>();
  private int at;

  /** Whether a name here is a field's or a method's. */
  private boolean isMember;

  private RequireScanner(String code) {
    this.code = code;
  }

  /** Returns the names in the order in which they are met, each once. */
  static List<String> scan(byte[] source) {
    // The scanner stops at ASCII only, and so it makes no difference what the rest is.
    RequireScanner scanner = new RequireScanner(new String(source, StandardCharsets.UTF_8));
    scanner.scan();
    return new ArrayList<>(scanner.modules);
  }

  private void scan() {
    if (code.startsWith("#")) {
      skipLine();
    }
    while (at < code.length()) {
      if (skipBlank()) {
        continue;
      }
      char c = code.charAt(at);
      boolean member = isMember;
      isMember = false;
      if (isNamePart(c)) {
        String word = word();
        if (word.equals(REQUIRE) && !member) {
          argument();
        }
      } else if (!skipString()) {
        int start = at;
        while (at < code.length() && code.charAt(at) == c) {
          at++;
        }
        // Two dots join strings, and two colons are a label's.
        isMember = (c == '.' || c == ':') && at - start == 1;
      }
    }
  }

  /** Reads what follows {@code require}, if it is a name and nothing but one. */
  private void argument() {
    skipBlanks();
    boolean open = at < code.length() && (code.charAt(at) == '(' || code.charAt(at) == ',');
    if (open) {
      at++;
      skipBlanks();
    }
    int start = at;
    if (!skipString()) {
      return;
    }
    @Nullable String name = name(code.substring(start, at));
    skipBlanks();
    boolean closed = at < code.length() && (code.charAt(at) == ')' || code.charAt(at) == ',');
    if (name != null && (!open || closed)) {
      modules.add(name);
    }
  }

  /** Returns what a literal stands for; null if that isn't its plain text. */
  private static @Nullable String name(String literal) {
    int quotes = literal.startsWith("[") ? literal.indexOf('[', 1) + 1 : 1;
    if (literal.length() < 2 * quotes || literal.indexOf('\\') >= 0) {
      return null;
    }
    String name = literal.substring(quotes, literal.length() - quotes);
    return RepositoryPaths.isModule(name) ? name : null;
  }

  private String word() {
    int start = at;
    while (at < code.length() && isNamePart(code.charAt(at))) {
      at++;
    }
    return code.substring(start, at);
  }

  private static boolean isNamePart(char c) {
    return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  // ---- what has no names in it

  private void skipBlanks() {
    while (skipBlank()) {
      // One after the other.
    }
  }

  /** Goes behind a space or a comment. */
  private boolean skipBlank() {
    if (at < code.length() && Character.isWhitespace(code.charAt(at))) {
      at++;
      return true;
    }
    if (!code.startsWith("--", at)) {
      return false;
    }
    at += 2;
    if (!skipLongBracket()) {
      skipLine();
    }
    return true;
  }

  private void skipLine() {
    int end = code.indexOf('\n', at);
    at = end < 0 ? code.length() : end;
  }

  /** Goes behind a string's literal, if here is one. */
  private boolean skipString() {
    char quote = at < code.length() ? code.charAt(at) : ' ';
    if (quote != '"' && quote != '\'') {
      return skipLongBracket();
    }
    at++;
    while (at < code.length() && code.charAt(at) != quote && code.charAt(at) != '\n') {
      at += code.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, code.length());
    return true;
  }

  private boolean skipLongBracket() {
    int inner = at + 1;
    while (inner < code.length() && code.charAt(inner) == '=') {
      inner++;
    }
    if (!code.startsWith("[", at) || !code.startsWith("[", inner)) {
      return false;
    }
    String end = "]" + "=".repeat(inner - at - 1) + "]";
    int found = code.indexOf(end, inner + 1);
    at = found < 0 ? code.length() : found + end.length();
    return true;
  }
}
