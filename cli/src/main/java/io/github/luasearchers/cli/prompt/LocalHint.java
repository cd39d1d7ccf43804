package io.github.luasearchers.cli.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Notices, once in a session, that a line uses a local variable of an earlier one: it has ended
 * with its line, which surprises whoever does not know that each line is a chunk.
 */
final class LocalHint {

  private final Set<String> ended = new HashSet<>();
  private boolean given;

  /** Notes the variables of a chunk that has been run. */
  void ran(String text) {
    if (!given) {
      ended.addAll(locals(text));
    }
  }

  /**
   * Returns the hint if a chunk is the first to use such a variable.
   *
   * @param isGlobal tells whether a global variable has the name
   */
  @Nullable String before(String text, Predicate<String> isGlobal) {
    if (given) {
      return null;
    }
    Set<String> own = locals(text);
    for (String name : used(text)) {
      if (ended.contains(name) && !own.contains(name) && !isGlobal.test(name)) {
        given = true;
        return "hint: the local variable '"
            + name
            + "' ended with its line; a variable for later lines is set without 'local'";
      }
    }
    return null;
  }

  /** Returns the names of a chunk's own local variables, those of its blocks left out. */
  private static Set<String> locals(String text) {
    Set<String> names = new HashSet<>();
    List<Word> words = Word.all(text);
    int depth = 0;
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.kind() != Word.Kind.KEYWORD) {
        continue;
      }
      String keyword = word.of(text);
      if (depth == 0 && keyword.equals("local")) {
        addNames(text, words, i + 1, names);
      }
      depth +=
          switch (keyword) {
            case "function", "do", "then", "repeat" -> 1;
            case "end", "until", "elseif" -> -1;
            default -> 0;
          };
    }
    return names;
  }

  private static void addNames(String text, List<Word> words, int from, Set<String> names) {
    boolean wanted = true;
    for (int i = from; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.is(text, "function")) {
        continue;
      }
      if (word.is(text, ",")) {
        wanted = true;
      } else if (word.is(text, "<") || word.is(text, ">")) {
        wanted = false;
      } else if (wanted && word.kind() == Word.Kind.NAME) {
        names.add(word.of(text));
        wanted = false;
      } else if (word.kind() != Word.Kind.NAME || !words.get(i - 1).is(text, "<")) {
        return;
      }
    }
  }

  private static Set<String> used(String text) {
    Set<String> names = new HashSet<>();
    @Nullable Word before = null;
    for (Word word : Word.all(text)) {
      boolean field = before != null && (before.is(text, ".") || before.is(text, ":"));
      if (word.kind() == Word.Kind.NAME && !field) {
        names.add(word.of(text));
      }
      before = word;
    }
    return names;
  }
}
