return "colour from classpath"
