package com.example.docs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param place the page and the line, for messages
 * @param language what stands behind the fence
 * @param file the file that the block is, if the line above it names one
 * @param text the block, without the indentation of its fence
 */
record Block(String place, String language, Optional<String> file, String text) {

  private static final Pattern VERSIONS = Pattern.compile("(?:--|//) Lua ([0-9., and]+)");

  /** Tells whether a block is for a version of Lua: for all that its first line names, if any. */
  boolean isFor(String version) {
    Matcher versions = VERSIONS.matcher(text.lines().findFirst().orElse(""));
    return !versions.matches() || List.of(versions.group(1).split(", | and ")).contains(version);
  }
}
