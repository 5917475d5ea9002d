-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- What the last run and the last measurement of cost said, as text and tables.

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local common = dofile(here .. 'common.lua')
local text, tabbed = common.text, common.tabbed
local state = common.state

-- The backends of this name or family: "qemu" is every qemu@....
local function family(name, backend)
  return backend == name or backend:sub(1, #name + 1) == name .. '@'
end

-- Of each translator: how many checks passed, and how the others went.
local function last_run()
  if #state.observed == 0 then
    return { pandoc.Str('The results of ' .. state.results_date .. ' are those of controls only: no translator took part.') }
  end
  local parts = {}
  for _, row in ipairs(state.observed) do
    local ways = {}
    for i, name in ipairs({ 'silent wrong result', 'clean refusal', 'crash', 'hang' }) do
      local n = tonumber(row[3 + i])
      if n > 0 then
        ways[#ways + 1] = ('%d %s'):format(n, n == 1 and name or (name:gsub('crash$', 'crashe') .. 's'))
      end
    end
    parts[#parts + 1] = ('%s passed %s of %s checks%s'):format(row[1], row[3], row[2],
      #ways > 0 and ' (' .. table.concat(ways, ', ') .. ')' or '')
  end
  return { pandoc.Str('On ' .. state.results_date .. ' ' .. table.concat(parts, '; ') .. '.') }
end

-- "qemu@trixie, kernels: median 6.2× the instructions of native arm64 (4.0 to 9.1)".
local function costs(span)
  local parts = {}
  for _, row in ipairs(state.costs_of) do
    if family(span.attributes.backend, row[1]) then
      parts[#parts + 1] = ('%s, %ss, %s cache: median %s× the instructions of native arm64 (%s to %s)')
        :format(row[1], row[2], row[3], row[6], row[5], row[7])
    end
  end
  return { pandoc.Str(#parts > 0 and table.concat(parts, '; ') or 'not measured') }
end

local function cells(row)
  local result = {}
  for _, cell in ipairs(row) do
    result[#result + 1] = { pandoc.Plain({ pandoc.Str(cell) }) }
  end
  return result
end

local function body(rows)
  local result = {}
  for _, row in ipairs(rows) do
    result[#result + 1] = cells(row)
  end
  return result
end

local function header(...)
  return cells({ ... })
end

local function caption(words)
  return { pandoc.Str(words) }
end

-- Tables and plots of the last measurement; who has none is told so.
local function cost(meta)
  local made = {}
  if #state.costs_of == 0 then
    made[1] = pandoc.Para({ pandoc.Strong({ pandoc.Str('Not measured.') }),
      pandoc.Str(' This build has no measurement of cost; '), pandoc.Code('make bench'), pandoc.Str(' makes one.') })
  else
    made[1] = common.table(caption('Instructions executed, as a multiple of the same program built for arm64'),
      header('Backend', 'Kind', 'Cache', 'Number', 'Least', 'Median', 'Most', 'Largest spread'),
      body(state.costs_of), 'numbers')
    for _, kind in ipairs({ 'kernel', 'program' }) do
      local rows, head = {}, nil
      for _, row in ipairs(tabbed(text(meta['each-cost']))) do
        if row[1] == kind then
          table.remove(row, 1)
          if head then
            rows[#rows + 1] = cells(row)
          else
            head = cells(row)
          end
        end
      end
      if head then
        made[#made + 1] = common.table(caption(kind == 'kernel'
          and 'Kernels: the price of one more round, as a multiple of native arm64'
          or 'Programs: start to end, as a multiple of native arm64'), head, rows, 'numbers each')
      end
    end
  end
  for i, plot in ipairs(tabbed(text(meta.plots))) do
    local words = plot[1]:gsub('&', '&amp;'):gsub('<', '&lt;'):gsub('"', '&quot;')
    made[#made + 1] = pandoc.Div({
      pandoc.RawBlock('html', ('<img class="plot" alt="%s" src="%s">'):format(words, plot[2])),
      pandoc.Div({ pandoc.Plain({ pandoc.Str(plot[1]) }) }, pandoc.Attr('', { 'figcaption' })),
    }, pandoc.Attr('plot-' .. i, { 'figure-box' }))
  end
  return made
end

return { last_run = last_run, costs = costs, cost = cost, body = body, header = header, caption = caption }
