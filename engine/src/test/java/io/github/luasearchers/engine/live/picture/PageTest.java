package io.github.luasearchers.engine.live.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaModule;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The page as text. What it does is tested in a browser, by the module of hosts. */
class PageTest {

  private static final String HOSTILE = "x</script><script>alert('1')</script><!-- \" & \u2028";

  @Test
  void libraries_areThoseThatWereChosen() throws Exception {
    Map<String, String> sums =
        Map.of(
            Page.DRAWING, "71fa9ebec21a7ca2c40cff6aacc30d1f6464e363662ad4b2c197e1adc770cd94",
            Page.LAYOUT, "ec671a41d2bfcac580352e2997797793949e3489cecaf347fc48670d4bd456b0");
    for (Map.Entry<String, String> each : sums.entrySet()) {
      try (InputStream in = new GZIPInputStream(Page.class.getResourceAsStream(each.getKey()))) {
        assertThat(HexFormat.of().formatHex(sha256(in.readAllBytes()))).isEqualTo(each.getValue());
      }
    }
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String page(List<LuaModule> modules) {
    return Picture.of(modules, List.of()).toHtml();
  }

  @Test
  void sameGraph_givesTheSamePage() {
    String first = page(SampleModules.random(300, 100, 4));
    assertThat(page(SampleModules.random(300, 100, 4))).isEqualTo(first);
    assertThat(first.length()).isLessThan(800_000);
  }

  @Test
  void policy_namesTheScriptsThatRun() throws Exception {
    String page = page(SampleModules.random(5, 0, 4));
    List<String> sums = new ArrayList<>();
    Matcher script =
        Pattern.compile("<script( id=\"cytoscape\")?>(.*?)</script>", Pattern.DOTALL).matcher(page);
    while (script.find()) {
      sums.add(
          "'sha256-"
              + Base64.getEncoder().encodeToString(sha256(script.group(2).getBytes(UTF_8)))
              + "'");
    }
    assertThat(sums).hasSize(2);
    assertThat(page)
        .contains(
            "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; worker-src blob:;"
                + " script-src blob: "
                + sums.get(0)
                + " "
                + sums.get(1)
                + "\"")
        .doesNotContain("sourceMappingURL")
        .doesNotContain("\r");
  }

  @Test
  void hostileNames_stayWithinTheData() {
    LuaModule module =
        SampleModules.module(HOSTILE, 0, 1, Optional.empty(), List.of(HOSTILE + "absent"));
    String page = page(List.of(module));
    int scripts = page.split("<script", -1).length;
    assertThat(scripts).isEqualTo(page(List.of()).split("<script", -1).length);
    assertThat(page)
        .contains("x\\u003c/script\\u003e")
        .doesNotContain("alert('1')")
        .doesNotContain("\u2028");
  }

  @Test
  void brokenNames_canBeWrittenAsUtf8() {
    LuaModule module = SampleModules.module("a\ud800b\udc00", 0, 1, Optional.empty(), List.of());
    assertThat(page(List.of(module))).contains("\"a\\ud800b\\udc00\"");
    assertThat(UTF_8.newEncoder().canEncode(page(List.of(module)))).isTrue();
  }

  /** The scripts become one, in which a name that is defined twice would be the later one. */
  @Test
  void scripts_defineEachNameOnce() throws Exception {
    List<String> names = new ArrayList<>();
    for (String each : Page.OWN) {
      try (InputStream in = Page.class.getResourceAsStream(each)) {
        Matcher name =
            Pattern.compile("^(?:async )?(?:function|const|let|class) (\\w+)", Pattern.MULTILINE)
                .matcher(new String(in.readAllBytes(), UTF_8));
        while (name.find()) {
          names.add(name.group(1));
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(50).doesNotHaveDuplicates();
  }
}
