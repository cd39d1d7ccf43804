return require "nope.inside"
