package io.github.luasearchers.packing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** The step of the build that gathers what the jar of all contains. */
class PackingTest {

  @TempDir Path temp;

  @Test
  void services_areMerged_andEachProviderIsThereOnce() throws Exception {
    file("a/META-INF/services/S", "first\nboth");
    file("b/META-INF/services/S", "both # said again\nboth\nlast\n");
    Contents contents = contents("a", "b");
    assertThat(contents.services()).containsEntry("S", List.of("first", "both", "last"));
  }

  @Test
  void descriptionsOfOneJar_stayOut() throws Exception {
    for (String name :
        List.of("META-INF/MANIFEST.MF", "META-INF/A.SF", "module-info.class", "META-INF/LICENSE")) {
      file("a/" + name, "a");
    }
    file("a/META-INF/versions/9/module-info.class", "a");
    file("a/kept.txt", "a");
    assertThat(contents("a").names()).containsExactly("kept.txt");
  }

  @Test
  void equalFiles_areOne_andOthersOfOneNameAreRefused() throws Exception {
    file("a/same.txt", "same");
    file("b/same.txt", "same");
    file("b/other.txt", "b");
    file("c/other.txt", "c");
    assertThat(contents("a", "b").names()).containsExactly("other.txt", "same.txt");
    assertThatThrownBy(() -> contents("a", "b", "c"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other.txt is in ")
        .hasMessageContaining(", and another in ");
  }

  /** One is named by an instruction, one by a text, one by nobody. */
  @Test
  void library_isCutToWhatIsReached() throws Exception {
    type("a/user/Main", "lib/Called", "lib.Named");
    type("a/lib/Called", "lib/Further", "");
    type("a/lib/Named", "user/Main", "");
    type("a/lib/Further", "user/Main", "");
    type("a/lib/Unused", "lib/Called", "");
    Contents contents = contents("a");
    assertThat(Reachable.below("lib/", contents, List.of()))
        .containsExactly("lib/Called", "lib/Further", "lib/Named");
    assertThat(Reachable.below("lib/", contents, List.of("lib/Unused"))).contains("lib/Unused");
    assertThatThrownBy(() -> Reachable.below("lib/", contents, List.of("lib/Nowhere")))
        .hasMessage("there is no class lib/Nowhere");
  }

  /** The old compiler's finally is a subroutine, which the new format does not have. */
  @Test
  void oldClass_isRenewed() throws Exception {
    Files.createDirectories(temp.resolve("a"));
    Files.write(temp.resolve("a/Old.class"), withSubroutine());
    byte[] renewed = new Renewal(contents("a")).renewed(withSubroutine());
    assertThat(new ClassReader(renewed).readShort(6)).isEqualTo((short) Opcodes.V17);
    Class<?> old =
        new ClassLoader() {
          Class<?> define() {
            return defineClass("Old", renewed, 0, renewed.length);
          }
        }.define();
    assertThat(old.getMethod("both", int.class).invoke(null, 1)).isEqualTo(3);
  }

  @Test
  void commonSuperclass_isThatOfTheJarsAndOfTheJdk() throws Exception {
    Files.createDirectories(temp.resolve("a"));
    Hierarchy hierarchy = new Hierarchy(contents("a"));
    assertThat(hierarchy.commonSuperclass("java/lang/Integer", "java/lang/Long"))
        .isEqualTo("java/lang/Number");
    assertThat(hierarchy.commonSuperclass("java/util/List", "java/util/ArrayList"))
        .isEqualTo("java/lang/Object");
    assertThatThrownBy(() -> hierarchy.commonSuperclass("java/lang/Integer", "no/Such"))
        .hasMessage("there is no class no/Such");
  }

  @Test
  void jar_isCompressedButForWhatIsNamed_andItsModuleMended() throws Exception {
    Path jar = temp.resolve("some.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "folder/", new byte[0]);
      entry(zip, "folder/big.txt", "big ".repeat(100).getBytes(UTF_8));
      entry(zip, "start/big.txt", "big ".repeat(100).getBytes(UTF_8));
      entry(zip, "module-info.class", module("folder", "Linux-musl"));
    }
    Compression.main(new String[] {jar.toString(), "start/"});
    try (JarFile finished = new JarFile(jar.toFile())) {
      assertThat(finished.stream().map(ZipEntry::getName))
          .containsExactly("folder/big.txt", "start/big.txt", "module-info.class");
      assertThat(finished.getEntry("folder/big.txt").getMethod()).isEqualTo(ZipEntry.DEFLATED);
      assertThat(finished.getEntry("start/big.txt").getMethod()).isEqualTo(ZipEntry.STORED);
      byte[] module =
          finished.getInputStream(finished.getEntry("module-info.class")).readAllBytes();
      assertThat(new String(module, UTF_8)).contains("folder").doesNotContain("Linux-musl");
    }
  }

  @Test
  void locals_loseTheirNames_andLinesAreKept() throws Exception {
    byte[] with =
        Files.readAllBytes(compiled("class T { int m(int p) { int local = p; return local; } }"));
    byte[] without = Locals.removed(with);
    assertThat(new String(with, ISO_8859_1)).contains("LocalVariableTable", "local");
    assertThat(new String(without, ISO_8859_1))
        .doesNotContain("LocalVariableTable", "local")
        .contains("LineNumberTable");
  }

  @Test
  void smallJar_hasWhatTheScriptNeeds_andTheOtherJarAsItsClassPath() throws Exception {
    compiled(
        "class T { public static void main(String[] a) { System.out.println(a[1] + Used.X.length); } }"
            + "class Used { static final int[] X = {1}; } class Unused {}");
    Path all = temp.resolve("all.jar");
    jar(all, "Main-Class: T\nEnable-Native-Access: ALL-UNNAMED\n", "T", "Used", "Unused");
    Path small = temp.resolve("small.jar");
    Start.main(new String[] {all.toString(), small.toString(), "../all.jar", "script", "-a b"});
    try (JarFile jar = new JarFile(small.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName).toList())
          .containsExactly("META-INF/MANIFEST.MF", "T.class", "Used.class");
      assertThat(jar.getEntry("T.class").getMethod()).isEqualTo(ZipEntry.STORED);
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Class-Path")).isEqualTo("../all.jar");
      assertThat(manifest.getValue("Main-Class")).isEqualTo("T");
      assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
    }
  }

  @Test
  void scriptThatFails_failsTheBuild() throws Exception {
    compiled("class T {}");
    Path broken = temp.resolve("broken.jar");
    jar(broken, "Main-Class: Nowhere\nEnable-Native-Access: ALL-UNNAMED\n", "T");
    String[] args = {broken.toString(), temp.resolve("s.jar").toString(), "all.jar", "script", "x"};
    assertThatThrownBy(() -> Start.main(args))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("script fails: ")
        .hasMessageContaining("Nowhere");
  }

  /** Compiles classes into the folder {@code c}, and returns the file of the class T. */
  private Path compiled(String source) throws IOException {
    Path file = Files.writeString(temp.resolve("T.java"), source);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-g", "-d", temp.resolve("c").toString(), file.toString());
    assertThat(status).isZero();
    return temp.resolve("c/T.class");
  }

  private void jar(Path jar, String manifest, String... classes) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "META-INF/MANIFEST.MF", ("Manifest-Version: 1.0\n" + manifest).getBytes(UTF_8));
      for (String name : classes) {
        entry(zip, name + ".class", Files.readAllBytes(temp.resolve("c/" + name + ".class")));
      }
    }
  }

  @Test
  void main_writesTheFolderAndTheServicesForTheBundle() throws Exception {
    file("a/META-INF/services/javax.script.ScriptEngineFactory", "some.Factory");
    file("a/META-INF/services/some.Service", "some.Provider");
    file("a/dropped/x.txt", "x");
    Path out = temp.resolve("out");
    Path properties = temp.resolve("packed.bnd");
    String places = temp.resolve("nothing") + File.pathSeparator + temp.resolve("a");
    Main.main(new String[] {out.toString(), properties.toString(), places, "drop=dropped/"});
    assertThat(out.resolve("META-INF/services/some.Service")).hasContent("some.Provider");
    assertThat(out.resolve("dropped")).doesNotExist();
    assertThat(Files.readString(properties))
        .contains("javax.script.ScriptEngineFactory;register:=\"some.Factory\"")
        .contains("taken: osgi.serviceloader;osgi.serviceloader=some.Service;resolution:=optional");
  }

  private Contents contents(String... places) throws IOException {
    Contents contents = new Contents();
    for (String place : places) {
      contents.add(temp.resolve(place));
    }
    return contents;
  }

  private void file(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Writes a class with a method that calls one of another, and has a text. */
  private void type(String file, String called, String text) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    String name = file.substring(file.indexOf('/') + 1);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
    method.visitCode();
    method.visitLdcInsn(text);
    method.visitInsn(Opcodes.POP);
    method.visitMethodInsn(Opcodes.INVOKESTATIC, called, "m", "()V", false);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(1, 0);
    method.visitEnd();
    Path path = temp.resolve(file + ".class");
    Files.createDirectories(path.getParent());
    Files.write(path, writer.toByteArray());
  }

  /** Returns a class whose method adds 2 to its argument, by two calls of a subroutine. */
  private static byte[] withSubroutine() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_2, Opcodes.ACC_PUBLIC, "Old", null, "java/lang/Object", null);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    MethodVisitor method = writer.visitMethod(access, "both", "(I)I", null, null);
    Label subroutine = new Label();
    method.visitCode();
    method.visitJumpInsn(Opcodes.JSR, subroutine);
    method.visitJumpInsn(Opcodes.JSR, subroutine);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitInsn(Opcodes.IRETURN);
    method.visitLabel(subroutine);
    method.visitVarInsn(Opcodes.ASTORE, 1);
    method.visitIincInsn(0, 1);
    method.visitVarInsn(Opcodes.RET, 1);
    method.visitMaxs(0, 0);
    method.visitEnd();
    return writer.toByteArray();
  }

  private static byte[] module(String... packages) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
    ModuleVisitor module = writer.visitModule("some", 0, null);
    module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
    for (String each : packages) {
      module.visitPackage(each);
    }
    module.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
