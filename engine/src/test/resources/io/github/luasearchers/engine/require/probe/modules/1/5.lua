return "one and a half"
