package io.github.luasearchers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a report reads. */
class ReloadReportTest {

  private static List<String> many(String what, int count) {
    return IntStream.range(0, count).mapToObj(i -> what + i).toList();
  }

  @Test
  void text_namesEachModuleAndNote() {
    ReloadReport report =
        new ReloadReport(List.of("a", "b"), List.of("c"), List.of(), List.of("d was lost"), 1);
    assertEquals("reloaded a, b; patched c; d was lost", report.toString());
  }

  @Test
  void text_whenNothingChanged_saysSo() {
    ReloadReport report =
        new ReloadReport(List.of(), List.of(), List.of(), List.of("a is busy"), 1);
    assertEquals("nothing was reloaded; a is busy", report.toString());
  }

  @Test
  void text_ofManyModulesAndNotes_isALineThatCanBeRead() {
    ReloadReport report =
        new ReloadReport(many("m", 101), List.of(), many("u", 10), many("note ", 12), 1);
    assertEquals(
        "reloaded m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, and 91 more;"
            + " unloaded u0, u1, u2, u3, u4, u5, u6, u7, u8, u9;"
            + " note 0; note 1; note 2; note 3; note 4; note 5; note 6; note 7; note 8; note 9;"
            + " and 2 more",
        report.toString());
    assertEquals(101, report.reloaded().size());
  }
}
