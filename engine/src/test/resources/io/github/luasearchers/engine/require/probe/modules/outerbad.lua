return require "rt"
