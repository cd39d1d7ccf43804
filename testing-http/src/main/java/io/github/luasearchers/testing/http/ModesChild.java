package io.github.luasearchers.testing.http;

import io.github.luasearchers.spi.LuaSearcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Requires modules in a process of its own, and lives on with its searcher open. */
public final class ModesChild implements AutoCloseable {

  private final Process process;

  private ModesChild(Process process) {
    this.process = process;
  }

  /** Settings come as {@code key=value}, modules without. */
  public static void main(String[] arguments) throws Exception {
    Settings settings = new Settings();
    List<String> modules = new ArrayList<>();
    for (String argument : arguments) {
      int sign = argument.indexOf('=');
      if (sign < 0) {
        modules.add(argument);
      } else {
        settings.with(argument.substring(0, sign), argument.substring(sign + 1));
      }
    }
    LuaSearcher searcher = HttpProvider.create(settings);
    for (String module : modules) {
      searcher.search(module);
    }
    System.out.println("ready");
    System.in.read();
  }

  public static ModesChild start(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ModesChild.class.getName());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String line = process.inputReader().readLine();
    if (!"ready".equals(line)) {
      process.destroyForcibly();
      throw new IOException("the child said " + line);
    }
    return new ModesChild(process);
  }

  /** Kills it, as kill -9 does. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
