package io.github.luasearchers.engine.compiler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequiredNamesTest {

  @Test
  void names_areInOrder_eachOnce() {
    assertThat(names("local b = require 'b'\nlocal a = require('a')\nrequire[[c]] require 'b'"))
        .containsExactly("b", "a", "c");
  }

  @Test
  void names_areWhatTheLiteralStandsFor() {
    assertThat(names("require 'a\\46b' require '\\u' require 'c'")).containsExactly("a.b");
    assertThat(names("require [=[\nx]=] require 'd\\\ne' require '\u00e9'"))
        .containsExactly("x", "d\ne", "\u00e9");
    assertThat(names("require '\\195' require 'a'")).containsExactly("\uFFFD", "a");
  }

  @Test
  void names_ofFieldsAndComputedOnes_areNone() {
    assertThat(names("a.require 'a' a:require 'a' require('a' .. b) require(b) _require 'a'"))
        .isEmpty();
    assertThat(names("x = a ..require 'b' ::l:: require 'c' pcall(require, 'd')"))
        .containsExactly("b", "c", "d");
  }

  @Test
  void markAndFirstLine_areNoPartOfTheText() {
    assertThat(names("\uFEFF#!/usr/bin/lua 'it\nrequire 'a'")).containsExactly("a");
    assertThat(names("#!/usr/bin/lua")).isEmpty();
  }

  @Test
  void textThatIsNoLua_hasWhatStandsBeforeTheFault() {
    assertThat(names("require 'a' require 'not closed\nrequire 'b'")).containsExactly("a");
    assertThat(names("require 'a' 0x require 'b'")).containsExactly("a");
    assertThat(names("\u001bLua require 'a'")).containsExactly("a");
  }

  private static List<String> names(String text) {
    return RequiredNames.in(text.getBytes(UTF_8));
  }
}
