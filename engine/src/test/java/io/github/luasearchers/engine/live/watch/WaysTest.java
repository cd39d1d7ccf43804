package io.github.luasearchers.engine.live.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folders decide where a path leads. */
final class WaysTest {

  @TempDir Path temporary;
  private Path folder;
  private final Ways ways = new Ways(new KnownFolders(new Mounts()));

  @BeforeEach
  void resolveLinks() throws IOException {
    folder = temporary.toRealPath();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(folder.resolve(name), Path.of(target));
  }

  private Collection<Spot> walk(String... files) {
    return ways.of(Stream.of(files).map(folder::resolve).map(Places.Place::of).toList());
  }

  /** Returns the folders below the test's, and whether events are needed from there. */
  private Map<String, Boolean> to(String... files) {
    Map<String, Boolean> found = new TreeMap<>();
    for (Spot spot : walk(files)) {
      if (spot.folder().startsWith(folder)) {
        found.put(folder.relativize(spot.folder()).toString(), spot.isNear());
      }
    }
    return found;
  }

  private Spot spot(String file, String at) {
    return walk(file).stream()
        .filter(spot -> spot.folder().equals(folder.resolve(at)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void file_dependsOnItsFolderAndThoseAbove() throws Exception {
    folder("a/b");
    assertThat(to("a/b/m.lua")).isEqualTo(Map.of("", false, "a", false, "a/b", true));
    assertThat(walk("a/b/m.lua")).extracting(Spot::folder).contains(folder.getRoot());
  }

  @Test
  void onlyTheNamesOnTheWayMatter() throws Exception {
    folder("a");
    Spot spot = spot("a/m.lua", "a");
    assertThat(spot.has(Path.of("m.lua"))).isTrue();
    assertThat(spot.has(Path.of("M.LUA"))).isTrue();
    assertThat(spot.has(Path.of("other.lua"))).isFalse();
  }

  @Test
  void namesThatEndAlike_mayBeOfTheSameBatch() throws Exception {
    folder("a/b");
    Spot near = spot("a/b/m.lua", "a/b");
    assertThat(near.hasLike(Path.of("other.lua"))).isTrue();
    assertThat(near.hasLike(Path.of("m.lua"))).isTrue();
    assertThat(near.hasLike(Path.of("m.lua.tmp"))).isFalse();
    assertThat(near.hasLike(Path.of("other"))).isFalse();
    assertThat(near.has(Path.of(".lua"))).isFalse();
    assertThat(spot("a/b/m.lua", "a").hasLike(Path.of("b"))).as("a folder above").isFalse();
  }

  @Test
  void missingFolder_dependsOnTheNearestThatIsThere() throws Exception {
    folder("a");
    assertThat(to("a/b/c/d/m.lua")).isEqualTo(Map.of("", false, "a", true));
    assertThat(spot("a/b/c/d/m.lua", "a").has(Path.of("b"))).isTrue();
  }

  @Test
  void fileInPlaceOfAFolder_isWhereThePathEnds() throws Exception {
    Files.createFile(folder.resolve("a"));
    assertThat(to("a/b/m.lua")).isEqualTo(Map.of("", true));
  }

  @Test
  void eachLinkOnTheWay_isWatchedWhereItIsAndWhereItLeads() throws Exception {
    folder("one/deep");
    folder("two");
    link("start", "one");
    link("one/next", "../two");
    assertThat(to("start/next/m.lua")).isEqualTo(Map.of("", true, "one", true, "two", true));
  }

  @Test
  void linksFromFileToFile_areFollowed() throws Exception {
    folder("x");
    folder("y");
    folder("z");
    link("x/m.lua", "../y/m.lua");
    link("y/m.lua", folder.resolve("z/m.lua").toString());
    assertThat(to("x/m.lua")).isEqualTo(Map.of("", false, "x", true, "y", true, "z", true));
  }

  @Test
  void folderAbove_isThatOfTheLinksTarget() throws Exception {
    folder("one/two");
    folder("three");
    link("l", "one/two");
    assertThat(to("l/../m.lua")).isEqualTo(Map.of("", true, "one", true));
    assertThat(to("./one/./m.lua")).isEqualTo(Map.of("", false, "one", true));
  }

  @Test
  void linksInACircle_endTheWay() throws Exception {
    link("a", "b");
    link("b", "a");
    link("c", "c/c");
    assertThat(to("a", "a/m.lua", "c/m.lua")).isEqualTo(Map.of("", true));
  }

  @Test
  void longPath_isNoTrouble() {
    assertThat(to("a/".repeat(16_000) + "m.lua")).isEmpty();
    assertThat(to("a/".repeat(1_900) + "m.lua")).isEqualTo(Map.of("", true));
  }

  @Test
  void secondWalk_seesWhatChanged() throws Exception {
    folder("v1");
    folder("v2");
    link("current", "v1");
    assertThat(to("current/m.lua")).containsKey("v1");
    Files.delete(folder.resolve("current"));
    link("current", "v2");
    assertThat(to("current/m.lua")).isEqualTo(Map.of("", true, "v2", true));
  }
}
