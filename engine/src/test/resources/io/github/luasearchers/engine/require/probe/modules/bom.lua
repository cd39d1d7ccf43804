return "bom"
