GLOBAL_BY_MODULE = "set"
return _G == _ENV
