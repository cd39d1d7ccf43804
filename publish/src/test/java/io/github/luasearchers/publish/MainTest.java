package io.github.luasearchers.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.Bundles;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex;
import io.github.luasearchers.searchers.http.integrity.Signatures;
import io.github.luasearchers.testing.Program;
import io.github.luasearchers.testing.http.Ed25519Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir Path temp;
  private String out = "";
  private String err = "";

  @Test
  void index_listsTheFoldersModules() throws Exception {
    write("a.lua", "local b = require 'b' require 'lfs'");
    write("b/init.lua", "return require('b.c')");
    write("b/c.lua", "return 1");
    write("x.y.lua", "return 1");
    write("binary.lua", "\u001bLua");
    write("d e.lua", "return 1");
    write("readme.txt", "text");
    assertThat(run("index", temp.toString())).isZero();
    assertThat(out).isEqualToIgnoringNewLines(file("lua-modules.json") + ": 4 modules, 0 bundles");
    assertThat(err.lines())
        .containsExactly(
            "left out 'binary.lua': it is a binary chunk",
            "left out 'd e.lua': no plain name of a module leads there",
            "left out 'x.y.lua': no plain name of a module leads there");
    ModuleIndex index = index();
    assertThat(index.modules()).containsOnlyKeys("a", "b", "b.init", "b.c");
    assertThat(index.find("b").orElseThrow())
        .isEqualTo(
            new ModuleIndex.Module(
                "b/init.lua",
                21,
                Digest.of("return require('b.c')".getBytes(UTF_8)),
                List.of("b.c")));
    assertThat(index.closure("a")).containsExactly("a", "b", "b.c");
  }

  @Test
  void bundle_hasAllThatAModuleRequires_andGivesItBack() throws Exception {
    write("a.lua", "require 'b'");
    write("b.lua", "return 2");
    write("c.lua", "return 3");
    assertThat(run("bundle", temp.toString(), "a")).isZero();
    ModuleIndex index = index();
    ModuleIndex.Bundle bundle = index.bundle("a").orElseThrow();
    assertThat(bundle.path()).isEqualTo("bundles/a.zip");
    byte[] archive = Files.readAllBytes(file(bundle.path()));
    assertThat(Bundles.read("a.zip", archive, Digest.of(archive), index, bundle))
        .containsOnlyKeys("a", "b")
        .containsEntry("b", "return 2".getBytes(UTF_8));
    archive[archive.length / 2]++;
    assertThatThrownBy(() -> Bundles.read("a.zip", archive, Digest.of(archive), index, bundle))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(", and the index has ");
  }

  @Test
  void bundles_areKeptUpToDate_andEqualFoldersGiveEqualBytes() throws Exception {
    write("a.lua", "return 1");
    write("b.lua", "return 2");
    run("bundle", temp.toString(), "a");
    run("bundle", temp.toString(), "b");
    byte[] before = Files.readAllBytes(file("lua-modules.json"));
    run("index", temp.toString());
    assertThat(file("lua-modules.json")).hasBinaryContent(before);
    write("a.lua", "return 3");
    run("index", temp.toString());
    ModuleIndex index = index();
    assertThat(index.bundles()).hasSize(2);
    ModuleIndex.Bundle bundle = index.bundle("a").orElseThrow();
    byte[] archive = Files.readAllBytes(file("bundles/a.zip"));
    assertThat(Bundles.read("a", archive, Digest.of(archive), index, bundle))
        .containsEntry("a", "return 3".getBytes(UTF_8));
  }

  @Test
  void bundle_thatTheIndexBelies_isRefused() throws Exception {
    write("a.lua", "return 1");
    run("bundle", temp.toString(), "a");
    byte[] archive = Files.readAllBytes(file("bundles/a.zip"));
    write("a.lua", "return 2");
    Files.delete(file("bundles/a.zip"));
    run("index", temp.toString());
    ModuleIndex.Bundle old =
        new ModuleIndex.Bundle("bundles/a.zip", archive.length, Digest.of(archive), List.of("a"));
    ModuleIndex index = index();
    assertThatThrownBy(() -> Bundles.read("a.zip", archive, Digest.of(archive), index, old))
        .hasMessageStartingWith("'a.zip!/a.lua' has sha256-");
  }

  @Test
  void key_signsTheIndex_andIsNotForgotten() throws Exception {
    Ed25519Keys keys = Ed25519Keys.generate();
    write("a.lua", "return 1");
    Path key = Files.writeString(file("private.pem"), keys.privatePem());
    assertThat(run("index", temp.toString(), "--key", key.toString())).isZero();
    Signatures.ofSetting("key", keys.publicPem())
        .check(
            "index",
            Files.readAllBytes(file("lua-modules.json")),
            Optional.of(Files.readAllBytes(file("lua-modules.json.sig"))));
    assertThat(run("index", temp.toString())).isEqualTo(1);
    assertThat(err).contains("lua-modules.json.sig' would no longer fit: give --key, or delete it");
  }

  @Test
  void sign_writesWhatOpenSslAccepts() throws Exception {
    String openssl = Program.need("openssl");
    write("a.txt", "text");
    system(openssl, "genpkey", "-algorithm", "ed25519", "-out", "k.pem");
    system(openssl, "pkey", "-in", "k.pem", "-pubout", "-out", "p.pem");
    assertThat(run("sign", file("a.txt").toString(), "--key", file("k.pem").toString())).isZero();
    system(openssl, "base64", "-d", "-in", "a.txt.sig", "-out", "raw");
    system(
        openssl,
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        "p.pem",
        "-rawin",
        "-in",
        "a.txt",
        "-sigfile",
        "raw");
    Signatures.ofSetting("key", Files.readString(file("p.pem")))
        .check(
            "a", Files.readAllBytes(file("a.txt")), Optional.of(Files.readAllBytes(file("raw"))));
  }

  @Test
  void lock_goesThroughSha256sum() throws Exception {
    String sha256sum = Program.need("sha256sum", "coreutils");
    write("a.lua", "return 1");
    write("b/init.lua", "return 2");
    String sums = system(sha256sum, "a.lua", "b/init.lua");
    write("sums", sums);
    String lock = file("lock.json").toString();
    assertThat(
            run(
                "lock",
                "import",
                lock,
                file("sums").toString(),
                "--repository",
                "main",
                "--url",
                "https://host/lua"))
        .isZero();
    assertThat(LockFile.open(Path.of(lock), LockFile.Mode.FROZEN, Optional.empty()).modules())
        .containsOnlyKeys("a", "b", "b.init")
        .hasEntrySatisfying(
            "b", locked -> assertThat(locked.url()).hasToString("https://host/lua/b/init.lua"));
    assertThat(run("lock", "export", lock)).isZero();
    assertThat(out).isEqualTo(sums);
    write("out", out);
    assertThat(system(sha256sum, "-c", "out")).contains("a.lua: OK", "b/init.lua: OK");
  }

  @Test
  void lock_import_refusesWhatIsNoSum() throws Exception {
    String hex = "0".repeat(64);
    for (String line : List.of("x", "\\" + hex + "  a.lua", hex + " a.lua", hex + "  ../a.lua")) {
      write("sums", hex + "  z.lua\n" + line + "\n");
      int status =
          run(
              "lock",
              "import",
              file("lock.json").toString(),
              file("sums").toString(),
              "--repository",
              "main",
              "--url",
              "https://host/");
      assertThat(status).isEqualTo(1);
      assertThat(err).startsWith("error: '" + file("sums") + "', line 2: ");
      assertThat(file("lock.json")).doesNotExist();
    }
  }

  @Test
  void wrongArguments_areNamed_andUsageFollows() {
    assertUsage("a command is missing");
    assertUsage("there is no command 'x'", "x");
    assertUsage("a folder is missing", "index");
    assertUsage("a module is missing", "bundle", "folder");
    assertUsage("'b' is one argument too many", "index", "a", "b");
    assertUsage("there is no option '-v'", "index", "-v");
    assertUsage("option '--key' needs a value", "index", "a", "--key");
    assertUsage("option '--url' is of another command", "index", "a", "--url", "b");
    assertUsage("option '--key' is missing", "sign", "a");
    assertUsage("'check', 'update', 'export' or 'import' is missing", "lock");
    assertUsage("there is no command 'lock x'", "lock", "x", "a");
  }

  private void assertUsage(String message, String... arguments) {
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err).startsWith(message + System.lineSeparator() + "usage: java ");
    assertThat(out).isEmpty();
  }

  @Test
  void whatFails_isSaidInOneSentence() throws Exception {
    assertError("there is no folder '" + file("none") + "'", "index", file("none").toString());
    assertError("there is no module 'x' in '" + temp + "'", "bundle", temp.toString(), "x");
    assertError(
        "there is no file '" + file("k") + "'", "index", temp + "", "--key", file("k") + "");
    write("k", "no key");
    assertError(
        "this is no private key of Ed25519 in PEM (PKCS 8)",
        "index",
        temp.toString(),
        "--key",
        file("k").toString());
    assertError(
        "there is no lock file '" + file("l") + "': record one first, by the mode 'record'",
        "lock",
        "export",
        file("l").toString());
  }

  private void assertError(String message, String... arguments) {
    assertThat(run(arguments)).isEqualTo(1);
    assertThat(err).isEqualTo("error: " + message + System.lineSeparator());
  }

  @Test
  void libraryThatIsMissing_isNamed_andHowToRunItThen() throws Exception {
    write("lock.json", "{}");
    for (String[] arguments :
        new String[][] {
          {"lock", "export", "lock.json"}, {"index", temp.toString()}, {"lock", "check"}
        }) {
      List<String> lines = alone(2, arguments).lines().toList();
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0))
          .startsWith("error: the library of the class io.github.luasearchers.")
          .endsWith(" is not on the class path. Run the jar that has all libraries inside");
      assertThat(lines.get(1))
          .isEqualTo(
              "  java -jar luasearchers-publish-VERSION-app.jar " + String.join(" ", arguments));
    }
  }

  /** Runs a command in a JVM that has this module and nothing else. */
  private String alone(int status, String... arguments) throws Exception {
    String classes =
        Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-cp", classes, Main.class.getName()));
    command.addAll(List.of(arguments));
    return system(status, command.toArray(new String[0]));
  }

  private int run(String... arguments) {
    ByteArrayOutputStream standard = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        Main.run(
            arguments,
            new PrintStream(standard, true, UTF_8),
            new PrintStream(errors, true, UTF_8));
    out = standard.toString(UTF_8);
    err = errors.toString(UTF_8);
    return status;
  }

  private String system(String... command) throws Exception {
    return system(0, command);
  }

  private String system(int status, String... command) throws Exception {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(status);
    return output;
  }

  private ModuleIndex index() throws IOException {
    return ModuleIndex.parse("index", Files.readAllBytes(file("lua-modules.json")));
  }

  private Path file(String name) {
    return temp.resolve(name);
  }

  private void write(String name, String content) throws IOException {
    Files.createDirectories(file(name).getParent());
    Files.writeString(file(name), content);
  }
}
