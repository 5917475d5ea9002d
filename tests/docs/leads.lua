-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
-- Says which chapters do not open with two sentences marked as their lead.

local function without_evidence(block)
  return pandoc.walk_block(block, {
    Link = function(link)
      if link.classes:includes('evidence') then
        return {}
      end
    end,
  })
end

-- Boxes with evidence stand before the full stop.
local function sentences(block)
  local words = pandoc.utils.stringify(without_evidence(block)):gsub('\u{a0}', ' ')
  local _, ends = (words:gsub('%s+%.', '.') .. ' '):gsub('[.!?]%s', '')
  return ends
end

local said = {}

-- The first heading is the document's own.
local first = true
local function walk(blocks)
  for i, block in ipairs(blocks) do
    if block.t == 'Header' and block.level == 1 then
      local after = blocks[i + 1]
      local lead = after and after.t == 'Div' and after.classes:includes('lead')
      if not first and not (lead and sentences(after) == 2) then
        said[#said + 1] = pandoc.Para({ pandoc.Str(pandoc.utils.stringify(block)
          .. (lead and (': ' .. sentences(after) .. ' sentences') or ': does not open with a lead')) })
      end
      first = false
    elseif block.t == 'Div' then
      walk(block.content)
    end
  end
end

function Pandoc(doc)
  walk(doc.blocks)
  return pandoc.Pandoc(said, doc.meta)
end
