return "never"
