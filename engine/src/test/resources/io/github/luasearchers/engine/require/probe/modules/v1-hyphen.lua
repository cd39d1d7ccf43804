return "hyphen"
