package io.github.luasearchers.publish;

import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex;
import io.github.luasearchers.searchers.http.integrity.Signatures;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What those who publish modules do on the command line: index a folder of modules, put modules in
 * archives, sign, and exchange lock files with {@code sha256sum}. Run it without arguments and it
 * says how.
 *
 * @since 0.1.0
 */
public final class Main {

  private static final String USAGE =
      """
      usage: java -jar luasearchers-publish-VERSION-app.jar COMMAND

        index FOLDER [--key FILE]
            Writes FOLDER/lua-modules.json: what modules the folder has, and what they require.
        bundle FOLDER MODULE... [--key FILE]
            Writes FOLDER/bundles/MODULE.zip, a module with all that it requires, and the index.
        sign FILE --key FILE
            Writes FILE.sig.
        lock check [NAME...]
            Asks the servers whether the modules of the lock file, or these, are still what it says.
        lock update [NAME...] [--key FILE]
            Locks what the servers have now of the modules of the lock file, or of these.
        lock export FILE
            Prints a lock file as 'sha256sum -c' reads it in a folder of modules.
        lock import FILE SUMS --repository ID --url URL
            Adds what 'sha256sum' printed in a folder of modules to a lock file. URL is where the
            folder is served.

      The servers and the lock file of 'check' and 'update' are those of the settings lua.http.*, as
      the program has them that requires the modules: by -D before -jar, or in a lua.properties on the
      class path. With a class path, the class io.github.luasearchers.publish.Main takes the place of
      -jar.

      With --key, the index or the file is signed. The key is made and shown by
        openssl genpkey -algorithm ed25519 -out private.pem
        openssl pkey -in private.pem -pubout
      """;

  private final PrintStream out;
  private final PrintStream err;

  private Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs a command and ends the process: with 0 if all went well, 1 if not, 2 if the arguments are
   * none that it knows, or a library that they need is not on the class path.
   *
   * @param arguments the command and what it works on
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      return new Main(out, err).run(Arguments.parse(arguments)) ? 0 : 1;
    } catch (UsageException e) {
      err.println(e.getMessage());
      err.print(USAGE);
      return 2;
    } catch (IOException | IllegalArgumentException e) {
      err.println("error: " + sentence(e));
      return 1;
    } catch (NoClassDefFoundError e) {
      err.println(missing(e, arguments));
      return 2;
    }
  }

  /** Says what to do about a library that {@code java -jar} did not find. */
  private static String missing(NoClassDefFoundError e, String[] arguments) {
    String found = String.valueOf(e.getMessage()).replace('/', '.');
    return "error: the library of the class "
        + found
        + " is not on the class path. Run the jar that has all libraries inside"
        + System.lineSeparator()
        + "  java -jar luasearchers-publish-VERSION-app.jar "
        + String.join(" ", arguments);
  }

  private static String sentence(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return "there is no file '" + missing.getFile() + "'";
    }
    if (e instanceof FileSystemException system) {
      @Nullable String reason = system.getReason();
      return "'" + system.getFile() + "': " + (reason == null ? "access is denied" : reason);
    }
    return String.valueOf(e.getMessage());
  }

  /** The arguments are none that there are. */
  private static final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
      super(message);
    }
  }

  /** The words on the command line, and the options between them. */
  private record Arguments(List<String> words, Map<String, String> options) {

    private static final Set<String> OPTIONS = Set.of("--key", "--repository", "--url");

    static Arguments parse(String[] arguments) throws UsageException {
      List<String> words = new ArrayList<>();
      Map<String, String> options = new HashMap<>();
      for (int i = 0; i < arguments.length; i++) {
        if (!arguments[i].startsWith("-")) {
          words.add(arguments[i]);
        } else if (!OPTIONS.contains(arguments[i])) {
          throw new UsageException("there is no option '" + arguments[i] + "'");
        } else if (i + 1 == arguments.length) {
          throw new UsageException("option '" + arguments[i] + "' needs a value");
        } else {
          options.put(arguments[i], arguments[++i]);
        }
      }
      return new Arguments(words, options);
    }

    /** Returns a word, and says what it should be if it isn't there. */
    String word(int number, String what) throws UsageException {
      if (number >= words.size()) {
        throw new UsageException(what + " is missing");
      }
      return words.get(number);
    }

    Path file(int number, String what) throws UsageException {
      return Path.of(word(number, what));
    }

    String option(String name) throws UsageException {
      @Nullable String value = options.get(name);
      if (value == null) {
        throw new UsageException("option '" + name + "' is missing");
      }
      return value;
    }

    void allow(int most, Set<String> allowed) throws UsageException {
      if (words.size() > most) {
        throw new UsageException("'" + words.get(most) + "' is one argument too many");
      }
      for (String option : options.keySet()) {
        if (!allowed.contains(option)) {
          throw new UsageException("option '" + option + "' is of another command");
        }
      }
    }
  }

  /** Does what a command says, and tells whether all is well. */
  private boolean run(Arguments arguments) throws IOException, UsageException {
    String command = arguments.word(0, "a command");
    switch (command) {
      case "index" -> index(arguments);
      case "bundle" -> bundle(arguments);
      case "sign" -> sign(arguments);
      case "lock" -> {
        return lock(arguments);
      }
      default -> throw new UsageException("there is no command '" + command + "'");
    }
    return true;
  }

  private void index(Arguments arguments) throws IOException, UsageException {
    arguments.allow(2, Set.of("--key"));
    write(arguments, List.of());
  }

  private void bundle(Arguments arguments) throws IOException, UsageException {
    arguments.allow(Integer.MAX_VALUE, Set.of("--key"));
    arguments.word(2, "a module");
    write(arguments, arguments.words.subList(2, arguments.words.size()));
  }

  private void write(Arguments arguments, List<String> bundled) throws IOException, UsageException {
    Path folder = arguments.file(1, "a folder");
    Path index = folder.resolve(ModuleIndex.NAME);
    Optional<String> key = key(arguments);
    checkSignature(index, key);
    ModuleIndex written = new IndexWriter(folder, err::println).write(bundled);
    if (key.isPresent()) {
      IndexWriter.replace(signature(index), Signatures.sign(written.toJson(), key.get()));
    }
    out.println(
        index
            + ": "
            + written.modules().size()
            + " modules, "
            + written.bundles().size()
            + " bundles");
  }

  private void sign(Arguments arguments) throws IOException, UsageException {
    arguments.allow(2, Set.of("--key"));
    Path file = arguments.file(1, "a file");
    arguments.option("--key");
    byte[] signed = Signatures.sign(Files.readAllBytes(file), key(arguments).orElseThrow());
    IndexWriter.replace(signature(file), signed);
    out.println(signature(file) + ": written");
  }

  private static Optional<String> key(Arguments arguments) throws IOException {
    @Nullable String file = arguments.options.get("--key");
    return file == null ? Optional.empty() : Optional.of(Files.readString(Path.of(file)));
  }

  private static Path signature(Path file) {
    return file.resolveSibling(file.getFileName() + ".sig");
  }

  private boolean lock(Arguments arguments) throws IOException, UsageException {
    String command = arguments.word(1, "'check', 'update', 'export' or 'import'");
    switch (command) {
      case "check" -> {
        arguments.allow(Integer.MAX_VALUE, Set.of());
        return new LockCommands(out).check(arguments.words.subList(2, arguments.words.size()));
      }
      case "update" -> update(arguments);
      case "export" -> {
        arguments.allow(3, Set.of());
        Path file = arguments.file(2, "a lock file");
        LockFile lock = LockFile.open(file, LockFile.Mode.VERIFY, Optional.empty());
        out.write(LockSums.export(lock.all()).getBytes(StandardCharsets.UTF_8));
      }
      case "import" -> importSums(arguments, arguments.file(2, "a lock file"));
      default -> throw new UsageException("there is no command 'lock " + command + "'");
    }
    return true;
  }

  private void update(Arguments arguments) throws IOException, UsageException {
    arguments.allow(Integer.MAX_VALUE, Set.of("--key"));
    LockCommands commands = new LockCommands(out);
    Optional<String> key = key(arguments);
    checkSignature(commands.file(), key);
    commands.update(arguments.words.subList(2, arguments.words.size()));
    if (key.isPresent()) {
      byte[] signed = Signatures.sign(Files.readAllBytes(commands.file()), key.get());
      IndexWriter.replace(signature(commands.file()), signed);
    }
  }

  private static void checkSignature(Path file, Optional<String> key) throws IOException {
    if (key.isEmpty() && Files.exists(signature(file))) {
      throw new IOException(
          "'" + signature(file) + "' would no longer fit: give --key, or delete it");
    }
  }

  private void importSums(Arguments arguments, Path file) throws IOException, UsageException {
    arguments.allow(4, Set.of("--repository", "--url"));
    Path sums = arguments.file(3, "a file that sha256sum wrote");
    String url = arguments.option("--url");
    URI base = URI.create(url.endsWith("/") ? url : url + "/");
    SortedMap<String, LockEntry> added =
        LockSums.parse(
            sums.toString(), Files.readString(sums), arguments.option("--repository"), base);
    try (LockFile lock = LockFile.open(file, LockFile.Mode.RECORD, Optional.empty())) {
      lock.record(added);
      out.println(file + ": " + lock.modules().size() + " modules");
    }
  }
}
