package io.github.luasearchers.engine.require;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The searchers and linkers that one engine has to do without, though their classes may be there.
 * The message about a module that is not found says so.
 */
final class LeftOut {

  /** What is wrong where a provider's jar has lost its entry, and what to do. */
  static final String UNREGISTERED =
      " on the class path but not in "
          + Discovery.SEARCHERS_FILE
          + ": merge these files when you put jars together (maven-shade:"
          + " ServicesResourceTransformer)";

  private final Discovery discovery;
  private final List<String> absent = new ArrayList<>();
  private final Set<String> broken = new LinkedHashSet<>();

  LeftOut(Discovery discovery) {
    this.discovery = discovery;
  }

  /** Takes note of a name for which there is no provider. */
  void addAbsent(String searcher) {
    absent.add(searcher);
  }

  /** Takes note of a searcher or linker that can't be used, and tells the operator. */
  void addBroken(String what, Throwable error) {
    if (broken.add(what + " can't be used: " + LinkFailure.text(error))) {
      discovery.reportOnce(what + " can't be used and is left out", error);
    }
  }

  /** Returns a sentence for each. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (String problem : discovery.problems()) {
      sentences.add("a provider can't be used: " + problem);
    }
    sentences.addAll(broken);
    List<String> unregistered = new ArrayList<>();
    for (String name : absent) {
      if (discovery.isUnregistered(name)) {
        unregistered.add("'" + name + "'");
      }
    }
    if (!unregistered.isEmpty()) {
      boolean one = unregistered.size() == 1;
      sentences.add(
          (one ? "not asked: the searcher " : "not asked: the searchers ")
              + String.join(", ", unregistered)
              + (one ? ", which is" : ", which are")
              + UNREGISTERED);
    }
    return sentences;
  }
}
