-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- Memory order, from docs/results/order.jsonl.xz as docs/build has it: the table of
-- translators and settings, and executions drawn.

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local common = dofile(here .. 'common.lua')
local text, tabbed, complain = common.text, common.tabbed, common.complain
local results = dofile(here .. 'results.lua')

-- Rows: backend, version, CPU, setting, its words, tests kept, broken, not judged.
local function order_table(meta)
  local rows, versions, seen = {}, {}, {}
  for _, row in ipairs(tabbed(text(meta.order))) do
    local version = row[1] .. ' ' .. row[2]
    if not seen[version] then
      seen[version] = true
      versions[#versions + 1] = version
    end
    local setting = row[4] .. (row[3] ~= 'max' and (', ' .. row[3]) or '')
    rows[#rows + 1] = { row[1], setting, row[6], row[7], row[8], row[9], row[10], row[11] }
  end
  if #rows == 0 then
    return { pandoc.Para({ pandoc.Strong({ pandoc.Str('Not looked at.') }), pandoc.Str(' Nothing is kept of '),
      pandoc.Code('make order'), pandoc.Str('.') }) }
  end
  return { common.table(results.caption('Litmus tests by translator and setting (' .. table.concat(versions, ', ') .. ')'),
    results.header('Translator', 'Setting', 'Kept', 'Broken', 'Not judged', 'MP', 'Vectors', 'CAS'),
    results.body(rows), 'numbers') }
end

-- ::: {.execution backend=box64@sid setting=strongmem_3 family=MP} :::
local function execution(file, div, meta)
  local a = div.attributes
  for _, row in ipairs(tabbed(text(meta.drawings))) do
    if row[1] == a.backend and row[2] == a.setting and row[3] == a.family then
      local words = { pandoc.Code(row[1] .. ' ' .. row[2]), pandoc.Str(', test '), pandoc.Code(row[4]),
        pandoc.Str(('. %s. '):format(row[5])), pandoc.Code(row[6]) }
      return { pandoc.Div({
        pandoc.RawBlock('html', (row[7]:gsub('<svg ', ('<svg aria-label="The execution of %s" '):format((row[4]:gsub('&', '&amp;'))), 1))),
        pandoc.Div({ pandoc.Plain(words) }, pandoc.Attr('', { 'figcaption' })),
      }, pandoc.Attr('', { 'figure-box' })) }
    end
  end
  complain(file, 'execution', ('nothing is kept of %s, %s, %s; see docs/guide/order.md'):format(a.backend or '', a.setting or '', a.family or ''))
  return {}
end

return { table = order_table, execution = execution }
