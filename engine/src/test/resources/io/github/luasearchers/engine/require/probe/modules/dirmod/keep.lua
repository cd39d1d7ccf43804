return "kept"
