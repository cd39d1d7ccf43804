package io.github.luasearchers.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequireScannerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "require 'a.b'",
        "require \"a.b\"",
        "require('a.b')",
        "require ( \"a.b\" )",
        "require [[a.b]]",
        "require([==[a.b]==])",
        "local x = require'a.b'.field",
        "return require 'a.b' .. 'c'",
        "x = 'y'..require('a.b')",
        "local ok, x = pcall(require, 'a.b')",
        "xpcall(require, 'a.b', print)",
        "require --[[ the ]] ( -- rest\n 'a.b' --[=[ ]] ]=] )",
        "#!/usr/bin/lua 'it\nrequire 'a.b'",
        "x = [[it's]] require 'a.b'",
        "x = 1 .. 'a\\'b' require 'a.b'",
        "x = t[t[1]] require 'a.b'",
        "x = a - -b --\nrequire 'a.b'",
        "::l:: require 'a.b'",
        "require 'a.b' require 'a.b'",
        "require 'a\\46b'",
      })
  void names_areFound(String code) {
    assertThat(scan(code)).containsExactly("a.b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-- require 'a'",
        "--[[ require 'a' ]]",
        "--[==[ ]] require 'a' ]==]",
        "x = \"require 'a'\"",
        "x = 'require \"a\"'",
        "x = [[ require 'a' ]]",
        "x = 'a\\' require \"b\"'",
        "loader.require 'a'",
        "loader:require 'a'",
        "loader . require('a')",
        "myrequire 'a'",
        "require_x 'a'",
        "require(name)",
        "require('a' .. name)",
        "require ''",
        "require",
        "require(",
        "require 'a/../b'",
        "local require = require",
        "x = 'not closed require \"a\"",
        "x = [[ not closed require 'a'",
        "--[==[ not closed require 'a'",
        "require '",
        "require [",
      })
  void others_areNot(String code) {
    assertThat(scan(code)).isEmpty();
  }

  @Test
  void several_areInOrder() {
    assertThat(scan("local b = require 'b'\nlocal a = require('a')\nrequire[[c]]"))
        .containsExactly("b", "a", "c");
  }

  private static List<String> scan(String code) {
    return RequireScanner.scan(code.getBytes(UTF_8));
  }
}
