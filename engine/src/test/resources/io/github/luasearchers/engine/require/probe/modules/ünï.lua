return "unicode"
