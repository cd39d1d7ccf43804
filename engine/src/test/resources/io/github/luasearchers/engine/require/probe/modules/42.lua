return "forty-two"
