return "space"
