package io.github.luasearchers.searchers.classpath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;

class ClasspathSearcherTest {

  @TempDir Path temp;

  private final Map<String, String> settings = new HashMap<>();
  private final List<URLClassLoader> loaders = new ArrayList<>();

  @AfterEach
  void closeLoaders() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  @Test
  void provider_isFoundByItsName() {
    List<String> names = new ArrayList<>();
    for (LuaSearcherProvider provider : ServiceLoader.load(LuaSearcherProvider.class)) {
      names.add(provider.name());
    }
    assertThat(names).contains("classpath");
  }

  @Test
  void folder_hasTheModule() throws Exception {
    write("root/META-INF/lua/a/b.lua", "return 'b'");
    SearchResult.Source source = found(searcher(temp.resolve("root")), "a.b");
    assertThat(source.content().asCharSource(UTF_8).read()).isEqualTo("return 'b'");
    assertThat(source.content().size()).isEqualTo(10);
    assertThat(source.origin()).isEqualTo("META-INF/lua/a/b.lua");
    assertThat(source.chunkName()).isEqualTo("@META-INF/lua/a/b.lua");
    assertThat(source.file()).isPresent();
    assertThat(source.stamp()).as("of a file that changed just now").isEmpty();
  }

  @Test
  void archive_hasTheModule() throws Exception {
    Path jar = jar("a.jar", Map.of("lua/pack/init.lua", "return 1"));
    SearchResult.Source source = found(searcher(jar), "pack");
    assertThat(source.content().read()).isEqualTo("return 1".getBytes(UTF_8));
    assertThat(source.origin()).isEqualTo("lua/pack/init.lua");
    assertThat(source.content()).hasToString("jar:" + jar.toUri().toURL() + "!/lua/pack/init.lua");
  }

  @Test
  void roots_areTriedInOrder() throws Exception {
    write("root/m.lua", "1");
    write("root/lua/m.lua", "2");
    assertThat(found(searcher(temp.resolve("root")), "m").origin()).isEqualTo("lua/m.lua");
    write("root/META-INF/lua/m/init.lua", "3");
    assertThat(found(searcher(temp.resolve("root")), "m").origin())
        .isEqualTo("META-INF/lua/m/init.lua");
  }

  @Test
  void notFound_listsEveryPlace() throws Exception {
    assertThat(sentences(searcher(temp), "a.b"))
        .containsExactly(
            "no file 'META-INF/lua/a/b.lua' on the class path",
            "no file 'META-INF/lua/a/b/init.lua' on the class path",
            "no file 'lua/a/b.lua' on the class path",
            "no file 'lua/a/b/init.lua' on the class path",
            "no file 'a/b.lua' on the class path",
            "no file 'a/b/init.lua' on the class path");
  }

  @Test
  void hostileNames_areNotFound() throws Exception {
    write("secret.lua", "return 'secret'");
    LuaSearcher searcher = searcher(temp.resolve("root"));
    String[] names = {
      "..secret",
      ".secret",
      "../secret",
      "..\\secret",
      "a;b",
      "secret\0",
      "",
      "a..secret",
      "/etc/x",
      "C:x",
      "a\nb",
      "x".repeat(256)
    };
    for (String name : names) {
      assertThat(sentences(searcher, name))
          .as(name)
          .containsExactly(
              "no file for module '" + name.replaceAll("\\p{Cntrl}", "?") + "' (not a plain name)");
    }
  }

  @Test
  void folders_areNoModules() throws Exception {
    Files.createDirectories(temp.resolve("root/lua/m.lua/x"));
    assertThat(searcher(temp.resolve("root")).search("m"))
        .isInstanceOf(SearchResult.NotFound.class);
    Path jar = jar("a.jar", Map.of("lua/m.lua/", "", "lua/m.lua/x.txt", "x"));
    assertThat(searcher(jar).search("m")).isInstanceOf(SearchResult.NotFound.class);
  }

  @Test
  void missingModule_isReportedUnlessThatIsTurnedOff() throws Exception {
    Path root = temp.resolve("root");
    write("root/lua/m.lua", "return 1");
    SearchResult told = searcher(root).search("no.such");
    assertThat(((SearchResult.NotFound) told).sentences())
        .contains("no file 'lua/no/such.lua' on the class path");
    settings.put("report-missing", "false");
    SearchResult silent = searcher(root).search("no.such");
    assertThat(((SearchResult.NotFound) silent).sentences()).isEmpty();
    assertThat(found(searcher(root), "m").content().read()).isEqualTo("return 1".getBytes(UTF_8));
  }

  @Test
  void firstOfTheClassPath_wins_andTheRestIsReportedOnDemand() throws Exception {
    Path first = jar("first.jar", Map.of("lua/m.lua", "1"));
    Path second = jar("second.jar", Map.of("lua/m.lua", "2"));
    List<String> log = new ArrayList<>();
    Handler handler = collecting(log);
    Logger logger = Logger.getLogger(ClasspathSearcher.class.getName());
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      assertThat(found(searcher(first, second), "m").content().read()).isEqualTo(new byte[] {'1'});
      assertThat(log).isEmpty();
      settings.put("report-hidden", "true");
      found(searcher(first, second), "m");
      assertThat(log).hasSize(1);
      assertThat(log.get(0)).contains("first.jar!/lua/m.lua hides [").contains("second.jar");
      found(searcher(second), "m");
      assertThat(log).hasSize(1);
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
  }

  private static Handler collecting(List<String> log) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        log.add(record.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void stamp_changesWithTheFile_andIsTheSameUntilThen() throws Exception {
    Path file = write("root/lua/m.lua", "return 1");
    LuaSearcher searcher = searcher(temp.resolve("root"));
    letRest();
    Optional<String> stamp = found(searcher, "m").stamp();
    assertThat(stamp).isPresent();
    assertThat(found(searcher, "m").stamp()).isEqualTo(stamp);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertThat(found(searcher, "m").stamp()).isEmpty();
    letRest();
    assertThat(found(searcher, "m").stamp()).isPresent().isNotEqualTo(stamp);
  }

  @Test
  void fileThatIsGone_uncoversTheNextOfItsName() throws Exception {
    Path first = write("one/lua/m.lua", "return 1");
    write("two/lua/m.lua", "return 2");
    LuaSearcher searcher = searcher(temp.resolve("one"), temp.resolve("two"));
    assertThat(text(searcher, "m")).isEqualTo("return 1");
    Files.delete(first);
    assertThat(text(searcher, "m")).isEqualTo("return 2");
    Files.delete(temp.resolve("two/lua/m.lua"));
    assertThat(searcher.search("m")).isInstanceOf(SearchResult.NotFound.class);
    write("one/lua/m.lua", "return 3");
    assertThat(text(searcher, "m")).isEqualTo("return 3");
  }

  @Test
  void loaderOfItsOwnKind_isAskedEachTime() throws Exception {
    List<URL> answers = new ArrayList<>();
    answers.add(write("one/lua/m.lua", "return 1").toUri().toURL());
    answers.add(write("two/lua/m.lua", "return 2").toUri().toURL());
    ClassLoader tenants =
        new ClassLoader(null) {
          @Override
          public URL getResource(String name) {
            return name.equals("lua/m.lua") ? answers.get(0) : null;
          }
        };
    LuaSearcher searcher = new ClasspathSearcherProvider().create(context(tenants));
    assertThat(text(searcher, "m")).isEqualTo("return 1");
    answers.remove(0);
    assertThat(text(searcher, "m")).isEqualTo("return 2");
  }

  @Test
  void stamp_differsBetweenArchives() throws Exception {
    Path first = jar("first.jar", Map.of("lua/m.lua", "1"));
    Path second = temp.resolve("second.jar");
    Files.copy(first, second);
    Files.setLastModifiedTime(second, Files.getLastModifiedTime(first));
    letRest();
    assertThat(found(searcher(first), "m").stamp())
        .isNotEqualTo(found(searcher(second), "m").stamp());
  }

  @Test
  void replacedArchive_isReadAnew() throws Exception {
    Path jar = jar("a.jar", Map.of("lua/m.lua", "return 'old'"));
    LuaSearcher searcher = searcher(jar);
    letRest();
    SearchResult.Source old = found(searcher, "m");
    assertThat(old.content().asCharSource(UTF_8).read()).isEqualTo("return 'old'");
    Files.move(
        jar("b.jar", Map.of("lua/m.lua", "return 'newer'")),
        jar,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    SearchResult.Source replaced = found(searcher, "m");
    assertThat(replaced.stamp()).isNotEqualTo(old.stamp());
    assertThat(replaced.content().asCharSource(UTF_8).read()).isEqualTo("return 'newer'");
  }

  @Test
  void namesWithSpacesAndOtherCharacters_work() throws Exception {
    Path folder = temp.resolve("a folder ä%20#1!");
    write("a folder ä%20#1!/lua/ä b.lua", "return 'ä'");
    SearchResult.Source source = found(searcher(folder), "ä b");
    assertThat(source.content().asCharSource(UTF_8).read()).isEqualTo("return 'ä'");
    assertThat(source.file()).isPresent();
    Path jar = jar("a b#c.jar", Map.of("lua/ä b.lua", "1"));
    assertThat(found(searcher(jar), "ä b").content().size()).isEqualTo(1);
    assertThat(found(searcher(jar), "ä b").file()).isPresent();
  }

  @Test
  void nestedArchives_areReadThroughStreams_byTheirLoader() throws Exception {
    ClassLoader nested = nestedLoader("outer:inner.jar!/lua/m.lua", "return 'nested'");
    LuaSearcher searcher = new ClasspathSearcherProvider().create(context(nested));
    SearchResult.Source source = found(searcher, "m");
    assertThat(source.content().asCharSource(UTF_8).read()).isEqualTo("return 'nested'");
    assertThat(source.stamp()).isEmpty();
  }

  /** Returns a class loader with addresses of its own, as those of applications in one archive. */
  private static ClassLoader nestedLoader(String address, String content) {
    return new ClassLoader(null) {
      @Override
      protected @Nullable URL findResource(String name) {
        if (!name.equals("lua/m.lua")) {
          return null;
        }
        try {
          return new URL(null, address, handler(content));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static URLStreamHandler handler(String content) {
    return new URLStreamHandler() {
      @Override
      protected URLConnection openConnection(URL url) {
        return new URLConnection(url) {
          @Override
          public void connect() {}

          @Override
          public InputStream getInputStream() {
            assertThat(getUseCaches()).isFalse();
            return new ByteArrayInputStream(content.getBytes(UTF_8));
          }
        };
      }
    };
  }

  @Test
  void archiveInAnArchive_hasTheStampOfTheOuter() throws Exception {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    zip(inner, Map.of("lua/m.lua", "return 1"));
    Path outer = temp.resolve("outer.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(outer))) {
      out.putNextEntry(new ZipEntry("inner.jar"));
      out.write(inner.toByteArray());
    }
    URL url =
        new URL(
            null,
            "jar:" + outer.toUri().toURL() + "!/inner.jar!/lua/m.lua",
            handler("return 'from the stream'"));
    Resource resource = Resource.at(url, Locations.of(ClassLoader.getSystemClassLoader()));
    assertThat(resource).isNotNull();
    assertThat(resource.file()).isPresent();
    assertThat(resource.asCharSource(UTF_8).read()).isEqualTo("return 'from the stream'");
  }

  @Test
  void settings_areChecked() {
    settings.put("path", "lua/?");
    assertThatThrownBy(this::searcher)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lua.classpath.path: 'lua/?' has no file extension, as in '?.lua'");
    settings.put("path", "/lua/?.lua");
    assertThatThrownBy(this::searcher)
        .hasMessage(
            "lua.classpath.path: '/lua/?.lua' begins with '/', and no resource's name does;"
                + " leave it out");
    settings.put("path", "lua.d/?");
    assertThatThrownBy(this::searcher).hasMessageContaining("has no file extension");
    settings.put("path", "?.lua");
    settings.put("report-hidden", "yes");
    assertThatThrownBy(this::searcher)
        .hasMessage(
            "lua.classpath.report-hidden = yes: there is no such value; give it true or false");
  }

  @Test
  void file_whoseCaseDiffers_isFoundUnlessTheSettingForbids() throws Exception {
    write("root/lua/Shapes/round.lua", "1");
    // What a class loader does on a disk that takes no notice of case.
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          public @Nullable URL getResource(String name) {
            Path file = temp.resolve("root/lua/Shapes/round.lua");
            try {
              return name.equalsIgnoreCase("lua/shapes/round.lua") ? file.toUri().toURL() : null;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    LuaSearcherProvider provider = new ClasspathSearcherProvider();
    found(provider.create(context(loader)), "shapes.Round");
    settings.put("exact-case", "true");
    LuaSearcher exact = provider.create(context(loader));
    found(exact, "Shapes.round");
    for (String other : List.of("shapes.round", "Shapes.Round")) {
      assertThat(sentences(exact, other))
          .contains(
              "no file 'lua/"
                  + other.replace('.', '/')
                  + ".lua' on the class path (one differs in case)");
    }
  }

  @Test
  void exactCase_leavesArchivesAlone() throws Exception {
    settings.put("exact-case", "true");
    Path jar = jar("a.jar", Map.of("lua/m.lua", "1"));
    found(searcher(jar), "m");
  }

  @Test
  void path_isASetting() throws Exception {
    write("root/scripts/x.luac", "1");
    settings.put("path", "scripts/?.luac");
    assertThat(found(searcher(temp.resolve("root")), "x").origin()).isEqualTo("scripts/x.luac");
  }

  @Test
  void unreadableResource_isAFailure() throws Exception {
    Path jar = jar("a.jar", Map.of("lua/m.lua", "1"));
    SearchResult.Source source = found(searcher(jar), "m");
    Files.write(jar, new byte[100]);
    assertThatThrownBy(() -> source.content().read()).isInstanceOf(IOException.class);
  }

  // ---- what is needed

  private LuaSearcher searcher(Path... places) {
    List<URL> urls = new ArrayList<>();
    for (Path place : places) {
      try {
        urls.add(place.toUri().toURL());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), null);
    loaders.add(loader);
    return new ClasspathSearcherProvider().create(context(loader));
  }

  private SearchContext context(ClassLoader loader) {
    return new SearchContext() {
      @Override
      public Globals globals() {
        throw new AssertionError("not asked for");
      }

      @Override
      public LuaTable packageTable() {
        throw new AssertionError("not asked for");
      }

      @Override
      public ClassLoader classLoader() {
        return loader;
      }

      @Override
      public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
      }

      @Override
      public String settingName(String key) {
        return "lua.classpath." + key;
      }
    };
  }

  /** Lets files rest as long as it takes until their stamps count, where the system has stamps. */
  private static void letRest() throws InterruptedException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews())
        .as("the system tells when a file changed")
        .contains("unix");
    Thread.sleep(2100);
  }

  private static SearchResult.Source found(LuaSearcher searcher, String name) throws IOException {
    SearchResult result = searcher.search(name);
    assertThat(result).isInstanceOf(SearchResult.Source.class);
    return (SearchResult.Source) result;
  }

  private static String text(LuaSearcher searcher, String name) throws IOException {
    return found(searcher, name).content().asCharSource(UTF_8).read();
  }

  private static List<String> sentences(LuaSearcher searcher, String name) throws IOException {
    SearchResult result = searcher.search(name);
    assertThat(result).isInstanceOf(SearchResult.NotFound.class);
    return ((SearchResult.NotFound) result).sentences();
  }

  private Path write(String name, String content) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Path jar = temp.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar)) {
      zip(out, entries);
    }
    return jar;
  }

  private static void zip(OutputStream out, Map<String, String> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(UTF_8));
      }
    }
  }
}
