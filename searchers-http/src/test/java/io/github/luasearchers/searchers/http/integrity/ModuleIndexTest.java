package io.github.luasearchers.searchers.http.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.cache.Digest;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleIndexTest {

  private static final Digest DIGEST = Digest.of(new byte[0]);

  @Test
  void document_hasALineForEachModule_andIsReadBack() throws Exception {
    ModuleIndex index = index(module("b", "c", "a"), module("a"));
    assertThat(new String(index.toJson(), UTF_8))
        .isEqualTo(
            """
            {
              "format": 1,
              "modules": {
                "a": {"path": "a.lua", "size": 0, "sha256": "HEX", "deps": []},
                "b": {"path": "b.lua", "size": 0, "sha256": "HEX", "deps": ["c", "a"]}
              },
              "bundles": [
                {"path": "all.zip", "size": 9, "sha256": "HEX", "modules": ["a", "b"]}
              ]
            }
            """
                .replace("HEX", DIGEST.hex()));
    assertThat(parse(new String(index.toJson(), UTF_8))).isEqualTo(index);
  }

  @Test
  void members_ofLaterVersions_areIgnored() throws Exception {
    ModuleIndex index =
        parse(
            "{\"format\": 1, \"more\": [{}], \"modules\": {\"a\": {\"path\": \"a.lua\", \"size\":"
                + " 1, \"sha256\": \""
                + DIGEST.sri()
                + "\", \"license\": \"MIT\"}}}");
    assertThat(index.find("a").orElseThrow().digest()).isEqualTo(DIGEST);
    assertThat(index.find("b")).isEmpty();
  }

  @Test
  void closure_followsEachModuleOnce_andLeavesOutStrangers() throws Exception {
    ModuleIndex index =
        index(
            module("a", "b", "c", "lfs"),
            module("b", "a", "d"),
            module("c"),
            module("d"),
            module("e"));
    assertThat(index.closure("a")).containsExactly("a", "b", "c", "d");
    assertThat(index.closure("lfs")).isEmpty();
  }

  @Test
  void bundle_isTheSmallestThatHasAll() {
    TreeMap<String, ModuleIndex.Module> modules = new TreeMap<>();
    modules.put("a", module("a", "b").module);
    modules.put("b", module("b").module);
    ModuleIndex index =
        new ModuleIndex(
            modules,
            List.of(
                new ModuleIndex.Bundle("large.zip", 100, DIGEST, List.of("a", "b", "c")),
                new ModuleIndex.Bundle("small.zip", 50, DIGEST, List.of("a", "b")),
                new ModuleIndex.Bundle("b.zip", 5, DIGEST, List.of("b"))));
    assertThat(index.bundle("a").orElseThrow().path()).isEqualTo("small.zip");
    assertThat(index.bundle("b").orElseThrow().path()).isEqualTo("b.zip");
    assertThat(index.bundle("x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a.lua",
        "../a.lua",
        "a/../../b.lua",
        "./a.lua",
        "a//b.lua",
        "a/",
        "//host/a.lua",
        "https://host/a.lua",
        "C:a.lua",
        "a\\\\b.lua",
        "a%2e%2e/b.lua",
        "a.lua?x=1",
        "a.lua#x",
        "a\\u0000.lua",
        "a\\n.lua",
        "..",
        "a;b.lua"
      })
  void pathsThatLeadElsewhere_areRefused(String path) {
    assertThatThrownBy(() -> parse(document("a", path)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads out of the repository, or is none")
        .hasMessageContaining("line 1, column");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a\\\\b", "a:b", "a\\u0000", "a;b"})
  void namesThatAreNone_areRefused(String name) {
    assertThatThrownBy(() -> parse(document(name, "a.lua")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no name of a module");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<html>|this is not JSON",
        "``|it ends too early",
        "{}|it lacks 'format' or 'modules'",
        "{\"format\": 3}|format 3 is unknown here",
        "{\"format\": \"1\"}|a number is expected here",
        "{\"format\": 1, \"modules\": []}|an object is expected here",
        "{\"modules\": {\"a\": {\"path\": \"a.lua\"}}}|'path', 'size' and 'sha256' are needed",
        "{\"modules\": {\"a\": {\"sha256\": \"00\"}}}|'00' is no SHA-256",
        "{\"modules\": {\"a\": {\"deps\": [1]}}}|a string is expected here",
        "{\"bundles\": {}}|an array is expected here",
      })
  void malformed_isSaidWithItsPlace(String document, String sentence) {
    assertThatThrownBy(() -> parse(document))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("'index' is ")
        .hasMessageContaining(sentence);
  }

  @Test
  void malformed_deepOrNoText_isSaid() {
    assertThatThrownBy(() -> parse("{\"x\": " + "[".repeat(100_000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is malformed");
    assertThatThrownBy(() -> ModuleIndex.parse("index", new byte[] {'{', (byte) 0xff}))
        .hasMessage("'index' is malformed: it is not UTF-8");
  }

  @Test
  void paths_giveTheModulesOfTheUsualTemplates() {
    assertThat(RepositoryPaths.modules("a/b.lua")).containsExactly("a.b");
    assertThat(RepositoryPaths.modules("a/init.lua")).containsExactly("a", "a.init");
    assertThat(RepositoryPaths.modules("init.lua")).containsExactly("init");
    for (String none : List.of("a.txt", "a.b.lua", "a.b/c.lua", ".lua", "a/.lua", "../a.lua")) {
      assertThat(RepositoryPaths.modules(none)).as(none).isEmpty();
    }
  }

  private static ModuleIndex parse(String document) throws IOException {
    return ModuleIndex.parse("index", document.getBytes(UTF_8));
  }

  private static String document(String name, String path) {
    return "{\"format\": 1, \"modules\": {\"" + name + "\": {\"path\": \"" + path + "\"}}}";
  }

  private record Named(String name, ModuleIndex.Module module) {}

  private static Named module(String name, String... requires) {
    return new Named(name, new ModuleIndex.Module(name + ".lua", 0, DIGEST, List.of(requires)));
  }

  private static ModuleIndex index(Named... modules) {
    TreeMap<String, ModuleIndex.Module> all = new TreeMap<>();
    for (Named each : modules) {
      all.put(each.name, each.module);
    }
    return new ModuleIndex(
        all, List.of(new ModuleIndex.Bundle("all.zip", 9, DIGEST, List.of("a", "b"))));
  }
}
