return "outer of " .. require "inner"
