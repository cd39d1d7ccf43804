package io.github.luasearchers.hosts.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.github.luasearchers.engine.LuaModule;
import io.github.luasearchers.engine.ModuleGraph;
import io.github.luasearchers.engine.live.picture.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a module graph, in a browser, by clicks. */
class ModuleGraphPageTest {

  private static final String DONE = "document.getElementById('graph').ariaBusy === 'false'";
  private static final List<LuaModule> MODULES = GeneratedModules.of(300);

  private static Browser browser;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  /** Whatever a test did, the page asked for nothing but itself, and complained of nothing. */
  @AfterEach
  void page_wasQuiet() throws Exception {
    assertThat(browser.logs("browser")).noneMatch(each -> !each.startsWith("INFO"));
    assertThat(browser.logs("performance"))
        .isNotEmpty()
        .filteredOn(each -> each.contains("\"Network.requestWillBeSent\""))
        .allMatch(
            each -> each.matches("(?s).*\"url\":\"(file:///[^\"]*page\\.html|blob:|data:).*"));
  }

  private void open(List<LuaModule> modules, String... touched) throws Exception {
    ModuleGraph graph = Picture.of(modules, List.of(touched));
    browser.open(Files.writeString(folder.resolve("page.html"), graph.toHtml()));
    browser.await(DONE);
  }

  private static int number(String script) throws IOException, InterruptedException {
    return browser.run("return " + script).getAsInt();
  }

  private static String text(String selector) throws IOException, InterruptedException {
    return browser
        .run("return document.querySelector(arguments[0]).innerText", selector)
        .getAsString();
  }

  private static List<String> texts(String selector) throws IOException, InterruptedException {
    JsonArray found =
        browser
            .run(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent.toWellFormed())",
                selector)
            .getAsJsonArray();
    List<String> texts = new ArrayList<>();
    found.forEach(each -> texts.add(each.getAsString()));
    return texts;
  }

  /** Clicks in the list on a module of a name, after a search for it. */
  private static void choose(String name) throws IOException, InterruptedException {
    browser.run("document.getElementById('search').value = ''");
    browser.click("#search");
    browser.type(name);
    browser.click("#list .row[title='" + name + "']");
    browser.await("document.querySelector('#panel h2').innerText === '" + name + "'");
    browser.await(DONE);
  }

  private static void assertNoOverlap() throws IOException, InterruptedException {
    String overlaps =
        """
        const boxes = cy.nodes().map(node => [node.id(),
          node.boundingBox({ includeNodes: false, includeEdges: false, includeLabels: true,
            includeOverlays: false, includeUnderlays: false, includeOutlines: false })]);
        const found = [];
        boxes.forEach(([name, a], i) => boxes.slice(0, i).forEach(([other, b]) => {
          if (a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2) found.push(name + ' ' + other);
        }));
        return [boxes.filter(([, box]) => box.w > 5 && box.h > 5).length, found];
        """;
    JsonArray answer = browser.run(overlaps).getAsJsonArray();
    assertThat(answer.get(0).getAsInt()).isEqualTo(number("cy.nodes().length"));
    assertThat(answer.get(1).getAsJsonArray()).isEmpty();
  }

  @Test
  void threeHundredModules_openAsAFewNodesWithoutOverlap() throws Exception {
    open(MODULES);
    assertThat(number("cy.nodes().length")).isBetween(8, 40);
    assertThat(number("document.querySelectorAll('#list .row').length")).isEqualTo(300);
    assertThat(number("cy.nodes('.cycle').length")).isPositive();
    assertThat(text("#totals")).startsWith("300 modules").contains("2 cycles");
    assertNoOverlap();
  }

  @Test
  void nodesAtFirst_areWhereTheFileSays() throws Exception {
    open(MODULES);
    String first =
        browser.run("return JSON.stringify(cy.nodes().map(n => n.position()))").getAsString();
    String page = Files.readString(folder.resolve("page.html"));
    open(MODULES);
    assertThat(
            browser.run("return JSON.stringify(cy.nodes().map(n => n.position()))").getAsString())
        .isEqualTo(first);
    assertThat(Files.readString(folder.resolve("page.html"))).isEqualTo(page);
  }

  @Test
  void folder_isOpenedByADoubleClick() throws Exception {
    open(MODULES);
    int before = number("cy.nodes().length");
    String middle =
        """
        const node = cy.nodes('.folder')[0];
        const { x, y } = node.renderedPosition();
        const box = document.getElementById('canvas').getBoundingClientRect();
        return [node.id(), Math.round(box.x + x), Math.round(box.y + y)];
        """;
    JsonArray place = browser.run(middle).getAsJsonArray();
    // The first click has much to show. The second has to be near enough to a third for the driver.
    browser.clickAt(place.get(1).getAsInt(), place.get(2).getAsInt(), 1);
    browser.await("state.chosen === '" + place.get(0).getAsString() + "'");
    browser.clickAt(place.get(1).getAsInt(), place.get(2).getAsInt(), 2);
    browser.await("cy.getElementById('" + place.get(0).getAsString() + "').hasClass('frame')");
    browser.await(DONE);
    assertThat(number("cy.nodes().length")).isGreaterThan(before);
    assertNoOverlap();
    browser.click("#collapse");
    browser.await(DONE);
    assertThat(number("cy.nodes().length")).isEqualTo(before);
  }

  @Test
  void allFoldersOpen_doNotOverlap() throws Exception {
    open(MODULES);
    browser.click("#expand");
    browser.await("cy.nodes('.module').length === 300");
    browser.await(DONE);
    assertNoOverlap();
  }

  @Test
  void search_narrowsTheList() throws Exception {
    open(MODULES);
    browser.type("/");
    browser.type("store m4");
    List<String> expected =
        MODULES.stream()
            .map(LuaModule::name)
            .filter(each -> each.contains("store") && each.contains("m4"))
            .sorted()
            .toList();
    assertThat(expected).isNotEmpty();
    assertThat(texts("#list .row .name")).isEqualTo(expected);
    assertThat(text("#hits")).isEqualTo(expected.size() + " of 300");
    browser.type("\uE007"); // Enter
    assertThat(text("#panel h2")).isEqualTo(expected.get(0));
  }

  @Test
  void why_isTheShortestWay() throws Exception {
    open(MODULES);
    Map<String, Integer> steps = steps();
    for (int i = 10; i < 300; i += 72) {
      String name = MODULES.get(i).name();
      choose(name);
      List<String> way = texts("#why .name");
      assertThat(way).startsWith("main").endsWith(name).hasSize(steps.get(name) + 1);
      for (int j = 1; j < way.size(); j++) {
        assertThat(named(way.get(j - 1)).requires()).contains(way.get(j));
      }
    }
    assertThat(number("cy.edges('.way').length")).isPositive();
  }

  private static Map<String, Integer> steps() {
    Map<String, Integer> steps = new HashMap<>(Map.of("main", 0));
    Deque<String> open = new ArrayDeque<>(List.of("main"));
    while (!open.isEmpty()) {
      String name = open.remove();
      for (String each : named(name).requires()) {
        if (steps.putIfAbsent(each, steps.get(name) + 1) == null) {
          open.add(each);
        }
      }
    }
    return steps;
  }

  private static LuaModule named(String name) {
    return MODULES.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void chosenModule_showsWhatRequiresItAndWhatItRequires() throws Exception {
    open(MODULES);
    String name = MODULES.get(120).name();
    choose(name);
    String shown = "cy.getElementById('m120')";
    assertThat(browser.run("return " + shown + ".hasClass('chosen')").getAsBoolean()).isTrue();
    assertThat(number("cy.nodes('.up, .way').length")).isPositive();
    assertThat(text("#panel"))
        .contains("Why is this here")
        .contains("/srv/" + name + ".lua")
        .contains("with all it requires")
        .contains("load 121 of 300");
    browser.click("#show-near");
    browser.await("document.querySelector('[data-filter=near]').ariaPressed === 'true'");
    browser.await(DONE);
    assertThat(number("cy.nodes().length")).isBetween(2, 60);
    assertNoOverlap();
  }

  @Test
  void cyclesOnly_showsNothingElse() throws Exception {
    open(MODULES);
    browser.click("[data-filter=cycles]");
    browser.await("cy.nodes('.cycle').length === cy.nodes().length");
    browser.await(DONE);
    int inCycles = Picture.of(MODULES, List.of()).cycles().stream().mapToInt(List::size).sum();
    assertThat(number("cy.nodes().length")).isEqualTo(inCycles);
    assertThat(number("cy.edges('.cycle').length")).isGreaterThanOrEqualTo(inCycles);
    choose(MODULES.get(200).name());
    List<String> loop = List.of(text("#loop").split(" → "));
    assertThat(loop).startsWith(MODULES.get(200).name()).endsWith(MODULES.get(200).name());
    for (int i = 1; i < loop.size(); i++) {
      assertThat(named(loop.get(i - 1)).requires()).contains(loop.get(i));
    }
  }

  @Test
  void lastReload_isMarked() throws Exception {
    open(MODULES, MODULES.get(7).name(), MODULES.get(70).name(), "no.longer.loaded");
    assertThat(number("document.querySelectorAll('#list .dot.touched').length")).isEqualTo(2);
    browser.click("[data-filter=touched]");
    browser.await("cy.nodes().length === 2");
    browser.await(DONE);
    assertThat(number("cy.nodes('.touched').length")).isEqualTo(2);
  }

  @Test
  void timeline_hasEachLoad() throws Exception {
    open(MODULES);
    browser.click("#tab-timeline");
    assertThat(number("document.querySelectorAll('#timeline g.load').length")).isEqualTo(300);
    browser.click("#timeline g.load[data-module='5']");
    assertThat(text("#panel h2")).isEqualTo(MODULES.get(5).name());
    assertThat(number("document.querySelectorAll('#timeline g.load.chosen').length")).isEqualTo(1);
    browser.click("#tab-graph");
    browser.await("!document.getElementById('graph').hidden");
  }

  @Test
  void timelineOfALongLife_cutsTheTimeBetween() throws Exception {
    LuaModule first = GeneratedModules.module("first", 0, 10, Optional.empty(), List.of());
    LuaModule late = GeneratedModules.module("late", 9_000_000, 10, Optional.empty(), List.of());
    open(List.of(first, late));
    browser.click("#tab-timeline");
    assertThat(number("document.querySelectorAll('#timeline line.gap').length")).isEqualTo(1);
    assertThat(
            number(
                "document.querySelector('[data-module=\"1\"] .run-time').getBoundingClientRect().width"))
        .isGreaterThan(50);
  }

  @Test
  void threadThatNeverAnswers_isLeftForThePlainLayout() throws Exception {
    open(MODULES);
    browser.run("window.Worker = class { postMessage() {} terminate() { window.ended = true; } }");
    browser.click("#expand");
    browser.await("window.ended");
    browser.await("cy.nodes('.module').length === 300");
    browser.await(DONE);
    assertNoOverlap();
  }

  @Test
  void threadThatCantBeMade_isNotNeeded() throws Exception {
    open(MODULES);
    browser.run("window.Worker = class { constructor() { throw new Error('none'); } }");
    browser.click("#expand");
    browser.await("cy.nodes('.module').length === 300");
    browser.await(DONE);
    assertNoOverlap();
  }

  @Test
  void hostileNames_areTextEverywhere() throws Exception {
    String[] names = {
      "</script><script>window.hacked = 1</script>",
      "<img src=x onerror=window.hacked=1>",
      "\"'`${window.hacked=1}&amp;",
      "turn\u202eround\u0000\u001b[31m",
      "half\ud800",
      "__proto__",
      "constructor.name",
      "",
      "#%s%n\\",
      "名前.モジュール",
      "x".repeat(2000)
    };
    List<LuaModule> modules = new ArrayList<>();
    modules.add(GeneratedModules.module("main", 0, 9, Optional.empty(), List.of(names)));
    for (String each : names) {
      modules.add(GeneratedModules.module(each, 1, 1, Optional.of("main"), List.of(each)));
    }
    open(modules, names);
    assertNoOverlap();
    for (int i = 1; i < modules.size(); i++) {
      browser.run(
          "document.querySelector('#list [data-module=\"' + arguments[0] + '\"]').click()", i);
      browser.await(DONE);
      assertThat(browser.run("return state.chosen").getAsString()).isEqualTo("m" + i);
    }
    browser.click("#tab-timeline");
    browser.click("#tab-graph");
    browser.click("[data-filter=cycles]");
    browser.await(DONE);
    JsonElement hacked = browser.run("return window.hacked === undefined");
    assertThat(hacked.getAsBoolean()).isTrue();
    assertThat(number("document.images.length + document.scripts.length")).isEqualTo(5);
    assertThat(texts("#list .name"))
        .contains(names[0], names[1], names[2])
        .contains("turn\\u{202e}round\\u{0}\\u{1b}[31m", "half\\u{d800}", "(no name)");
  }

  @Test
  void emptyGraph_saysSo() throws Exception {
    open(List.of());
    assertThat(text("#note")).isEqualTo("No module is loaded.");
  }

  @Test
  void moduleInTheAddress_isChosen() throws Exception {
    open(MODULES);
    browser.run("location.hash = '#' + arguments[0]; location.reload()", MODULES.get(33).name());
    browser.await(
        "document.querySelector('#panel h2').innerText === '" + MODULES.get(33).name() + "'");
    browser.await(DONE);
  }

  @Test
  void speedscope_isJson() throws Exception {
    open(List.of());
    String json = Picture.of(MODULES, List.of()).toSpeedscope();
    assertThat(
            browser
                .run("return JSON.parse(arguments[0]).profiles[0].events.length", json)
                .getAsInt())
        .isEqualTo(300 * 6);
  }
}
