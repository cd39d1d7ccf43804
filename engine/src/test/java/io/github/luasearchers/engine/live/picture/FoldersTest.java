package io.github.luasearchers.engine.live.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldersTest {

  private static Folders folders(String... names) {
    SampleModules modules = new SampleModules();
    for (String each : names) {
      modules.add(each);
    }
    return Folders.of(SampleModules.graph(modules));
  }

  private static List<String> labels(Folders folders) {
    return folders.all().stream().map(each -> each.label).toList();
  }

  @Test
  void names_makeFolders() {
    Folders folders = folders("main", "app.a", "app.b", "app/net/c", "app/net/d");
    assertThat(labels(folders)).containsExactly("", "app", "net");
    assertThat(folders.parent(2)).isEqualTo(1);
    assertThat(folders.label(0)).isEqualTo("main");
    assertThat(folders.label(1)).isEqualTo("a");
    assertThat(folders.label(3)).isEqualTo("c");
  }

  @Test
  void moduleWithOthersBelowIt_standsAmongThem() {
    Folders folders = folders("pl", "pl.List", "pl.Map");
    assertThat(labels(folders)).containsExactly("", "pl");
    assertThat(folders.folderOf(0)).isEqualTo(1);
    assertThat(folders.label(0)).isEqualTo("pl");
  }

  @Test
  void folderOfOneModule_isNone() {
    Folders folders = folders("app.deep.only", "app.x", "y.z");
    assertThat(labels(folders)).containsExactly("", "app");
    assertThat(folders.label(0)).isEqualTo("deep.only");
    assertThat(folders.label(2)).isEqualTo("y.z");
  }

  @Test
  void foldersWithNothingBesideThem_areOne() {
    assertThat(labels(folders("org.example.a", "org.example.b")))
        .containsExactly("", "org.example");
  }

  @Test
  void oddNames_haveAPlace() {
    String[] names = {
      "", ".", "..", "/", "a..b", "a..c", ".a", "a.", "x".repeat(3000), "a.b/".repeat(90)
    };
    Folders folders = folders(names);
    for (int i = 0; i < names.length; i++) {
      assertThat(folders.all().get(folders.folderOf(i)).modules).contains(i);
      assertThat(names[i]).endsWith(folders.label(i));
    }
  }

  @Test
  void largeFolder_keepsTheMostConnectedAndFoldsTheRest() {
    SampleModules modules = new SampleModules();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(String.format("lib.m%02d", i));
    }
    modules.add("lib.hub", all.toArray(String[]::new));
    all.forEach(modules::add);
    Folders folders = Folders.of(SampleModules.graph(modules));
    Folder lib = folders.all().get(1);
    assertThat(lib.size()).isEqualTo(Folders.MOST);
    assertThat(lib.modules).contains(0);
    assertThat(lib.folders)
        .singleElement()
        .satisfies(each -> assertThat(each.label).isEqualTo("22 more"));
    assertThat(folders.modulesBelow(1)).hasSize(51);
  }

  @Test
  void thousandsOfNamesWithoutFolders_areDividedByTheAlphabet() {
    SampleModules modules = new SampleModules();
    for (int i = 0; i < 3000; i++) {
      modules.add(String.format("m%04d", i));
    }
    Folders folders = Folders.of(SampleModules.graph(modules));
    assertThat(folders.all().get(0).size()).isEqualTo(Folders.MOST);
    assertThat(folders.modulesBelow(Folders.ROOT)).hasSize(3000).doesNotHaveDuplicates();
    assertThat(labels(folders))
        .contains("2971 more")
        .anyMatch(each -> each.startsWith("m0029 … m"));
  }
}
