-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- What runs and what breaks under a translator, in words of software: the
-- failures of docs/claims/_impact.yaml that the last run saw, or that
-- tests/expect records where it did not look, then the counts of all checks.
--
-- Settings: impact (the register), recorded, ran (tables made by docs/build).

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local common = dofile(here .. 'common.lua')
local text, complain = common.text, common.complain
local state = common.state

local software = {}
local MOST = 10
local ways = { wrong = 'Wrong', refused = 'Refused', crash = 'Crash', hang = 'Hang' }
local names = { gxx = 'g++', p7z = '7z', awk = 'mawk', django = 'Django', pgbench = 'PostgreSQL',
  python = 'Python', redis = 'Redis', ruby = 'Ruby', perl = 'Perl', sqlite = 'SQLite' }

local entries, recorded, ran, recorded_programs

-- A shell pattern of tests/expect, as Lua has it.
local function fits(pattern, name)
  local lua = pattern:gsub('[%^%$%(%)%%%.%[%]%+%-]', '%%%0'):gsub('%*', '.*'):gsub('%?', '.')
  return name:match('^' .. lua .. '$') ~= nil
end

local function family(name, backend)
  return backend == name or backend:sub(1, #name + 1) == name .. '@'
end

local function is_recorded(backend, case, how)
  for _, row in ipairs(recorded) do
    if row[1] == backend and fits(row[2], case) and (how == nil or row[3] == how) then
      return true
    end
  end
  return false
end

-- Reads the register, and complains of what is not so.
function software.load(meta)
  local cases = state.cases
  local path = text(meta.impact)
  entries, recorded, ran, recorded_programs = {}, {}, {}, {}
  for _, row in ipairs(common.tabbed(text(meta.recorded))) do
    if row[1]:sub(1, 6) == 'bench:' then
      recorded_programs[#recorded_programs + 1] = { row[1]:sub(7), row[2] }
    else
      recorded[#recorded + 1] = row
    end
  end
  ran = common.tabbed(text(meta.ran))
  for i, entry in ipairs(common.yaml(path).impact or {}) do
    local it = { backend = text(entry.backend), how = text(entry.how), says = common.inlines(entry.says), cases = {} }
    local name = ('entry %d of %s'):format(i, it.backend)
    for case in text(entry.cases):gmatch('[%w_]+') do
      it.cases[#it.cases + 1] = case
      if not cases[case] then
        complain(path, name, ('its case "%s" is no case of this suite'):format(case))
      elseif not is_recorded(it.backend, case) then
        complain(path, name, ('its case "%s" is recorded nowhere as failing'):format(case))
      end
    end
    if not ways[it.how] then
      complain(path, name, 'its how is none of wrong, refused, crash, hang')
    elseif #it.cases == 0 then
      complain(path, name, 'names no case')
    elseif is_recorded(it.backend, it.cases[1]) and not is_recorded(it.backend, it.cases[1], it.how) then
      complain(path, name, ('"%s" is not recorded as %s'):format(it.cases[1], it.how))
    end
    entries[#entries + 1] = it
  end
end

-- Whether it fails: nil if the last run did not look.
local function fails(backend, case)
  local seen
  for label, numbers in pairs(state.verdicts[case] or {}) do
    if family(backend, label) then
      seen = seen or false
      for verdict in pairs(numbers) do
        seen = seen or (verdict ~= 'PASS' and verdict ~= 'SKIPPED')
      end
    end
  end
  return seen
end

local function item_of(entry)
  local words = pandoc.List({ pandoc.Strong({ pandoc.Str(ways[entry.how] .. '.') }), pandoc.Space() })
  words:extend(entry.says)
  words:insert(pandoc.Str(#entry.cases > 1 and ' (cases ' or ' (case '))
  for i, case in ipairs(entry.cases) do
    words:insert(pandoc.Str(i > 1 and ', ' or ''))
    words:insert(pandoc.Code(case))
  end
  words:insert(pandoc.Str(')'))
  return { pandoc.Plain({ pandoc.Span(words, pandoc.Attr('', {})) }) }
end

-- "qemu@trixie, 2026-11-28: 341 of 463 checks passed; ..."
local function counts_of(backend)
  local parts = {}
  for _, row in ipairs(state.observed) do
    if family(backend, row[1]) then
      local others = {}
      for i, name in ipairs({ 'wrong', 'refused', 'crashed', 'hung' }) do
        if tonumber(row[3 + i]) > 0 then
          others[#others + 1] = row[3 + i] .. ' ' .. name
        end
      end
      parts[#parts + 1] = ('%s passed %s of %s checks of hard corner cases%s'):format(row[1], row[3], row[2],
        #others > 0 and '; ' .. table.concat(others, ', ') or '')
    end
  end
  return #parts > 0 and ('%s: %s.'):format(state.results_date, table.concat(parts, '. ')) or nil
end

-- The failures that touch most software, ten at most, then the counts.
function software.breaks(backend)
  local items = {}
  for _, entry in ipairs(entries) do
    if entry.backend == backend and #items < MOST then
      local shown = false
      for _, case in ipairs(entry.cases) do
        shown = shown or fails(backend, case) ~= false
      end
      if shown then
        items[#items + 1] = item_of(entry)
      end
    end
  end
  local counts = counts_of(backend)
  if #items == 0 and not counts then
    return { pandoc.Plain({ pandoc.Str('Not in the last run, and nothing is recorded.') }) }
  end
  return {
    #items > 0 and pandoc.BulletList(items) or pandoc.Plain({ pandoc.Str('None of the failures on our list.') }),
    pandoc.Plain({ pandoc.Span({ pandoc.Str(counts
      or 'Not in the last run; these failures are recorded in tests/expect.') }, pandoc.Attr('', { 'verdicts' })) }),
  }
end

local function list_of(programs)
  table.sort(programs, function(a, b) return a:lower() < b:lower() end)
  return table.concat(programs, ', ')
end

-- "qemu@trixie: bash, Django, ... ran; not go"
function software.runs(backend)
  local by, labels = {}, {}
  for _, row in ipairs(ran) do
    if family(backend, row[1]) then
      if not by[row[1]] then
        by[row[1]] = { yes = {}, no = {} }
        labels[#labels + 1] = row[1]
      end
      table.insert(by[row[1]][row[3]], names[row[2]] or row[2])
    end
  end
  table.sort(labels)
  local parts = {}
  for _, label in ipairs(labels) do
    local of = by[label]
    parts[#parts + 1] = ('under %s %d of %d real programs ran: %s%s'):format(label, #of.yes, #of.yes + #of.no,
      list_of(of.yes), #of.no > 0 and '; not ' .. list_of(of.no) or '')
  end
  if #parts > 0 then
    return { pandoc.Str('In this suite’s measurement ' .. table.concat(parts, '. And ') .. '.') }
  end
  local failing, seen = {}, {}
  for _, row in ipairs(recorded_programs) do
    if row[1] == backend and not seen[row[2]] then
      seen[row[2]] = true
      failing[#failing + 1] = names[row[2]] or row[2]
    end
  end
  return { pandoc.Str('This build measured no real program under it'
    .. (#failing > 0 and '; recorded as failing, in one version at least: ' .. list_of(failing) or '') .. '.') }
end

return software
