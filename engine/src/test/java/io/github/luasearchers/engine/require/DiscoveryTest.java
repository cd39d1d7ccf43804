package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searchers that jars bring along. */
final class DiscoveryTest {

  @TempDir Path directory;

  private URLClassLoader loader(Class<?>... providers) throws IOException {
    return services(LuaSearcherProvider.class, providers);
  }

  private URLClassLoader services(Class<?> service, Class<?>... providers) throws IOException {
    StringBuilder names = new StringBuilder();
    for (Class<?> provider : providers) {
      names.append(provider.getName()).append('\n');
    }
    return file(service, names.toString());
  }

  private URLClassLoader file(Class<?> service, String names) throws IOException {
    Path services = directory.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(services.resolve(service.getName()), names, UTF_8);
    return new URLClassLoader(
        new URL[] {directory.toUri().toURL()}, DiscoveryTest.class.getClassLoader());
  }

  @Test
  void provider_ofAJarTakesItsPlace() throws IOException {
    try (URLClassLoader loader = loader(Good.class);
        Universe universe = Universe.builder().loader(loader).open()) {
      assertThat(universe.fail("require 'x'")).endsWith("\n\tno good 'x'");
      assertThat(universe.providers()).contains("good");
    }
  }

  @Test
  void provider_brokenOnesAreLeftOut() throws IOException {
    try (URLClassLoader loader =
            loader(Throwing.class, NoProvider.class, BadName.class, Nameless.class, Good.class);
        Universe universe = Universe.builder().loader(loader).open()) {
      assertThat(universe.providers())
          .containsExactlyInAnyOrder("all-in-one", "cpath", "good", "jar", "path", "preload");
      assertThat(universe.fail("require 'x'")).endsWith("\n\tno good 'x'");
    }
  }

  @Test
  void provider_missingClassIsLeftOut() throws IOException {
    try (URLClassLoader loader =
            file(LuaSearcherProvider.class, "not.There\n" + Good.class.getName() + "\n");
        Universe universe = Universe.builder().loader(loader).open()) {
      assertThat(universe.providers()).contains("good");
    }
  }

  @Test
  void provider_malformedServicesFile() throws IOException {
    try (URLClassLoader loader = file(LuaSearcherProvider.class, "no class name\n");
        Universe universe = Universe.builder().loader(loader).open()) {
      assertThat(universe.providers()).contains("preload", "path");
    }
  }

  @Test
  void provider_brokenAndNamedByTheOrder() throws IOException {
    try (URLClassLoader loader = loader(Throwing.class)) {
      assertThatThrownBy(
              Universe.builder().loader(loader).set("lua.searchers", "path, throwing")::open)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("names 'throwing', but no jar on the class path provides it")
          .hasMessageContaining("could not be created")
          .hasMessageContaining("Throwing");
    }
  }

  @Test
  void provider_twoOfOneName() throws IOException {
    try (URLClassLoader loader = loader(Good.class, AlsoGood.class)) {
      try (Universe universe = Universe.builder().loader(loader).open()) {
        assertThat(universe.fail("require 'x'")).doesNotContain("no good 'x'");
      }
      assertThatThrownBy(Universe.builder().loader(loader).set("lua.searchers", "good")::open)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "both " + Good.class.getName() + " and " + AlsoGood.class.getName());
    }
  }

  @Test
  void provider_thatHasANameOfLuasOwn() throws IOException {
    for (String name : OwnSearchers.NAMES) {
      try (URLClassLoader loader = loader(Usurper.class)) {
        Usurper.name = name;
        assertThatThrownBy(Universe.builder().loader(loader)::open)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("names '" + name + "', but this searcher can't be used")
            .hasMessageContaining("one of Lua's own, and " + Usurper.class.getName() + " has it");
        try (Universe universe =
            Universe.builder().loader(loader).set("lua.searchers", "*").open()) {
          assertThat(universe.run("return #package.searchers")).isEqualTo("3");
        }
      }
    }
  }

  @Test
  void loader_thatDoesNotSeeTheEngine() {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (Universe universe = Universe.builder().loader(platform).open()) {
      assertThat(universe.providers())
          .containsExactlyInAnyOrder("all-in-one", "cpath", "jar", "path", "preload");
    }
  }

  @Test
  void loader_isNotKeptAlive() throws Exception {
    WeakReference<ClassLoader> reference = useAndForget();
    for (int i = 0; i < 50 && reference.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(reference.get()).isNull();
  }

  private WeakReference<ClassLoader> useAndForget() throws IOException {
    try (URLClassLoader loader = loader(Good.class)) {
      Universe.builder().loader(loader).open().close();
      return new WeakReference<>(loader);
    }
  }

  @Test
  void linker_ofAJar() throws IOException {
    try (URLClassLoader loader = services(LibraryLinker.class, TestLinker.class);
        Universe universe = Universe.builder().loader(loader).open()) {
      assertThat(universe.providers()).contains("test", "jar");
      assertThat(universe.run("return package.loadlib('x.test', 'f')()")).isEqualTo("f of x.test");
    }
  }

  /** A searcher that finds nothing. */
  public static class Good implements LuaSearcherProvider {
    @Override
    public String name() {
      return "good";
    }

    @Override
    public LuaSearcher create(SearchContext context) {
      return name -> SearchResult.notFound("no good '" + name + "'");
    }
  }

  /** Has the name of another. */
  public static final class AlsoGood extends Good {}

  /** Has a name of the engine's own. */
  public static final class Usurper extends Good {

    private static String name = "";

    @Override
    public String name() {
      return name;
    }
  }

  /** Can't be made. */
  public static final class Throwing extends Good {
    /** Fails. */
    public Throwing() {
      throw new IllegalStateException("broken");
    }
  }

  /** Is none. */
  public static final class NoProvider {}

  /** Has a name that is none. */
  public static final class BadName extends Good {
    @Override
    public String name() {
      return "Bad Name";
    }
  }

  /** Has no name. */
  public static final class Nameless extends Good {
    @Override
    public String name() {
      throw new IllegalStateException("nameless");
    }
  }
}
