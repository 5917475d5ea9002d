-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- Numbers tables and drawings, gives every heading an anchor that can be
-- copied, and lets wide tables scroll by themselves on a phone. Runs last.
--
-- Settings: unnumbered-tables (a table without a caption gets none).

local tables, figures, seen = 0, 0, {}
local unnumbered
local WHOLE_ON_A_PAGE = 10 -- rows of a table that no page end cuts

local function label(words)
  return pandoc.Span({ pandoc.Str(words) }, pandoc.Attr('', { 'label' }))
end

local function unique(id)
  seen[id] = (seen[id] or 0) + 1
  if seen[id] > 1 then
    return id .. '-' .. seen[id]
  end
  return id
end

-- A table of two columns that needs no heading row.
local function drop_empty_head(element)
  for _, row in ipairs(element.head.rows or element.head[2]) do
    for _, cell in ipairs(row.cells or row[2]) do
      if pandoc.utils.stringify(pandoc.Div(cell.contents or cell.content or cell[5])) ~= '' then
        return
      end
    end
  end
  element.head = pandoc.TableHead({})
  element.attr = pandoc.Attr('', { 'sheet' })
  -- No widths of the source either: the stylesheet sets them.
  for i, spec in ipairs(element.colspecs) do
    element.colspecs[i] = { spec[1], nil }
  end
end

local function number_table(element)
  drop_empty_head(element)
  tables = tables + 1
  local long = element.caption.long
  if #long > 0 or not unnumbered then
    local words = pandoc.List({ label('Table ' .. tables .. '. ') })
    words:extend(#long > 0 and long[1].content or {})
    element.caption.long = { pandoc.Plain(words) }
  end
  local rows = 0
  for _, body in ipairs(element.bodies) do
    rows = rows + #body.body
  end
  return pandoc.Div({ element }, pandoc.Attr('table-' .. tables, { 'table', rows <= WHOLE_ON_A_PAGE and 'whole' or nil },
    { role = 'region', tabindex = '0', ['aria-label'] = 'Table ' .. tables }))
end

local function walk(blocks)
  local result = pandoc.List()
  for _, block in ipairs(blocks) do
    if block.t == 'Header' then
      block.identifier = unique(block.identifier)
      -- Its sign comes from the stylesheet, or it would stand in the contents too.
      block.content:insert(pandoc.Link({}, '#' .. block.identifier, '',
        pandoc.Attr('', { 'anchor' }, { ['aria-hidden'] = 'true', tabindex = '-1' })))
      result:insert(block)
    elseif block.t == 'Table' then
      result:insert(number_table(block))
    elseif block.t == 'Div' then
      if block.classes:includes('figcaption') then
        figures = figures + 1
        block.content[1].content:insert(1, label('Figure ' .. figures .. '. '))
      else
        -- Pandoc gives its own names roles: one that ARIA has dropped, or, from
        -- version 3, a list's, which then lacks items.
        if block.identifier == 'refs' then
          block.identifier, block.classes = 'bibliography', { 'references' }
        elseif block.classes:includes('csl-entry') then
          block.classes = { 'reference' }
        end
        block.content = walk(block.content)
      end
      result:insert(block)
    elseif not (block.t == 'RawBlock' and block.text:match('^%s*<!%-%-')) then
      result:insert(block)
    end
  end
  return result
end

-- Plain numbers are what browsers show anyway; HTML has no attribute for them.
local function plain_numbers(list)
  return pandoc.OrderedList(list.content)
end

function Pandoc(doc)
  unnumbered = doc.meta['unnumbered-tables'] ~= nil
  doc.blocks = walk(doc.blocks)
  doc = doc.walk and doc:walk({ OrderedList = plain_numbers }) or
    pandoc.Pandoc(pandoc.walk_block(pandoc.Div(doc.blocks), { OrderedList = plain_numbers }).content, doc.meta)
  return doc
end
