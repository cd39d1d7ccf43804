package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.rocks.rock.RockName;
import io.github.luasearchers.searchers.rocks.version.Constraint;
import io.github.luasearchers.searchers.rocks.version.Dependency;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rocks that may be taken from servers, and which modules are looked for in them. A name that
 * is misspelt in a {@code require} must not fetch a stranger's rock.
 */
final class AllowList {

  private static final Pattern MAPPED =
      Pattern.compile("\\s*([A-Za-z0-9_.-]+)\\s*=(?!=)\\s*(.+)", Pattern.DOTALL);

  private final Map<String, Dependency> rocks = new LinkedHashMap<>();

  /** The names of rocks, by the modules that are in them. */
  private final Map<String, String> mapped = new LinkedHashMap<>();

  private AllowList() {}

  /**
   * Reads a list such as {@code inspect, penlight >= 1.13, < 2, pl = penlight}.
   *
   * @param setting its name, for messages
   * @throws IllegalArgumentException if it is malformed
   */
  static AllowList parse(String setting, String text) {
    AllowList list = new AllowList();
    for (String entry : entries(text)) {
      try {
        list.add(entry);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            setting
                + ": '"
                + entry
                + "' is no rock: give names, with versions if you like, and modules that are in"
                + " them, such as 'inspect, penlight >= 1.13, < 2, pl = penlight'",
            e);
      }
    }
    return list;
  }

  /** Splits the list; what begins with an operator belongs to the rock before it. */
  private static List<String> entries(String text) {
    List<String> entries = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String trimmed = part.strip();
      boolean more = !trimmed.isEmpty() && "<>=~!@".indexOf(trimmed.charAt(0)) >= 0;
      if (more && !entries.isEmpty()) {
        entries.add(entries.remove(entries.size() - 1) + ", " + trimmed);
      } else if (!trimmed.isEmpty()) {
        entries.add(trimmed);
      }
    }
    return entries;
  }

  private void add(String entry) {
    Matcher map = MAPPED.matcher(entry);
    boolean mapping = map.matches();
    Dependency rock = Dependency.parse(mapping ? map.group(2) : entry);
    if (!RockName.isSafe(rock.name())) {
      throw new IllegalArgumentException(rock.name());
    }
    if (mapping) {
      mapped.put(map.group(1), rock.name());
    }
    // A second entry, as for a map, takes nothing away from the first.
    rocks.merge(rock.name(), rock, AllowList::both);
  }

  private static Dependency both(Dependency one, Dependency other) {
    List<Constraint> all = new ArrayList<>(one.constraints());
    all.addAll(other.constraints());
    return new Dependency(one.name(), all);
  }

  /** Returns a rock if it is allowed. */
  Optional<Dependency> find(String rock) {
    return Optional.ofNullable(rocks.get(rock));
  }

  Collection<Dependency> all() {
    return rocks.values();
  }

  /**
   * Returns the names of the rocks that a module may be in: the one that it was mapped to, one of
   * its own name, one of the name that its own begins with.
   */
  List<String> candidates(String module) {
    List<String> names = new ArrayList<>();
    for (String name = module; !name.isEmpty(); name = parent(name)) {
      @Nullable String rock = mapped.get(name);
      if (rock != null) {
        names.add(rock);
      }
    }
    String lower = module.toLowerCase(Locale.ROOT);
    int dot = lower.indexOf('.');
    names.add(lower);
    names.add(dot < 0 ? lower : lower.substring(0, dot));
    return names.stream().distinct().toList();
  }

  private static String parent(String module) {
    int dot = module.lastIndexOf('.');
    return dot < 0 ? "" : module.substring(0, dot);
  }
}
