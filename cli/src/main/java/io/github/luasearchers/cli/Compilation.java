package io.github.luasearchers.cli;

import io.github.luasearchers.engine.compiler.Dump;
import io.github.luasearchers.engine.lib.Chunks;
import io.github.luasearchers.engine.lib.FileNames;
import io.github.luasearchers.engine.lib.io.Errno;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/** What {@code luac} does: luac.c. */
final class Compilation {

  private static final String DEFAULT_OUTPUT = "luac.out";

  /** What runs each file of several, once it has their functions. */
  private static final String CALL = "(function()end)();";

  private static final String USAGE =
      """
      Available options are:
        -l       list (use -l -l for full listing)
        -o name  output to file 'name' (default is "luac.out")
        -p       parse only
        -s       strip debug information
        -v       show version information
        --       stop handling options
        -        stop handling options and process stdin
      """;

  private final Streams streams;
  private final String name;
  private Level level = Launcher.level();
  private String[] args = {};
  private int listing;
  private boolean dumps = true;
  private boolean strips;
  private int versions;

  /** Null for the standard output. */
  private @Nullable String output = DEFAULT_OUTPUT;

  Compilation(Streams streams) {
    this.streams = streams;
    this.name = Launcher.name().equals("lua") ? "luac" : Launcher.name();
  }

  /** Why the command ends early. */
  private static final class Failed extends Exception {

    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message, null, false, false);
    }
  }

  /** Runs a command line; returns the exit status. */
  int run(String[] words) {
    try {
      args = withoutVersion(words);
      List<String> files = files();
      if (files.isEmpty() && versions > 0 && versions == args.length) {
        return 0;
      }
      if (files.isEmpty()) {
        throw usage("no input files given");
      }
      compile(files);
      streams.out().flush();
      return 0;
    } catch (Failed e) {
      streams.out().flush();
      Command.message(streams.err(), name + ": ", LuaText.of(String.valueOf(e.getMessage())));
      return 1;
    }
  }

  /** Takes {@code --version-of} from the beginning of the words. */
  private String[] withoutVersion(String[] words) throws Failed {
    if (words.length < 2 || !words[0].equals("--version-of")) {
      return words;
    }
    @Nullable Level named = Options.level(words[1]);
    if (named == null) {
      throw usage("--version-of " + words[1] + ": give 5.2, 5.3 or 5.4");
    }
    level = named;
    String[] rest = new String[words.length - 2];
    System.arraycopy(words, 2, rest, 0, rest.length);
    return rest;
  }

  private Failed usage(String problem) {
    return new Failed(
        problem + "\nusage: " + name + " [options] [filenames]\n" + USAGE.stripTrailing());
  }

  // ---- options

  /** Reads the options; returns the files' names. */
  private List<String> files() throws Failed {
    int at = 0;
    while (at < args.length && args[at].startsWith("-") && !args[at].equals("-")) {
      if (args[at].equals("--")) {
        at++;
        versions += versions > 0 ? 1 : 0;
        break;
      }
      at = option(at);
    }
    List<String> files = new ArrayList<>(List.of(args).subList(at, args.length));
    if (files.isEmpty() && (listing > 0 || !dumps)) {
      dumps = false;
      files.add(DEFAULT_OUTPUT);
    }
    if (versions > 0) {
      Command.write(streams.out(), LuaText.of(Usage.version(level) + "\n"));
    }
    return files;
  }

  private int option(int at) throws Failed {
    switch (args[at]) {
      case "-l" -> listing++;
      case "-p" -> dumps = false;
      case "-s" -> strips = true;
      case "-v" -> versions++;
      case "-o" -> {
        output = outputName(at + 1);
        return at + 2;
      }
      default -> throw usage("unrecognized option '" + args[at] + "'");
    }
    return at + 1;
  }

  private @Nullable String outputName(int at) throws Failed {
    @Nullable String file = at < args.length ? args[at] : null;
    if (file == null || file.isEmpty() || (file.startsWith("-") && file.length() > 1)) {
      throw usage("'-o' needs argument");
    }
    return file.equals("-") ? null : file;
  }

  // ---- work

  private void compile(List<String> files) throws Failed {
    LuaRuntime lua = new LuaRuntime(level);
    lua.STDIN = streams.in();
    List<Prototype> parts = new ArrayList<>();
    for (String file : files) {
      parts.add(load(lua, file));
    }
    Prototype all = parts.size() == 1 ? parts.get(0) : combined(lua, parts);
    if (listing > 0) {
      Command.write(streams.out(), Listing.of(all, level, listing > 1));
    }
    if (dumps) {
      if (parts.size() > 1) {
        all.lineinfo = new int[0]; // as PUC's: what calls the files has no lines
      }
      write(Dump.dump(all, strips, level));
    }
  }

  private static Prototype load(LuaRuntime lua, String file) throws Failed {
    @Nullable LuaString named = file.equals("-") ? null : LuaText.of(file);
    try {
      return ((Closure) new Chunks(lua, null).loadFile(named, null, null)).prototype();
    } catch (LuaError e) {
      throw new Failed(String.valueOf(e.getMessage()));
    }
  }

  /** Returns a function that calls those of all files in their order. */
  private static Prototype combined(LuaRuntime lua, List<Prototype> parts) {
    byte[] source = LuaText.encode(CALL.repeat(parts.size()));
    Prototype caller = lua.compile(source, "=(luac)");
    Prototype all = copy(caller);
    all.p = new Prototype[parts.size()];
    for (int i = 0; i < all.p.length; i++) {
      all.p[i] = withOuterGlobals(parts.get(i));
    }
    return all;
  }

  /** Returns a file's function as one in another, whose globals it shares. */
  private static Prototype withOuterGlobals(Prototype part) {
    Prototype inner = copy(part);
    if (part.upvalues.length > 0) {
      Upvaldesc first = part.upvalues[0];
      inner.upvalues = part.upvalues.clone();
      inner.upvalues[0] = new Upvaldesc(first.name, false, first.idx);
    }
    return inner;
  }

  private static Prototype copy(Prototype p) {
    Prototype copy = new Prototype();
    copy.k = p.k;
    copy.code = p.code;
    copy.p = p.p;
    copy.lineinfo = p.lineinfo;
    copy.locvars = p.locvars;
    copy.upvalues = p.upvalues;
    copy.source = p.source;
    copy.linedefined = p.linedefined;
    copy.lastlinedefined = p.lastlinedefined;
    copy.numparams = p.numparams;
    copy.is_vararg = p.is_vararg;
    copy.maxstacksize = p.maxstacksize;
    return copy;
  }

  private void write(byte[] code) throws Failed {
    if (output == null) {
      streams.out().write(code, 0, code.length);
      return;
    }
    OutputStream file;
    try {
      file = new FileOutputStream(FileNames.open(output));
    } catch (IOException e) {
      throw cannot("open", e);
    }
    try (file) {
      file.write(code);
    } catch (IOException e) {
      throw cannot("write", e);
    }
  }

  private Failed cannot(String deed, IOException e) {
    return new Failed("cannot " + deed + " " + output + ": " + Errno.of(e).text());
  }
}
