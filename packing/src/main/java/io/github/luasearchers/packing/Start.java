package io.github.luasearchers.packing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a small jar of the classes that short scripts need, out of the jar of all, which is run to
 * see which those are. The small one names the other as its class path: a JVM then reads the long
 * directory of that one only if a script needs more. The arguments are the jar of all, the small
 * jar, the class path for its manifest, and a script; then options with blanks between, once for
 * each time that the script is run.
 */
final class Start {

  private static final Pattern LOADED = Pattern.compile("(\\S+) source: .*");

  private Start() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path all = Path.of(args[0]);
    Set<String> loaded = new TreeSet<>();
    for (int i = 4; i < args.length; i++) {
      loaded.addAll(loaded(all, args[i], args[3]));
    }
    try (JarFile from = new JarFile(all.toFile());
        OutputStream file = Files.newOutputStream(Path.of(args[1]));
        ZipOutputStream to = new ZipOutputStream(file)) {
      ZipEntry first = from.getEntry(JarFile.MANIFEST_NAME);
      Compression.copy(first, manifest(from, args[2]), true, to);
      for (String name : loaded) {
        ZipEntry entry = from.getEntry(name);
        if (entry != null) {
          Compression.copy(entry, from.getInputStream(entry).readAllBytes(), true, to);
        }
      }
    }
  }

  /** Returns the files of the classes that the JVM loads to run a script. */
  private static Set<String> loaded(Path jar, String options, String script)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xlog:class+load:stdout:none", "-jar", jar.toString()));
    command.addAll(List.of(options.split(" ", -1)));
    command.add(script);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LUA_"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(script + " fails: " + output);
    }
    Set<String> files = new TreeSet<>();
    for (String line : output.lines().toList()) {
      Matcher matcher = LOADED.matcher(line);
      if (matcher.matches()) {
        files.add(matcher.group(1).replace('.', '/') + ".class");
      }
    }
    return files;
  }

  /** Returns the other jar's way to be run, with that jar as the class path. */
  private static byte[] manifest(JarFile all, String path) throws IOException {
    Attributes from = all.getManifest().getMainAttributes();
    Manifest manifest = new Manifest();
    Attributes to = manifest.getMainAttributes();
    to.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    to.put(Attributes.Name.CLASS_PATH, path);
    for (String name : List.of("Main-Class", "Enable-Native-Access")) {
      to.putValue(name, from.getValue(name));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }
}
