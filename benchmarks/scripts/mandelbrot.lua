-- The Mandelbrot set of n by n points, as the bytes of a bitmap: floats in local variables.
local char = string.char

local function row(y, n, bytes)
  local ci = 2 * y / n - 1
  local byte, bits, inside = 0, 0, 0
  for x = 0, n - 1 do
    local cr = 2 * x / n - 1.5
    local r, i, rr, ii = 0, 0, 0, 0
    local escaped = 0
    for _ = 1, 50 do
      i = 2 * r * i + ci
      r = rr - ii + cr
      rr, ii = r * r, i * i
      if rr + ii > 4 then
        escaped = 1
        break
      end
    end
    byte = byte * 2 + 1 - escaped
    inside = inside + 1 - escaped
    bits = bits + 1
    if bits == 8 then
      bytes[#bytes + 1] = char(byte)
      byte, bits = 0, 0
    end
  end
  return inside
end

function work(n)
  local bytes, inside = {}, 0
  for y = 0, n - 1 do inside = inside + row(y, n, bytes) end
  local text = table.concat(bytes)
  for at = 1, #text do inside = (inside * 31 + text:byte(at)) % 1000003 end
  return inside
end
