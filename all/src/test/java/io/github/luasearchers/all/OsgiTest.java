package io.github.luasearchers.all;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a bundle in Apache Felix, in a JVM that has nothing else of it. */
class OsgiTest {

  private static final String[] SPI_FLY = {
    "org.apache.aries.spifly.dynamic.DynamicWeavingActivator",
    "org.objectweb.asm.ClassReader",
    "org.objectweb.asm.commons.GeneratorAdapter",
    "org.objectweb.asm.tree.ClassNode",
    "org.objectweb.asm.tree.analysis.Analyzer",
    "org.objectweb.asm.util.CheckClassAdapter"
  };

  @TempDir Path temp;

  private final List<Path> bundles = new ArrayList<>();

  @Test
  void withSpiFly_theEngineIsFoundInEachWay() throws Exception {
    bundles.addAll(Jvm.places(SPI_FLY));
    // The other searcher takes it, and this one then means the same ByteSource.
    bundles.addAll(Jvm.guava());
    bundles.add(searcherBundle());
    String output = runFelix();
    for (String way : List.of("byService", "byServiceLoader", "byClassLoader")) {
      assertThat(output)
          .contains(way + ": return 1 + 1 = 2\n")
          .contains(way + ": return (require 'colour') = colour from META-INF/lua/colour.lua\n")
          .contains(way + ": return #package.searchers = 9\n")
          .contains(way + ": return (select(2, pcall(require, 'own'))) = mine\n");
    }
    assertThat(output).doesNotContain("WARNING: LuaSearchers");
  }

  @Test
  void withoutSpiFly_theBundleResolvesAndAClassLoaderFindsTheEngine() throws Exception {
    assertThat(runFelix())
        .contains("byService: return 1 + 1 = no service\n")
        .contains("byManagerAlone: return 1 + 1 = no engine\n")
        .contains("byClassLoader: return 1 + 1 = 2\n")
        .contains(
            "byClassLoader: return (require 'colour') = colour from META-INF/lua/colour.lua\n")
        .contains("byClassLoader: return #package.searchers = 8\n");
  }

  /** Starts Felix with the jar, other bundles, and the client. */
  private String runFelix() throws Exception {
    List<Path> felix = Jvm.places("org.apache.felix.framework.FrameworkFactory");
    Path sources = Path.of("src/test/osgi");
    felix.add(Jvm.compile(sources, temp.resolve("launcher"), "-cp", Jvm.path(felix)));
    List<String> arguments = new ArrayList<>(List.of("-cp", Jvm.path(felix), "launcher.Main"));
    arguments.add(temp.resolve("storage").toString());
    arguments.add(Jvm.ALL.toString());
    bundles.add(clientBundle());
    for (Path bundle : bundles) {
      arguments.add(bundle.toString());
    }
    return Jvm.run("java", arguments);
  }

  private Path clientBundle() throws Exception {
    Path classes =
        Jvm.compile(
            Path.of("src/test/bundle"),
            temp.resolve("classes"),
            "-cp",
            Jvm.path(List.of(Jvm.ALL, Jvm.places("org.osgi.framework.Bundle").get(0))));
    return bundle(
        "client",
        classes,
        Map.of(
            "Import-Package",
            "javax.script, org.osgi.framework, io.github.luasearchers.engine",
            "SPI-Consumer",
            "java.util.ServiceLoader#load(java.lang.Class)"));
  }

  /** Makes a bundle of the searcher that is also the example of a module. */
  private Path searcherBundle() throws Exception {
    Path sources = Path.of("src/test/modules/com.example.mine/com");
    List<Path> needed = Jvm.separate();
    needed.addAll(Jvm.libraries());
    Path classes = Jvm.compile(sources, temp.resolve("mine"), "-cp", Jvm.path(needed));
    String service = "io.github.luasearchers.spi.LuaSearcherProvider";
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(service), "com.example.mine.MineProvider");
    return bundle(
        "mine",
        classes,
        Map.of(
            "Import-Package",
            "javax.script, com.google.common.io, org.luaj.vm2, io.github.luasearchers.engine,"
                + " io.github.luasearchers.spi",
            "Provide-Capability",
            "osgi.serviceloader;osgi.serviceloader=" + service,
            "Require-Capability",
            "osgi.extender;filter:=\"(osgi.extender=osgi.serviceloader.registrar)\""));
  }

  private Path bundle(String name, Path classes, Map<String, String> headers) throws Exception {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", name);
    headers.forEach(main::putValue);
    Path jar = temp.resolve(name + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(each).toString().replace('\\', '/')));
        out.write(Files.readAllBytes(each));
      }
    }
    return jar;
  }
}
