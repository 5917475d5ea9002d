-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- Draws a route by which an x86_64 program reaches an ARM64 guest, as SVG with
-- alternative text:
--
--   ``` {.route #route-applehv title="Podman's applehv" caption="..."}
--   macOS: Podman | vfkit
--   Virtualization.framework: !Rosetta share
--   Linux guest: binfmt_misc | !Rosetta
--   container: x86_64 program
--   ```
--
-- A line is a layer, its boxes read from left to right; a box with "!" is
-- proprietary, one with "+" executes the x86_64 code and is free software.

local width, pad, band, box_height = 440, 8, 54, 26

local function escape(words)
  return (words:gsub('&', '&amp;'):gsub('<', '&lt;'):gsub('>', '&gt;'):gsub('"', '&quot;'))
end

local function layers_of(source)
  local layers = {}
  for line in source:gmatch('[^\n]+') do
    local name, rest = line:match('^(.-):%s+(.+)$')
    if not name then
      io.stderr:write('docs: drawing: a layer is "name: box | box", not "', line, '"\n')
      os.exit(2)
    end
    local boxes = {}
    for piece in (rest .. '|'):gmatch('%s*(.-)%s*|') do
      local sign, words = piece:match('^([!+]?)(.*)$')
      boxes[#boxes + 1] = { words = words, proprietary = sign == '!', free = sign == '+' }
    end
    layers[#layers + 1] = { name = name, boxes = boxes }
  end
  return layers
end

local function describe(layers)
  local parts = {}
  for _, layer in ipairs(layers) do
    local words = {}
    for _, box in ipairs(layer.boxes) do
      words[#words + 1] = box.words .. (box.proprietary and ' (proprietary)' or '')
    end
    parts[#parts + 1] = layer.name .. ': ' .. table.concat(words, ', then ')
  end
  return 'From top to bottom. ' .. table.concat(parts, '. ') .. '.'
end

local function draw(id, title, layers)
  local out = {}
  local function put(format, ...)
    out[#out + 1] = format:format(...)
  end
  local height = #layers * (band + pad) - pad
  put('<svg class="route" role="img" viewBox="0 0 %d %d" width="%d" height="%d" aria-labelledby="%s-title %s-desc" xmlns="http://www.w3.org/2000/svg" font-family="Noto Sans, system-ui, sans-serif" font-size="12" fill="currentColor">',
    width, height, width, height, id, id)
  put('<title id="%s-title">%s</title>', id, escape(title))
  put('<desc id="%s-desc">%s</desc>', id, escape(describe(layers)))
  for i, layer in ipairs(layers) do
    local top = (i - 1) * (band + pad)
    put('<rect x="0.5" y="%.1f" width="%d" height="%d" rx="6" fill="#808080" fill-opacity="0.08" stroke="#808080" stroke-opacity="0.5"/>',
      top + 0.5, width - 1, band - 1)
    put('<text x="%d" y="%d" font-size="11" font-weight="bold">%s</text>', pad + 2, top + 15, escape(layer.name))
    local n = #layer.boxes
    local gap = 22
    local w = (width - 2 * pad - (n - 1) * gap) / n
    for j, box in ipairs(layer.boxes) do
      local x, y = pad + (j - 1) * (w + gap), top + 22
      local fill, stroke, dash = '#808080', '#808080', ''
      if box.proprietary then
        fill, stroke, dash = '#c0392b', '#c0392b', ' stroke-dasharray="5 3"'
      elseif box.free then
        fill, stroke = '#1f7a4d', '#1f7a4d'
      end
      put('<rect x="%.1f" y="%.1f" width="%.1f" height="%d" rx="4" fill="%s" fill-opacity="0.16" stroke="%s" stroke-width="1.3"%s/>',
        x, y, w, box_height, fill, stroke, dash)
      put('<text x="%.1f" y="%.1f" text-anchor="middle">%s</text>', x + w / 2, y + 17.5, escape(box.words))
      if j < n then
        put('<path d="M%.1f %.1f h14 m-5 -4 l5 4 l-5 4" fill="none" stroke="#808080" stroke-width="1.5"/>',
          x + w + 3, y + box_height / 2)
      end
    end
    if i < #layers then
      put('<path d="M%.1f %.1f v%d m-4 -5 l4 5 l4 -5" fill="none" stroke="#808080" stroke-width="1.5"/>',
        width / 2, top + band - 5, pad + 8)
    end
  end
  put('</svg>')
  return table.concat(out, '\n')
end

function CodeBlock(block)
  if not block.classes:includes('route') then
    return nil
  end
  local layers = layers_of(block.text)
  local svg = draw(block.identifier, block.attributes.title or '', layers)
  return pandoc.Div({
    pandoc.RawBlock('html', svg),
    pandoc.Div({ pandoc.Plain({ pandoc.Str(block.attributes.caption or block.attributes.title or '') }) },
      pandoc.Attr('', { 'figcaption' })),
  }, pandoc.Attr(block.identifier, { 'figure-box' }))
end
