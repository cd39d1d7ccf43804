package com.example.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What pages may name: the project's modules, profiles and sources. */
final class Project {

  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(luasearchers-[^<]+)</");
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final Pattern PROFILE =
      Pattern.compile("<profile>\\s*(?:<!--.*?-->\\s*)?<id>([^<]+)</id>", Pattern.DOTALL);

  private static final Pattern DECLARED = Pattern.compile("(?m)^(?:open )?module ([\\w.]+) ");
  private static final Pattern AUTOMATIC = Pattern.compile("<module.name>([^<]+)</");

  private Project() {}

  /** A module, by its folder. */
  record Module(String folder, String pom) {

    /** Returns the artifact: the second that the file names, for the first is the parent. */
    String artifact() {
      return ARTIFACT.matcher(pom).results().map(each -> each.group(1)).skip(1).findFirst().get();
    }

    boolean isPublished() {
      return !pom.contains("<maven.deploy.skip>true<");
    }

    /** Returns the Java module that it declares, or else the name that its jar's manifest has. */
    Optional<String> javaModule() throws IOException {
      Path info = Page.ROOT.resolve(folder).resolve("src/main/java/module-info.java");
      boolean declares = Files.exists(info);
      Matcher name =
          (declares ? DECLARED : AUTOMATIC).matcher(declares ? Files.readString(info) : pom);
      return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }
  }

  private static String pom() throws IOException {
    return Files.readString(Page.ROOT.resolve("pom.xml"));
  }

  /** Returns the modules, those of profiles included. */
  static List<Module> modules() throws IOException {
    List<Module> modules = new ArrayList<>();
    Matcher module = Pattern.compile("<module>([^<]+)</module>").matcher(pom());
    while (module.find()) {
      String folder = module.group(1);
      modules.add(
          new Module(folder, Files.readString(Page.ROOT.resolve(folder).resolve("pom.xml"))));
    }
    return modules;
  }

  static List<String> artifacts() throws IOException {
    return modules().stream().map(Module::artifact).toList();
  }

  static String version() throws IOException {
    Matcher version = VERSION.matcher(pom());
    if (!version.find()) {
      throw new IllegalStateException("no version");
    }
    return version.group(1);
  }

  static List<String> profiles() throws IOException {
    List<String> profiles = new ArrayList<>();
    List<String> poms = new ArrayList<>(List.of(pom()));
    modules().forEach(each -> poms.add(each.pom()));
    for (String pom : poms) {
      PROFILE.matcher(pom).results().forEach(each -> profiles.add(each.group(1)));
    }
    return profiles;
  }

  /**
   * Returns the sources of modules, by their files.
   *
   * @param kind {@code main} or {@code test}
   */
  static Map<Path, String> sources(String kind) throws IOException {
    Map<Path, String> sources = new TreeMap<>();
    for (Module module : modules()) {
      Path folder = Page.ROOT.resolve(module.folder()).resolve("src/" + kind + "/java");
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
            sources.put(folder.relativize(file), Files.readString(file));
          }
        }
      }
    }
    return sources;
  }
}
