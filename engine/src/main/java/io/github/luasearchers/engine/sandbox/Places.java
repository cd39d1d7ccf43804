package io.github.luasearchers.engine.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that a sandboxed script may load: those that match a template in the host's own
 * settings, with any name in place of its {@code ?}. A script's changes to {@code package.path}
 * have no effect here.
 *
 * <p>Names are compared as absolute ones without {@code .} and {@code ..}, before the file system
 * is accessed. A file that exists must also be below the template's folder once all links are
 * followed.
 */
public final class Places {

  /**
   * Replaces the {@code ?} of a template, which some file systems do not allow in names. Windows
   * does not allow control characters either; elsewhere only ASCII may be allowed.
   */
  private static final String HOLE = File.separatorChar == '\\' ? "\uE000" : "\1";

  private final List<Template> templates = new ArrayList<>();

  /** Adds the templates of a path. */
  public void add(Iterable<String> path) {
    for (String template : path) {
      if (!template.isEmpty()) {
        templates.add(Template.of(template));
      }
    }
  }

  /**
   * Returns why a file must not be looked for, as the end of a sentence that names the file; null
   * if it may be. Does not access the file system.
   */
  public @Nullable String refusal(String file) {
    return template(file) == null
        ? "the sandbox has no such place: lua.path does not name it"
        : null;
  }

  /** Returns why an existing file must not be opened, like {@link #refusal}; null if it may be. */
  public @Nullable String refusalToOpen(String file) {
    @Nullable Template template = template(file);
    if (template == null) {
      return refusal(file);
    }
    try {
      return Path.of(file).toRealPath().startsWith(template.root.toRealPath())
          ? null
          : "a link leads out of the place that lua.path names";
    } catch (IOException e) {
      return null; // Opening it will report that it is gone or cannot be read.
    }
  }

  private @Nullable Template template(String file) {
    @Nullable String plain = plain(file);
    if (plain != null) {
      for (Template template : templates) {
        if (template.names(plain)) {
          return template;
        }
      }
    }
    return null;
  }

  /** Returns the absolute form of a name, null if it is invalid or contains {@code ..}. */
  private static @Nullable String plain(String file) {
    try {
      Path path = Path.of(file);
      for (Path part : path) {
        if (part.toString().equals("..")) {
          return null;
        }
      }
      return file.isEmpty() ? null : path.toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** A template: texts with holes between them. */
  private static final class Template {

    /** The folder that contains the template's files. */
    final Path root;

    /** The texts before, between and after the holes, of the absolute name. */
    private final String[] parts;

    private Template(Path root, String[] parts) {
      this.root = root;
      this.parts = parts;
    }

    static Template of(String text) {
      String absolute = Path.of(text.replace("?", HOLE)).toAbsolutePath().normalize().toString();
      String[] parts = absolute.split(HOLE, -1);
      String before = parts[0];
      int end = before.lastIndexOf(Path.of(absolute).getFileSystem().getSeparator());
      return new Template(Path.of(before.substring(0, end + 1)), parts);
    }

    /** Tells whether a file's name results from putting one text into each hole of the template. */
    boolean names(String file) {
      int holes = parts.length - 1;
      if (holes == 0) {
        return file.equals(parts[0]);
      }
      int room = file.length() - length();
      if (room <= 0 || room % holes != 0 || !file.startsWith(parts[0])) {
        return false;
      }
      int start = parts[0].length();
      String name = file.substring(start, start + room / holes);
      return file.equals(String.join(name, parts));
    }

    private int length() {
      int length = 0;
      for (String part : parts) {
        length += part.length();
      }
      return length;
    }
  }
}
