return "semicolon"
