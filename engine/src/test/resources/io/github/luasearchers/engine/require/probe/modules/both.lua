return "from path"
