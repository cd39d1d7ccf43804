package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.ByteSource;
import io.github.luasearchers.spi.Library;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaFunction;

/** Searchers and linkers of jars that lack a class: each failure says whose it is, and which. */
class BrokenJarsTest {

  private static final String MISSING = "the class com.acme.Missing is missing";

  @TempDir Path directory;

  private LuaScriptEngineBuilder engine(Class<?> service, Class<?> provider) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(service.getName()), provider.getName(), UTF_8);
    return engine();
  }

  private LuaScriptEngineBuilder engine() throws IOException {
    URL[] places = {directory.toUri().toURL()};
    ClassLoader loader = new URLClassLoader(places, BrokenJarsTest.class.getClassLoader());
    return LuaScriptEngine.builder().classLoader(loader);
  }

  @Test
  void load_isNamedWhenAModuleIsNotFound() throws Exception {
    try (LuaScriptEngine lua = engine(LuaSearcherProvider.class, FailsToLoad.class).build()) {
      assertThatThrownBy(() -> lua.eval("require 'm'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("module 'm' not found:")
          .hasMessageContaining(FailsToLoad.class.getName())
          .hasMessageContaining(MISSING);
      assertThat(lua.which("m").tried().toString()).contains(MISSING);
    }
  }

  @Test
  void load_isNamedWhenTheOrderWantsTheSearcher() throws Exception {
    try (LuaScriptEngine lua =
        engine(LuaSearcherProvider.class, FailsToLoad.class)
            .setting("lua.searchers", "preload, fails-to-load")
            .build()) {
      assertThatThrownBy(() -> lua.eval("return 1"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("names 'fails-to-load'")
          .hasMessageContaining(MISSING);
    }
  }

  @Test
  void create_isNamedWhenAModuleIsNotFound() throws Exception {
    try (LuaScriptEngine lua = engine(LuaSearcherProvider.class, FailsToCreate.class).build()) {
      assertThatThrownBy(() -> lua.eval("require 'm'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("the searcher 'fails-to-create' can't be used: " + MISSING);
    }
  }

  @Test
  void create_isNamedWhenTheOrderWantsTheSearcher() throws Exception {
    try (LuaScriptEngine lua =
        engine(LuaSearcherProvider.class, FailsToCreate.class)
            .setting("lua.searchers", "preload, fails-to-create")
            .build()) {
      assertThatThrownBy(() -> lua.eval("return 1"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("names 'fails-to-create', but this searcher can't be used")
          .hasMessageContaining(MISSING);
    }
  }

  @Test
  void search_fails() throws Exception {
    try (LuaScriptEngine lua = engine(LuaSearcherProvider.class, FailsToSearch.class).build()) {
      assertThatThrownBy(() -> lua.eval("require 'm'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("error loading module 'm' with searcher 'fails-to-search'")
          .hasMessageContaining(MISSING)
          .hasRootCauseInstanceOf(NoClassDefFoundError.class);
      assertThat(lua.which("m").tried().toString()).contains(MISSING);
      assertThat(lua.eval("return (pcall(require, 'm'))")).isEqualTo(false);
    }
  }

  @Test
  void content_fails() throws Exception {
    try (LuaScriptEngine lua = engine(LuaSearcherProvider.class, FailsToRead.class).build()) {
      assertThatThrownBy(() -> lua.eval("require 'm'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("error loading module 'm' from file 'there'")
          .hasMessageContaining("the searcher 'fails-to-read': " + MISSING);
    }
  }

  @Test
  void close_ofASearcherNamesIt() throws Exception {
    LuaScriptEngine lua = engine(LuaSearcherProvider.class, FailsToClose.class).build();
    assertThat(lua.eval("return (pcall(require, 'm'))")).isEqualTo(false);
    assertThatThrownBy(lua::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the searcher 'fails-to-close' can't be closed: " + MISSING);
    lua.close();
  }

  @Test
  void linker_thatFailsToTakeFilesIsLeftOut() throws Exception {
    try (LuaScriptEngine lua = linking(FailsToTake.class)) {
      assertThatThrownBy(() -> lua.eval("require 'm'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("the linker 'fails-to-take' can't be used: " + MISSING);
    }
  }

  @Test
  void linker_failsToOpen() throws Exception {
    try (LuaScriptEngine lua = linking(FailsToOpen.class)) {
      assertThatThrownBy(() -> lua.eval("require 'm'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("m.acme: the linker 'fails-to-open' can't be used: " + MISSING);
      lua.put("file", directory.resolve("m.acme").toString());
      Object[] loadlib = (Object[]) lua.eval("return package.loadlib(file, 'luaopen_m')");
      assertThat(loadlib[1].toString()).contains(MISSING);
    }
  }

  @Test
  void library_failsToLookUpAndToClose() throws Exception {
    LuaScriptEngine lua = linking(Opens.class);
    assertThatThrownBy(() -> lua.eval("require 'm'"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("m.acme: " + MISSING);
    assertThatThrownBy(lua::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("the library '.*m.acme' can't be closed: " + MISSING);
  }

  private LuaScriptEngine linking(Class<?> linker) throws IOException {
    Files.createFile(directory.resolve("m.acme"));
    return engine(LibraryLinker.class, linker)
        .setting("lua.cpath", directory.resolve("?.acme").toString())
        .build();
  }

  @Test
  void searcher_whoseEntryWasOverwritten() throws Exception {
    Path markers = Files.createDirectories(directory.resolve("META-INF/luasearchers"));
    Files.createFile(markers.resolve("jar"));
    try (LuaScriptEngine lua = engine().build()) {
      assertThatThrownBy(() -> lua.eval("require 'm'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("not asked: the searcher 'jar', which is on the class path but not")
          .hasMessageEndingWith("(maven-shade: ServicesResourceTransformer)");
      assertThat(lua.which("m").tried().toString()).contains("not asked: the searcher 'jar'");
    }
    Files.createFile(markers.resolve("classpath"));
    try (LuaScriptEngine lua = engine().build()) {
      assertThatThrownBy(() -> lua.eval("require 'm'"))
          .hasMessageContaining("not asked: the searchers 'classpath', 'jar', which are on the");
    }
    try (LuaScriptEngine lua = engine().setting("lua.searchers", "preload, jar").build()) {
      assertThatThrownBy(() -> lua.eval("return 1"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("names 'jar', which is on the class path but not in META-INF/serv");
    }
  }

  @Test
  void searcher_whoseJarIsNotThereIsNotMentioned() throws Exception {
    try (LuaScriptEngine lua = engine().build()) {
      assertThatThrownBy(() -> lua.eval("require 'm'"))
          .isInstanceOf(ScriptException.class)
          .message()
          .doesNotContain("not asked");
    }
  }

  private static NoClassDefFoundError missing() {
    return new NoClassDefFoundError("com/acme/Missing");
  }

  private abstract static class Provider implements LuaSearcherProvider {

    @Override
    public String name() {
      return switch (getClass().getSimpleName()) {
        case "FailsToCreate" -> "fails-to-create";
        case "FailsToSearch" -> "fails-to-search";
        case "FailsToRead" -> "fails-to-read";
        case "FailsToClose" -> "fails-to-close";
        default -> "fails-to-load";
      };
    }

    @Override
    public LuaSearcher create(SearchContext context) {
      return LuaSearcher.none();
    }
  }

  /** Can't be created. */
  public static final class FailsToLoad extends Provider {
    /** Fails. */
    public FailsToLoad() {
      throw missing();
    }
  }

  /** Can't make a searcher. */
  public static final class FailsToCreate extends Provider {
    @Override
    public LuaSearcher create(SearchContext context) {
      throw missing();
    }
  }

  /** Makes a searcher that can't search. */
  public static final class FailsToSearch extends Provider {
    @Override
    public LuaSearcher create(SearchContext context) {
      return name -> {
        throw missing();
      };
    }
  }

  /** Makes a searcher that can't read what it found. */
  public static final class FailsToRead extends Provider {
    @Override
    public LuaSearcher create(SearchContext context) {
      ByteSource content =
          new ByteSource() {
            @Override
            public InputStream openStream() {
              throw missing();
            }
          };
      return name -> SearchResult.source(content, "@there", "there");
    }
  }

  /** Makes a searcher that can't be closed. */
  public static final class FailsToClose extends Provider {
    @Override
    public LuaSearcher create(SearchContext context) {
      return new LuaSearcher() {
        @Override
        public SearchResult search(String moduleName) {
          return SearchResult.notFound();
        }

        @Override
        public void close() {
          throw missing();
        }
      };
    }
  }

  /** A linker that can't even judge a file's name. */
  public static final class FailsToTake implements LibraryLinker {
    @Override
    public String name() {
      return "fails-to-take";
    }

    @Override
    public boolean links(String file) {
      throw missing();
    }

    @Override
    public Library open(String file, Mode mode, SearchContext context) {
      throw new AssertionError();
    }
  }

  /** A linker that can't open its files. */
  public static final class FailsToOpen implements LibraryLinker {
    @Override
    public String name() {
      return "fails-to-open";
    }

    @Override
    public boolean links(String file) {
      return file.endsWith(".acme");
    }

    @Override
    public Library open(String file, Mode mode, SearchContext context) {
      throw missing();
    }
  }

  /** A linker whose libraries are good for nothing. */
  public static final class Opens implements LibraryLinker {
    @Override
    public String name() {
      return "opens";
    }

    @Override
    public boolean links(String file) {
      return file.endsWith(".acme");
    }

    @Override
    public Library open(String file, Mode mode, SearchContext context) {
      return new Library() {
        @Override
        public Optional<LuaFunction> function(String symbol) {
          throw missing();
        }

        @Override
        public void close() {
          throw missing();
        }
      };
    }
  }
}
