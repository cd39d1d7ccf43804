package io.github.luasearchers.cli;

import io.github.luasearchers.engine.value.LuaText;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.luaj.vm2.LuaString;

/** The bytes of the command line, which Java decodes by the locale and may lose. */
final class Arguments {

  private Arguments() {}

  /** Returns the arguments with the bytes that the process got, where they can be had. */
  static String[] restored(String[] args) {
    for (String arg : args) {
      if (!isAscii(arg)) {
        return read(args);
      }
    }
    return args;
  }

  private static boolean isAscii(String arg) {
    for (int i = 0; i < arg.length(); i++) {
      if (arg.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String[] read(String[] args) {
    try (InputStream in = new FileInputStream("/proc/self/cmdline")) {
      return last(in.readAllBytes(), args);
    } catch (IOException e) {
      return args; // another system
    }
  }

  /** Returns the last words of a command line; the arguments as they are if those are others. */
  private static String[] last(byte[] line, String[] args) {
    String[] words = new String[args.length];
    int end = line.length - 1;
    for (int i = args.length - 1; i >= 0; i--) {
      int start = end;
      while (start > 0 && line[start - 1] != 0) {
        start--;
      }
      if (end < 0) {
        return args;
      }
      words[i] = LuaText.toJava(LuaString.valueOf(line, start, end - start));
      if (isAscii(args[i]) && !words[i].equals(args[i])) {
        return args;
      }
      end = start - 1;
    }
    return words;
  }
}
