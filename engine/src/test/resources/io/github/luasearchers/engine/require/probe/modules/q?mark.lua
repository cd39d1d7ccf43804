return "question"
