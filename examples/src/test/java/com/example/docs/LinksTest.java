package com.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Links lead somewhere. */
class LinksTest {

  @Test
  void link_leadsToAFileAndAHeading() throws Exception {
    List<String> broken = new ArrayList<>();
    int checked = 0;
    for (Page page : Page.all()) {
      for (String link : page.links()) {
        if (!link.startsWith("https://")) {
          checked++;
          if (!leadsSomewhere(page, link)) {
            broken.add(page + ": " + link);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(checked).isGreaterThan(100);
  }

  private static boolean leadsSomewhere(Page page, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target =
        path.isEmpty()
            ? page.file()
            : page.file().resolveSibling(path).toAbsolutePath().normalize();
    if (!target.startsWith(Page.ROOT) || !Files.exists(target)) {
      return false;
    }
    return hash < 0
        || (target.toString().endsWith(".md")
            && Page.read(target).anchors().contains(link.substring(hash + 1)));
  }

  /** A page that no other leads to is not found. */
  @Test
  void page_isInTheIndex() throws Exception {
    List<String> index = Page.named("docs/README.md").links();
    for (Page page : Page.all()) {
      String file = page.file().getFileName().toString();
      boolean isOfDocs = page.name().startsWith("docs/");
      if (!page.name().equals("docs/README.md")) {
        String link = isOfDocs ? file : "../" + file;
        assertThat(index).as("docs/README.md").anyMatch(each -> each.startsWith(link));
      }
    }
  }
}
