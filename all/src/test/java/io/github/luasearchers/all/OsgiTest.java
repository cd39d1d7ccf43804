package io.github.luasearchers.all;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.script.ScriptEngine;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** The jar as a bundle in Apache Felix, for a bundle that knows javax.script only. */
class OsgiTest {

  private static final String COLOUR = "return require 'colour'";

  @TempDir Path temp;

  private Framework framework;

  @BeforeEach
  void startFelix() throws Exception {
    Map<String, String> settings =
        Map.of("org.osgi.framework.storage", temp.resolve("felix").toString());
    framework = new FrameworkFactory().newFramework(settings);
    framework.start();
    install(Jvm.ALL);
    for (Path library : Jvm.libraries()) {
      install(library);
    }
  }

  private Bundle install(Path jar) throws BundleException {
    return framework.getBundleContext().installBundle(jar.toUri().toString());
  }

  @AfterEach
  void stopFelix() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }

  @Test
  void withSpiFly_theEngineIsFoundInEachWay() throws Exception {
    for (Path bundle :
        Jvm.places(
            "org.apache.aries.spifly.dynamic.DynamicWeavingActivator",
            "org.objectweb.asm.ClassReader",
            "org.objectweb.asm.commons.GeneratorAdapter",
            "org.objectweb.asm.tree.ClassNode",
            "org.objectweb.asm.tree.analysis.Analyzer",
            "org.objectweb.asm.util.CheckClassAdapter")) {
      install(bundle);
    }
    install(clientBundle());
    startAll();
    assertThat(call("byService", "return 1 + 1")).isEqualTo(2);
    assertThat(call("byServiceLoader", "return 1 + 1")).isEqualTo(2);
    assertThat(call("byManager", "return 1 + 1")).isEqualTo(2);
    for (String way : List.of("byService", "byServiceLoader", "byManager")) {
      assertThat(call(way, COLOUR)).as(way).isEqualTo("colour from META-INF/lua/colour.lua");
      assertThat(call(way, "return #package.searchers")).as(way).isEqualTo(7);
    }
  }

  @Test
  void withoutSpiFly_theBundleResolvesAndItsClassesAreFound() throws Exception {
    startAll();
    Bundle all = bundle("io.github.luasearchers.all");
    Class<?> engine = all.loadClass("io.github.luasearchers.engine.LuaScriptEngine");
    Object builder = engine.getMethod("builder").invoke(null);
    // Not the loader of this test, which sees other copies of the same classes.
    builder
        .getClass()
        .getMethod("classLoader", ClassLoader.class)
        .invoke(builder, engine.getClassLoader());
    ScriptEngine lua = (ScriptEngine) builder.getClass().getMethod("build").invoke(builder);
    assertThat(lua.eval("return #package.searchers")).isEqualTo(7);
  }

  private void startAll() throws BundleException {
    for (Bundle bundle : framework.getBundleContext().getBundles()) {
      bundle.start();
    }
  }

  private Bundle bundle(String name) {
    return Stream.of(framework.getBundleContext().getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  private Object call(String method, String script) throws Exception {
    Class<?> client = bundle("client").loadClass("bundle.Client");
    return client.getMethod(method, String.class).invoke(null, script);
  }

  private Path clientBundle() throws Exception {
    Path classes =
        Jvm.compile(
            Path.of("src/test/bundle"),
            temp.resolve("classes"),
            "-cp",
            Jvm.path(Jvm.places("org.osgi.framework.Bundle")));
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "client");
    main.putValue("Import-Package", "javax.script, org.osgi.framework");
    main.putValue(
        "SPI-Consumer", "java.util.ServiceLoader#load(java.lang.Class),bundle.Client#manager()");
    Path jar = temp.resolve("client.jar");
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
