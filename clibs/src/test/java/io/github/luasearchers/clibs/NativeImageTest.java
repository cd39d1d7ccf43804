package io.github.luasearchers.clibs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the jar tells GraalVM's native-image to keep for C. No image is built here: this shows that
 * what C looks up is named, and that what is named is there.
 */
class NativeImageTest {

  private static final Path METADATA =
      Path.of("src/main/resources/META-INF/native-image/io.github.luasearchers/luasearchers-clibs");

  private static final Path SOURCES = Path.of("src/main/c");

  private static final Pattern NAMED =
      Pattern.compile("\"name\": \"([^\"]+)\", \"parameterTypes\": \\[([^\\]]*)\\]");

  private static final Pattern CROSSING =
      Pattern.compile("^ {2}C[0-4]\\((\\w+)", Pattern.MULTILINE);
  private static final Pattern LOOKED_UP =
      Pattern.compile(
          "(Get(?:Static)?(?:Method|Field)ID|FindClass)\\((?:env|[^\"#;]*), (?:PACKAGE )?\"(\\w[^\"]*)\"");

  @Test
  void methodsOfCrossings_areThoseThatTheShimLooksUp() throws Exception {
    Set<String> expected = new TreeSet<>();
    for (MatchResult crossing : matches(CROSSING, SOURCES.resolve("crossings.h"))) {
      expected.add(crossing.group(1));
    }
    assertThat(expected).hasSizeGreaterThan(50);
    expected.addAll(List.of("pushError", "newState"));
    Set<String> declared =
        Arrays.stream(Crossings.class.getDeclaredMethods())
            .filter(each -> !each.isSynthetic())
            .map(each -> signature(each.getName(), each))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named = new TreeSet<>();
    for (MatchResult method : matches(NAMED, METADATA.resolve("jni-config.json"))) {
      named.add(method.group(1) + "(" + method.group(2).replace("\"", "") + ")");
    }
    String constructor =
        signature("<init>", OutOfMemoryError.class.getDeclaredConstructor(String.class));
    assertThat(named).contains(constructor);
    named.remove(constructor);
    assertThat(named).isEqualTo(declared);
    assertThat(named.stream().map(each -> each.replaceFirst("\\(.*", "")))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void nothingElse_isLookedUp() throws Exception {
    Set<String> lookedUp = new TreeSet<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.sorted().toList()) {
        for (MatchResult each : matches(LOOKED_UP, file)) {
          lookedUp.add(each.group(1) + " " + each.group(2));
        }
      }
    }
    assertThat(lookedUp)
        .containsExactly(
            "FindClass Crossings",
            "FindClass java/lang/OutOfMemoryError",
            "GetFieldID fd",
            "GetStaticMethodID newState",
            "GetStaticMethodID pushError");
    assertThat(FileDescriptor.class.getDeclaredField("fd").getType()).isEqualTo(int.class);
    assertThat(Files.readString(METADATA.resolve("jni-config.json")))
        .contains("\"java.io.FileDescriptor\"", "\"fd\"");
  }

  @Test
  void resource_ofTheNativePart_isNamed() throws Exception {
    String config = Files.readString(METADATA.resolve("resource-config.json"));
    MatchResult pattern =
        Pattern.compile("\"pattern\": \"([^\"]+)\"").matcher(config).results().toList().get(0);
    assertThat("META-INF/native/linux-x86_64/libluasearchers.so").matches(pattern.group(1));
  }

  private static String signature(String name, Executable method) {
    return name
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static List<MatchResult> matches(Pattern pattern, Path file) throws IOException {
    return new ArrayList<>(pattern.matcher(Files.readString(file)).results().toList());
  }
}
