package io.github.luasearchers.engine.require;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.ByteSource;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** Searchers of third parties, from their Java side to what Lua makes of them. */
final class SearchersTest {

  private static final LuaSearcher NOTHING = name -> SearchResult.notFound("nothing " + name);

  private static Universe with(LuaSearcher searcher) {
    return Universe.builder().searcher(TestSearcher.of("db", searcher)).open();
  }

  // ---- the order

  private static String order(Universe universe) {
    StringBuilder names = new StringBuilder();
    LuaValue searchers = universe.library.packageTable().get("searchers");
    for (int i = 1; i <= searchers.length(); i++) {
      names.append(i > 1 ? " " : "").append(((LuaFunction) searchers.get(i)).name());
    }
    return names.toString();
  }

  @Test
  void order_isTheStandardOne() {
    try (Universe universe =
        Universe.builder()
            .searcher(TestSearcher.of("zeta", NOTHING))
            .searcher(TestSearcher.of("http", NOTHING))
            .searcher(TestSearcher.of("beta", NOTHING))
            .open()) {
      assertThat(order(universe)).isEqualTo("preload path cpath all-in-one beta zeta http");
    }
  }

  @Test
  void order_isTheUsers() {
    try (Universe universe =
        Universe.builder()
            .set("lua.searchers", " db ,*, path,missing? ")
            .searcher(TestSearcher.of("db", NOTHING))
            .open()) {
      assertThat(order(universe)).isEqualTo("db all-in-one cpath preload path");
    }
  }

  @Test
  void order_leavesOutWhatItDoesNotName() {
    try (Universe universe =
        Universe.builder()
            .set("lua.searchers", "preload")
            .searcher(TestSearcher.of("db", NOTHING))
            .open()) {
      assertThat(order(universe)).isEqualTo("preload");
      assertThat(universe.providers())
          .containsExactlyInAnyOrder("preload", "path", "cpath", "all-in-one", "db", "jar");
    }
  }

  @Test
  void order_ownSearcherReplacesADiscoveredOne() {
    try (Universe universe =
        Universe.builder()
            .searcher(TestSearcher.of("path", name -> SearchResult.notFound("mine")))
            .open()) {
      assertThat(order(universe)).isEqualTo("preload path cpath all-in-one");
      assertThat(universe.fail("require 'x'")).contains("\n\tmine").doesNotContain("x.lua'");
    }
  }

  @Test
  void order_nameThatNobodyProvides() {
    assertConfigurationError(
        Universe.builder().set("lua.searchers", "path, db"),
        "lua.searchers names 'db', but no jar on the class path provides it; found: all-in-one,"
            + " cpath, path, preload. Add its jar or remove the name.");
  }

  @Test
  void order_nameTwice() {
    assertConfigurationError(
        Universe.builder().set("lua.searchers", "path, preload, path?"),
        "lua.searchers names 'path' twice (path, preload, path?). Remove one of the two.");
  }

  @Test
  void order_restTwice() {
    assertConfigurationError(
        Universe.builder().set("lua.searchers", "*, path, *"),
        "lua.searchers names '*' twice (*, path, *). Remove one of the two.");
  }

  @Test
  void order_malformed() {
    String help =
        ". Give names of searchers, each of lower-case letters, digits and hyphens, with commas"
            + " between them; a '?' behind a name if the searcher may be missing; '*' for all that"
            + " are not named.";
    assertConfigurationError(
        Universe.builder().set("lua.searchers", "path,,preload"),
        "lua.searchers has an empty item (path,,preload)" + help);
    assertConfigurationError(
        Universe.builder().set("lua.searchers", ""), "lua.searchers has an empty item ()" + help);
    assertConfigurationError(
        Universe.builder().set("lua.searchers", "Path"),
        "lua.searchers has the item 'Path' (Path)" + help);
    assertConfigurationError(
        Universe.builder().set("lua.searchers", "path preload"),
        "lua.searchers has the item 'path preload' (path preload)" + help);
    assertConfigurationError(
        Universe.builder().set("lua.searchers", "*?"),
        "lua.searchers has the item '*?' (*?)" + help);
  }

  private static void assertConfigurationError(Universe.Builder builder, String message) {
    assertThatThrownBy(builder::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  // ---- providers that are broken

  @Test
  void provider_brokenIsLeftOut() {
    try (Universe universe =
        Universe.builder()
            .searcher(
                new TestSearcher(
                    "bad",
                    context -> {
                      throw new IllegalStateException("x");
                    }))
            .searcher(
                new TestSearcher(
                    "worse",
                    context -> {
                      throw new NoClassDefFoundError("y");
                    }))
            .searcher(new TestSearcher("none", context -> null))
            .searcher(TestSearcher.of("db", NOTHING))
            .open()) {
      assertThat(order(universe)).isEqualTo("preload path cpath all-in-one db");
    }
  }

  @Test
  void provider_brokenAndNamed() {
    assertConfigurationError(
        Universe.builder()
            .set("lua.searchers", "path, bad")
            .searcher(
                new TestSearcher(
                    "bad",
                    context -> {
                      throw new IllegalStateException("x");
                    })),
        "lua.searchers names 'bad', but this searcher can't be used:"
            + " java.lang.IllegalStateException: x. Repair or replace its jar, or remove the name.");
  }

  @Test
  void provider_wrongSettingReachesTheUser() {
    TestSearcher picky =
        new TestSearcher(
            "db",
            context -> {
              throw new IllegalArgumentException("lua.db.url is 'x'. " + context.setting("url"));
            });
    assertConfigurationError(
        Universe.builder().set("lua.db.url", " x ").searcher(picky),
        "lua.db.url is 'x'. Optional[x]");
  }

  @Test
  void provider_badNameOfAGivenOne() {
    assertThatThrownBy(Universe.builder().searcher(TestSearcher.of("D B", NOTHING))::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is named 'D B'. Let its name be of lower-case letters");
  }

  @Test
  void provider_givenTwice() {
    assertConfigurationError(
        Universe.builder()
            .searcher(TestSearcher.of("db", NOTHING))
            .searcher(TestSearcher.of("db", NOTHING)),
        "Two searchers named 'db' were given to the engine. Rename or remove one.");
  }

  @Test
  void provider_failureClosesWhatWasMade() {
    List<String> closed = new ArrayList<>();
    assertThatThrownBy(
            Universe.builder()
                    .set("lua.searchers", "db, missing")
                    .searcher(TestSearcher.of("db", new Closing("db", closed, null)))
                ::open)
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(closed).containsExactly("db");
  }

  // ---- the context

  @Test
  void context_tellsWhatTheEngineHas() {
    List<SearchContext> contexts = new ArrayList<>();
    try (Universe universe =
        Universe.builder()
            .set("lua.db", "on")
            .set("lua.db.path", "?")
            .set("lua.db.other", "x")
            .searcher(
                new TestSearcher(
                    "db",
                    context -> {
                      contexts.add(context);
                      return NOTHING;
                    }))
            .open()) {
      SearchContext context = contexts.get(0);
      assertThat(context.globals()).isSameAs(universe.lua);
      assertThat(context.packageTable()).isSameAs(universe.library.packageTable());
      assertThat(context.classLoader()).isSameAs(getClass().getClassLoader());
      assertThat(context.setting("")).contains("on");
      assertThat(context.setting("path")).contains("?");
      assertThat(context.setting("url")).isEmpty();
      assertThat(context.settingName("url")).isEqualTo("lua.db.url");
      assertThat(context.settingName("")).isEqualTo("lua.db");
      assertThatThrownBy(() -> context.setting("other"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "'db' reads the setting lua.db.other and does not declare it: let its settings()"
                  + " return it");
    }
  }

  // ---- results

  @Test
  void source_isLoadedWithItsOrigin() {
    try (Universe universe = with(name -> TestSearcher.source("return {...}", "db:" + name))) {
      assertThat(universe.run("local m = require 'a.b' return #m, m[1], m[2]"))
          .isEqualTo("2|a.b|db:a.b");
    }
  }

  @Test
  void source_chunkNameIsShown() {
    try (Universe universe =
        with(name -> SearchResult.source(ByteSource.wrap("error('x')".getBytes()), "=<db>", "o"))) {
      assertThat(universe.fail("require 'a'")).isEqualTo("<db>:1: x");
    }
  }

  @Test
  void source_syntaxError() {
    try (Universe universe = with(name -> TestSearcher.source("x = = 1", "db:x"))) {
      assertThat(universe.fail("require 'x'"))
          .isEqualTo(
              "error loading module 'x' from file 'db:x':\n\tdb:x:1: unexpected symbol near '='");
    }
  }

  @Test
  void source_binaryIsRefused() {
    try (Universe universe = with(name -> TestSearcher.source("\33Lua", "db:x"))) {
      assertThat(universe.fail("require 'x'"))
          .isEqualTo(
              "error loading module 'x' from file 'db:x':\n\t"
                  + "attempt to load a binary chunk (mode is 't')");
    }
  }

  @Test
  void source_canNotBeRead() {
    ByteSource broken =
        new ByteSource() {
          @Override
          public java.io.InputStream openStream() throws IOException {
            throw new IOException("disk on fire");
          }
        };
    try (Universe universe = with(name -> SearchResult.source(broken, "@x", "db:x"))) {
      assertThat(universe.fail("require 'x'"))
          .isEqualTo("error loading module 'x' from file 'db:x':\n\tdisk on fire");
      assertThat(cause(universe, "require 'x'")).hasMessage("disk on fire");
    }
  }

  @Test
  void loader_isCalledWithItsData() {
    LuaFunction function =
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            return varargsOf(valueOf(args.narg()), args.arg(2));
          }
        };
    try (Universe universe = with(name -> SearchResult.loader(function, LuaText.of("data")))) {
      assertThat(universe.run("return require 'x', package.loaded.x")).isEqualTo("2|2");
    }
  }

  @Test
  void loader_secondResultAtLevelFour() {
    LuaFunction function =
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            return args.arg1();
          }
        };
    try (Universe universe =
        Universe.at(Level.LUA_5_4)
            .searcher(
                TestSearcher.of("db", name -> SearchResult.loader(function, LuaValue.valueOf(7))))
            .open()) {
      assertThat(universe.run("return require 'x'")).isEqualTo("x|7");
    }
  }

  @Test
  void notFound_sentencesAreJoined() {
    LuaSearcher searcher = name -> SearchResult.notFound("no row '" + name + "'", "no view");
    for (Level level : Level.values()) {
      try (Universe universe =
          Universe.at(level)
              .set("lua.searchers", "preload, db")
              .searcher(TestSearcher.of("db", searcher))
              .open()) {
        assertThat(universe.fail("require 'x'"))
            .isEqualTo(
                "test:1: module 'x' not found:\n\tno field package.preload['x']"
                    + "\n\tno row 'x'\n\tno view");
        assertThat(universe.run("return package.searchers[2]('x')"))
            .isEqualTo((level == Level.LUA_5_4 ? "" : "\n\t") + "no row 'x'\n\tno view");
      }
    }
  }

  @Test
  void notFound_withoutSentences() {
    try (Universe universe = with(name -> SearchResult.notFound())) {
      assertThat(universe.run("return select('#', package.searchers[5]('x'))")).isEqualTo("0");
    }
  }

  @Test
  void failure_isRaisedAndStopsTheSearch() {
    try (Universe universe =
        Universe.builder()
            .set("lua.searchers", "bad, db")
            .searcher(
                TestSearcher.of(
                    "bad",
                    name -> {
                      throw new IOException("connection refused");
                    }))
            .searcher(TestSearcher.of("db", name -> TestSearcher.source("return 1", "x")))
            .open()) {
      assertThat(universe.fail("require 'x'"))
          .isEqualTo("error loading module 'x' with searcher 'bad':\n\tconnection refused");
      assertThat(universe.fail("package.searchers[1] 'x'"))
          .isEqualTo("test:1: error loading module 'x' with searcher 'bad':\n\tconnection refused");
      assertThat(cause(universe, "require 'x'")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void failure_withoutAMessage() {
    try (Universe universe =
        with(
            name -> {
              throw new IOException();
            })) {
      assertThat(universe.fail("require 'x'")).endsWith(":\n\tjava.io.IOException");
    }
  }

  @Test
  void failure_nullIsNoAnswer() {
    try (Universe universe = with(name -> null)) {
      assertThat(universe.fail("require 'x'"))
          .contains("the searcher 'db' (")
          .contains(") answered null for module 'x'");
    }
  }

  private static Throwable cause(Universe universe, String script) {
    try {
      universe.eval(script);
    } catch (LuaError e) {
      return e.getCause();
    }
    throw new AssertionError("did not fail");
  }

  // ---- names

  @Test
  void name_thatIsNoTextIsNotAskedFor() {
    List<String> asked = new ArrayList<>();
    try (Universe universe =
        with(
            name -> {
              asked.add(name);
              return SearchResult.notFound();
            })) {
      universe.run("pcall(require, '\\255') pcall(require, 'a;b') pcall(require, 'a\\0b')");
      assertThat(asked).isEmpty();
      assertThat(universe.fail("require 'a;b'"))
          .endsWith("\n\tno file for module 'a;b' (not a plain name)");
      assertThat(universe.run("return (select(2, pcall(require, '\\255')):find('\\255', 1, true))"))
          .isNotEqualTo("nil");
      universe.run("pcall(require, '\\195\\188.\\240\\159\\152\\128')");
      assertThat(asked).containsExactly("ü.😀");
    }
  }

  // ---- the end

  @Test
  void close_closesAllOnce() {
    List<String> closed = new ArrayList<>();
    RuntimeException first = new IllegalStateException("first");
    RuntimeException second = new IllegalStateException("second");
    Universe universe =
        Universe.builder()
            .searcher(TestSearcher.of("a", new Closing("a", closed, first)))
            .searcher(TestSearcher.of("b", new Closing("b", closed, second)))
            .searcher(TestSearcher.of("c", new Closing("c", closed, null)))
            .open();
    assertThatThrownBy(universe::close).isSameAs(first).hasSuppressedException(second);
    universe.close();
    assertThat(closed).containsExactly("a", "b", "c");
  }

  /** A searcher that writes down when it is closed. */
  private record Closing(String name, List<String> closed, RuntimeException thrown)
      implements LuaSearcher {

    @Override
    public SearchResult search(String moduleName) {
      return SearchResult.notFound();
    }

    @Override
    public void close() {
      closed.add(name);
      if (thrown != null) {
        throw thrown;
      }
    }
  }
}
