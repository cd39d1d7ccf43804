return "pkg from " .. select(2, ...)
