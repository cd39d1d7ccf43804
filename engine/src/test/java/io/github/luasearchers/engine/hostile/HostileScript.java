package io.github.luasearchers.engine.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A script that a host would not want to run, from the files in {@code hostile/}.
 *
 * @param name the file's name and the script's own
 * @param expected what may become of it
 * @param intent what it tries
 * @param allow the classes that the host allows, {@link #USUAL} if the script does not say
 */
record HostileScript(
    String name, Set<Verdict> expected, String intent, String allow, String source) {

  static final String USUAL = "java.util.*";

  /** What becomes of a script. */
  enum Verdict {
    /** What it tried was an error. */
    REFUSED,
    /** It came to a limit, and was ended. */
    STOPPED,
    /** It ran to its end, without the result that it was after. */
    HARMLESS,
    /** It got what it was after. */
    ESCAPED,
    /** It could not be ended. */
    HUNG,
    /** It came out as what a host does not expect of a script. */
    BROKE_OUT;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private static final String[] FILES = {
    "bombs",
    "bytecode",
    "classes",
    "coroutines",
    "libraries",
    "loops",
    "metatables",
    "objects",
    "patterns",
    "places",
    "sources",
    "stack",
    "statics",
    "threads"
  };

  private static final String MARK = "--@ ";

  static List<HostileScript> all() throws IOException {
    List<HostileScript> scripts = new ArrayList<>();
    for (String file : FILES) {
      addAll(file, scripts);
    }
    return scripts;
  }

  private static Set<Verdict> verdicts(String text) {
    EnumSet<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    for (String each : text.split(" or ")) {
      verdicts.add(Verdict.valueOf(each.toUpperCase(Locale.ROOT)));
    }
    return verdicts;
  }

  private static void addAll(String file, List<HostileScript> scripts) throws IOException {
    try (InputStream in = HostileScript.class.getResourceAsStream("/hostile/" + file + ".lua")) {
      String text = new String(in.readAllBytes(), UTF_8);
      for (String part : text.substring(MARK.length()).split("\n" + MARK)) {
        int end = part.indexOf('\n');
        String[] head = part.substring(0, end).split(" \\| ");
        scripts.add(
            new HostileScript(
                file + "/" + head[0],
                verdicts(head[1]),
                head[2],
                head.length > 3 ? head[3] : USUAL,
                part.substring(end + 1)));
      }
    }
  }
}
