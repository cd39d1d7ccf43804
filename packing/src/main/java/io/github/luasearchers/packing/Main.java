package io.github.luasearchers.packing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Fills the folder that the jar of all is made of. The arguments are the folder, the file of the
 * properties for bnd, and the class path; then options: {@code renew=PREFIX}, the classes to bring
 * to a current format; {@code strip=PREFIX}, those that lose the names of local variables; {@code
 * cut=PREFIX}, those of which only what is used stays; {@code keep=CLASS}, of these, one that is
 * needed; {@code drop=PREFIX}, files that stay out.
 */
final class Main {

  private Main() {}

  public static void main(String[] args) throws IOException {
    Contents contents = new Contents();
    for (String place : args[2].split(File.pathSeparator, -1)) {
      // The first is that of this jar itself, which may have nothing yet.
      if (Files.exists(Path.of(place))) {
        contents.add(Path.of(place));
      }
    }
    for (String prefix : values("drop", args)) {
      removeBelow(prefix, contents, Set.of());
    }
    for (String prefix : values("cut", args)) {
      removeBelow(prefix, contents, Reachable.below(prefix, contents, values("keep", args)));
    }
    Renewal renewal = new Renewal(contents);
    for (String name : classes(contents, values("renew", args))) {
      contents.replace(name, renewal.renewed(contents.get(name)));
    }
    for (String name : classes(contents, values("strip", args))) {
      contents.replace(name, Locals.removed(contents.get(name)));
    }
    contents.write(Path.of(args[0]));
    Bundle.write(Path.of(args[1]), contents);
  }

  private static void removeBelow(String prefix, Contents contents, Set<String> needed) {
    for (String name : contents.names()) {
      if (name.startsWith(prefix) && !needed.contains(name.replaceFirst("\\.class$", ""))) {
        contents.remove(name);
      }
    }
  }

  private static List<String> classes(Contents contents, List<String> prefixes) {
    return contents.names().stream()
        .filter(name -> name.endsWith(".class") && prefixes.stream().anyMatch(name::startsWith))
        .toList();
  }

  private static List<String> values(String option, String[] args) {
    List<String> values = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      if (args[i].startsWith(option + "=")) {
        values.add(args[i].substring(option.length() + 1));
      }
    }
    return values;
  }
}
