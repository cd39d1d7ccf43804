return "b with " .. require "circa"
