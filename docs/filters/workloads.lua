-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- What the last run of `make workloads` said, as a sentence and as a table.
--
-- Setting: workloads, a table made by docs/build: machine, backend, version, workload,
-- observation.

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local common = dofile(here .. 'common.lua')
local results = dofile(here .. 'results.lua')

local workloads = {}
local columns, names, cells -- "krun, qemu@trixie 10.0.13" and what each workload did there

local function is_control(backend)
  return backend:sub(1, 7) == 'native-'
end

function workloads.load(path)
  columns, names, cells = {}, {}, {}
  local column_of, known = {}, {}
  for _, row in ipairs(common.tabbed(path)) do
    local machine, backend, version, name, observation = table.unpack(row)
    local key = machine .. ' ' .. backend
    if not column_of[key] then
      column_of[key] = { machine = machine, backend = backend, version = version, passed = 0, counted = 0, failed = {} }
      columns[#columns + 1] = column_of[key]
    end
    local column = column_of[key]
    if not known[name] then
      known[name] = true
      names[#names + 1] = name
    end
    cells[key .. ' ' .. name] = observation
    if observation ~= 'skipped' and observation ~= 'broken' then
      column.counted = column.counted + 1
      if observation == 'pass' then
        column.passed = column.passed + 1
      else
        column.failed[#column.failed + 1] = name
      end
    end
  end
  table.sort(names)
end

-- "Of real software, driven as a user would, 26 of 28 workloads passed under qemu@trixie
-- (10.0.13) on krun, all but gdb and strace; ..."
function workloads.sentence()
  local parts = {}
  for _, c in ipairs(columns) do
    if not is_control(c.backend) and c.counted > 0 then
      parts[#parts + 1] = ('%d of %d workloads passed under %s (%s) on %s%s'):format(c.passed, c.counted, c.backend,
        c.version, c.machine, #c.failed > 0 and ', not ' .. table.concat(c.failed, ', ') or '')
    end
  end
  if #parts == 0 then
    return { pandoc.Str('This build has no run of real software under a translator; '), pandoc.Code('make workloads'),
      pandoc.Str(' makes one.') }
  end
  return { pandoc.Str('Of real software, driven as a user would, ' .. table.concat(parts, '; ') .. '.') }
end

function workloads.table()
  if #columns == 0 then
    return { pandoc.Para({ pandoc.Strong({ pandoc.Str('Not run.') }),
      pandoc.Str(' This build has no run of real software; '), pandoc.Code('make workloads'), pandoc.Str(' makes one.') }) }
  end
  local head, rows, sums = { 'Workload' }, {}, { 'passed of counted' }
  for _, c in ipairs(columns) do
    head[#head + 1] = ('%s %s on %s'):format(c.backend, c.version, c.machine)
    sums[#sums + 1] = ('%d of %d'):format(c.passed, c.counted)
  end
  for _, name in ipairs(names) do
    local row = { name }
    for _, c in ipairs(columns) do
      row[#row + 1] = cells[('%s %s %s'):format(c.machine, c.backend, name)] or '–'
    end
    rows[#rows + 1] = row
  end
  rows[#rows + 1] = sums
  return { common.table(results.caption('Workloads of real software: how each went'),
    results.header(table.unpack(head)), results.body(rows), 'numbers each') }
end

return workloads
