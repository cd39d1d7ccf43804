package io.github.luasearchers.cli;

import io.github.luasearchers.engine.ModuleLocation;
import io.github.luasearchers.engine.value.LuaText;
import java.io.PrintStream;
import java.util.List;
import javax.script.ScriptException;

/** Shows where {@code require} would find a module: {@code --which}. */
final class Which {

  private Which() {}

  /** Writes the searcher and the place; or, to the error stream, what was tried. */
  static int show(Session session, String module) throws ScriptException {
    ModuleLocation location = session.engine().which(module);
    boolean found =
        location.state() == ModuleLocation.State.FOUND
            || location.state() == ModuleLocation.State.LOADED;
    if (!found) {
      missing(session.streams().err(), location);
      return 1;
    }
    PrintStream out = session.streams().out();
    String searcher = location.searcher().orElse("the standard library");
    String line = module + "\t" + searcher + "\t" + location.origin().orElse("-") + "\n";
    Command.write(out, LuaText.of(line));
    return 0;
  }

  private static void missing(PrintStream err, ModuleLocation location) {
    StringBuilder text = new StringBuilder("module '");
    text.append(location.moduleName()).append("' not found:");
    List<String> tried = location.tried();
    for (int i = 0; i < tried.size(); i++) {
      text.append("\n\t").append(tried.get(i));
    }
    Command.message(err, Launcher.name() + ": ", LuaText.of(text.toString()));
  }
}
